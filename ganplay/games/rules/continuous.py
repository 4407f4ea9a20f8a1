"""Continuous time: the field's own flow, by its exponential or by Runge and Kutta's fourth order with steps
that shrink where the field has a kink.
"""

from __future__ import annotations

import math

import numpy as np

from ganplay.contract.games import Continuous
from ganplay.games.game import Array, Field, Game, Pair, Vector, affine_map
from ganplay.games.rule import ClosedForm, Rule, Step

TOLERANCE = 1e-11
"""Error of one Runge-Kutta step, of the place's own size beyond 1; the steps are as long as it allows."""

FIRST = 0.05
"""Length in time of the first step that is tried."""

SHORTEST = 1e-11
"""Length in time of a step that is taken as it is: where the field jumps, no error is small enough."""


def step(settings: Continuous, game: Game, eta: float) -> Step:  # noqa: ARG001
    """The place at time eta later."""
    if game.matrix is not None and game.bound is None:
        return affine_map(exponential(eta * game.matrix), game)
    field, keep, bound = _within(game), game.keep(), game.bound
    size = abs if game.scalar else _largest

    def runge_kutta(x: Vector, y: Vector, h: float) -> Pair:
        ax, ay = field(x, y)
        bx, by = field(x + 0.5 * h * ax, keep(y + 0.5 * h * ay))
        cx, cy = field(x + 0.5 * h * bx, keep(y + 0.5 * h * by))
        dx, dy = field(x + h * cx, keep(y + h * cy))
        return x + h / 6.0 * (ax + 2.0 * (bx + cx) + dx), keep(y + h / 6.0 * (ay + 2.0 * (by + cy) + dy))

    def flow(x: Vector, y: Vector) -> Pair:
        if bound is not None:
            y = keep(y)
        left, h = eta, min(eta, FIRST)
        while left > 0.0:
            h = min(h, left)
            at_once = runge_kutta(x, y, h)
            in_two = runge_kutta(*runge_kutta(x, y, 0.5 * h), 0.5 * h)
            error = max(size(at_once[0] - in_two[0]), size(at_once[1] - in_two[1]))
            allowed = TOLERANCE * max(1.0, size(x), size(y))
            if error > allowed and h > SHORTEST:
                h *= 0.5
                continue
            (x, y), left = in_two, left - h
            if error < allowed / 64.0:
                h *= 2.0
        return x, y

    return flow


def _within(game: Game) -> Field:
    """The field; at the bound of y without what would lead across it."""
    field, bound = game.field, game.bound
    if bound is None:
        return field

    def held(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        return vx, vy * ((abs(y) < bound) | (vy * y <= 0.0))

    return held


def _largest(vector: Vector) -> float:
    return float(abs(vector).max())


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
