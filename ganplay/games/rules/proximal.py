"""The proximal point method: implicit steps (Martinet 1970; Rockafellar 1976)."""

from __future__ import annotations

import math

import numpy as np

from ganplay.contract.games import Proximal
from ganplay.games.game import Game, Pair, Vector, linear_map
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope

NEWTON = 50
"""More Newton steps than a solvable step needs."""


def step(settings: Proximal, game: Game, eta: float) -> Step:  # noqa: ARG001
    """To w' = w + eta v(w'), by one division where v is linear, else by Newton's method from w on."""
    if game.matrix is not None and not game.equilibrium.any():
        one = np.eye(len(game.matrix))
        implicit = np.asarray(np.linalg.solve(one - eta * game.matrix, one), np.float64)
        return linear_map(implicit, game.dims)
    field, blocks = game.field, game.blocks
    assert blocks is not None

    def solve(x: Vector, y: Vector) -> Pair:
        u, v = x, y
        for _ in range(NEWTON):
            vx, vy = field(u, v)
            rx, ry = u - x - eta * vx, v - y - eta * vy
            xx, xy, yx, yy = blocks(u, v)
            a, b, c, d = 1.0 - eta * xx, -eta * xy, -eta * yx, 1.0 - eta * yy
            determinant = a * d - b * c
            if not determinant:
                break
            du, dv = (d * rx - b * ry) / determinant, (a * ry - c * rx) / determinant
            u, v = u - du, v - dv
            if abs(du) + abs(dv) <= 1e-15 * (abs(u) + abs(v)):
                break
        return u, v

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
