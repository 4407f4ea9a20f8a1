"""The GANs on pictures that the lectures name, as a person sets them: by knobs, on the smallest networks."""

from __future__ import annotations

SMALL = (
    "data.name=strokes",
    "data.size=200",
    "noise.dim=4",
    "generator.name=convolutional",
    "generator.channels=4",
    "discriminator.name=convolutional",
    "discriminator.channels=4",
    "batch=8",
    "device=cpu",
)

RECIPES = {
    "DCGAN": ("loss.name=non_saturating",),
    "DCGAN without the first rule": (
        "generator.upsampling=nearest",
        "discriminator.downsampling=max_pool",
    ),
    "DCGAN without the second rule": ("generator.norm=off", "discriminator.norm=off"),
    "DCGAN without the third rule": ("generator.dense=8", "discriminator.dense=8"),
    "DCGAN without the fourth rule": ("generator.activation=tanh", "generator.output=linear"),
    "DCGAN without the fifth rule": ("discriminator.activation=relu",),
    "Goodfellow's": (
        "generator.name=perceptron",
        "generator.output=tanh",
        "discriminator.name=perceptron",
        "loss.name=minimax",
        "g_optimiser.name=momentum",
        "d_optimiser.name=momentum",
    ),
    "conditional": ("condition.name=labels",),
    "InfoGAN": ("condition.name=codes", "condition.categories=10", "condition.continuous=2"),
    "WGAN": ("loss.name=wgan", "penalty.name=clipping", "d_optimiser.name=rmsprop", "updates.d_steps=2"),
    "WGAN-GP": ("loss.name=wgan", "penalty.name=gradient", "penalty.weight=10", "discriminator.norm=off"),
    "LSGAN": ("loss.name=least_squares",),
    "hinge": ("loss.name=hinge", "discriminator.norm=spectral"),
    "minibatch": ("discriminator.minibatch=stddev",),
    "average": ("average=0.99",),
}
