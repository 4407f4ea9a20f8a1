"""Extragradient (Korpelevich 1976)."""

from __future__ import annotations

import math

from ganplay.contract.games import Extragradient
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step


def step(settings: Extragradient, game: Game, eta: float) -> Step:  # noqa: ARG001
    """To w' = w + eta v(w + eta v(w))."""
    field, keep = game.field, game.keep()

    def look_then_step(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        vx, vy = field(x + eta * vx, keep(y + eta * vy))
        return x + eta * vx, keep(y + eta * vy)

    return look_then_step


def radius(settings: Extragradient, eta: float, sigma: float) -> float:  # noqa: ARG001
    """|1 - h² ± ih|; smallest, sqrt(3)/2, at h = 1/sqrt(2)."""
    h = sigma * eta
    return math.hypot(1.0 - h * h, h)


RULE = Rule(
    step,
    formula="w' = w + η·v(w + η·v(w))",
    source="Korpelevich 1976; Gidel et al. 2019, A Variational Inequality Perspective on GANs",
    words="Converges on a rotation for η < 1, best at η = 1/√2, where the radius falls by √3/2 a step.",
    closed=ClosedForm(radius, lambda *_: "√(1 − {h}² + {h}⁴)", lambda _, sigma: 1.0 / sigma, exact=True),
)
