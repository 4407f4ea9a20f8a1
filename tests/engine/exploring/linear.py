"""A model whose every answer can be worked out, and a classifier that sees no more than one pixel."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ganplay.contract.latent import Open
from ganplay.contract.networks import PerceptronGenerator
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.trained import Trained

from ..picture_games import game

DIM = 6
"""Of z, as in all those games."""


class FirstPixel:
    """Reads a picture as a 1 if its first pixel is brighter than grey, else as a 0."""

    names = tuple("0123456789")

    def probabilities(self, pictures: Tensor) -> Tensor:
        bright = (pictures[:, :1] > 0).long()
        return torch.zeros(len(pictures), 10).scatter_(1, bright, 1.0)


def linear(matrix: Tensor, **changes: Any) -> Trained:
    """A model that draws rows @ matrix, with a matrix of shape (inputs, 784)."""
    trained = Trained.of_game(game(generator=PerceptronGenerator(layers=0), **changes), 9)
    weight, bias = trained.generator.frozen
    weight.copy_(matrix)
    bias.zero_()
    return trained


def exploring(trained: Trained) -> Explorer:
    """An explorer with this model open."""
    explorer = Explorer()
    explorer.answer(Open(trained.model()))
    return explorer
