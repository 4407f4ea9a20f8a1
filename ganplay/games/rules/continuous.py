"""Continuous time: the field's own flow, by its exponential or by Runge and Kutta's fourth order."""

from __future__ import annotations

import math

import numpy as np

from ganplay.contract.games import Continuous
from ganplay.games.game import Array, Game, Pair, Vector, affine_map
from ganplay.games.rule import ClosedForm, Rule, Step

LONGEST = 0.05
"""Longest step in time of the Runge-Kutta method; on the Dirac-GAN its error is below 1e-8 a unit of time."""


def step(settings: Continuous, game: Game, eta: float) -> Step:  # noqa: ARG001
    """The place at time eta later."""
    if game.matrix is not None and game.bound is None:
        return affine_map(exponential(eta * game.matrix), game)
    field, keep = game.field, game.keep()
    parts = math.ceil(eta / LONGEST)
    h = eta / parts

    def flow(x: Vector, y: Vector) -> Pair:
        for _ in range(parts):
            ax, ay = field(x, y)
            bx, by = field(x + 0.5 * h * ax, y + 0.5 * h * ay)
            cx, cy = field(x + 0.5 * h * bx, y + 0.5 * h * by)
            dx, dy = field(x + h * cx, y + h * cy)
            x = x + h / 6.0 * (ax + 2.0 * (bx + cx) + dx)
            y = keep(y + h / 6.0 * (ay + 2.0 * (by + cy) + dy))
        return x, y

    return flow


def exponential(matrix: Array) -> Array:
    """The exponential of a small square matrix: its series where that is quick, then squarings."""
    squarings = max(0, math.ceil(math.log2(max(float(abs(matrix).sum(axis=1).max()), 1e-9))) + 2)
    small = matrix / 2.0**squarings
    result = term = np.eye(len(matrix))
    for k in range(1, 16):
        term = term @ small / k
        result = result + term
    for _ in range(squarings):
        result = result @ result
    return result


RULE = Rule(
    step,
    formula="dw/dt = v(w)",
    source="Goodfellow 2016, NIPS Tutorial: Generative Adversarial Networks",
    words="On a rotation a circle, once round in the time 2π.",
    closed=ClosedForm(lambda *_: 1.0, lambda *_: "1", lambda *_: math.inf, exact=True),
)
