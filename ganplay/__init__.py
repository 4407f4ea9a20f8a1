"""ganplay: a playground that trains small GANs live and shows what they do."""

__version__ = "0.1.0"
