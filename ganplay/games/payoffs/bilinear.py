"""A bilinear game in 2+2 dimensions: as many rotations as singular values."""

from __future__ import annotations

import math

import numpy as np

from ganplay.contract.games import Bilinear
from ganplay.games.game import Game, linear


def game(settings: Bilinear) -> Game:
    """Of f = x'Ay with A = diag(strong, weak) R(angle), so that the angle changes no singular value."""
    turn = math.radians(settings.angle)
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    coupling = np.diag([settings.strong, settings.weak]) @ rotation
    nothing = np.zeros((2, 2))
    return linear(
        np.block([[nothing, -coupling], [coupling.T, nothing]]),
        value=lambda x, y: np.einsum("i...,ij,j...->...", x, coupling, y),
        formula="min over x, max over y of f = xᵀAy",
        source="Zhang and Yu 2020, Convergence of Gradient Methods on Bilinear Zero-Sum Games",
        start=(1.0, 1.0, 1.0, 1.0),
    )
