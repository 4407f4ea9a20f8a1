"""The proximal point method: implicit steps (Martinet 1970; Rockafellar 1976)."""

from __future__ import annotations

import math

import numpy as np

from ganplay.contract.games import Proximal
from ganplay.games.game import Game, Pair, Vector, affine_map
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope

NEWTON = 50
"""More Newton steps than a solvable step needs."""

SOLVED = 1e-13
"""Residual at which a step counts as solved, as a share of the place itself."""


def step(settings: Proximal, game: Game, eta: float) -> Step:  # noqa: ARG001
    """To w' = w + eta v(w'), by one division where v is linear, else by damped Newton steps from w on.

    A large step on a game that is not convex and concave may have no solution nearby; then it is NaN.
    """
    if game.matrix is not None:
        one = np.eye(len(game.matrix))
        return affine_map(np.asarray(np.linalg.solve(one - eta * game.matrix, one), np.float64), game)
    field, blocks = game.field, game.blocks
    assert blocks is not None

    def solve(x: Vector, y: Vector) -> Pair:
        u, v = x, y
        vx, vy = field(u, v)
        rx, ry = -eta * vx, -eta * vy
        for _ in range(NEWTON):
            left = abs(rx) + abs(ry)
            if left <= SOLVED * (abs(u) + abs(v)):
                return u, v
            xx, xy, yx, yy = blocks(u, v)
            a, b, c, d = 1.0 - eta * xx, -eta * xy, -eta * yx, 1.0 - eta * yy
            determinant = a * d - b * c
            if not determinant:
                break
            du, dv = (d * rx - b * ry) / determinant, (a * ry - c * rx) / determinant
            share = 1.0
            while share > 1e-4:
                p, q = u - share * du, v - share * dv
                vx, vy = field(p, q)
                rx, ry = p - x - eta * vx, q - y - eta * vy
                if abs(rx) + abs(ry) < left:
                    break
                share *= 0.5
            u, v = p, q
        return math.nan, math.nan

    return solve


def radius(settings: Proximal, eta: float, sigma: float) -> float:  # noqa: ARG001
    """1/|1 - ih|."""
    return 1.0 / math.hypot(1.0, sigma * eta)


RULE = Rule(
    step,
    formula="w' = w + η·v(w')",
    source="Rockafellar 1976, Monotone Operators and the Proximal Point Algorithm",
    words="Converges on a rotation at every step size, the faster the larger it is.",
    objection=needs_slope("the proximal point"),
    closed=ClosedForm(radius, lambda *_: "1/√(1 + {h}²)", lambda *_: math.inf, exact=True),
)
