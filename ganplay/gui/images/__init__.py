"""The Images page: one GAN on small pictures."""
