"""Small games on pictures whose every number differs from what it starts as."""

from __future__ import annotations

import dataclasses

import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    ConvolutionalGenerator,
    Noise,
    PerceptronDiscriminator,
)
from ganplay.contract.objectives import Hinge
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings
from ganplay.engine.game.game import Game

DCGAN = Settings(
    data=Strokes(),
    noise=Noise(dim=6),
    generator=ConvolutionalGenerator(channels=4, init="default"),
    discriminator=ConvolutionalDiscriminator(channels=4, norm="spectral", init="default"),
    loss=Hinge(),
)
"""Weights of 0.02 would make all pictures much alike in a network as narrow as this."""

VARIANTS = {
    "plain": {},
    "labels": {"condition": Labels()},
    "codes": {"condition": Codes(categories=10, continuous=2)},
    "packs": {"discriminator": ConvolutionalDiscriminator(channels=4, init="default", packing=2)},
    "comparing": {
        "discriminator": ConvolutionalDiscriminator(channels=4, init="default", minibatch="stddev")
    },
    "perceptron": {"discriminator": PerceptronDiscriminator(minibatch="salimans"), "condition": Labels()},
    "uniform": {"noise": Noise(dim=6, law="uniform")},
}


def game(seed=0, **changes) -> Game:
    """A game whose running statistics and average differ from what they start as."""
    settings = dataclasses.replace(DCGAN, **changes)
    made = Game(settings, torch.Generator().manual_seed(seed), torch.device("cpu"), classes=10)
    rng = torch.Generator().manual_seed(seed + 1)
    for name, tensor in made.state().items():
        if ".buffer." in name or name.startswith("average"):
            tensor.copy_(torch.rand(tensor.shape, generator=rng) * 0.2 + 0.1)
    return made
