"""Optimistic gradient descent and ascent (Daskalakis et al. 2018)."""

from __future__ import annotations

import math

from ganplay.contract.games import Optimistic
from ganplay.games.game import Game, Vector
from ganplay.games.rule import ClosedForm, Rule, State, Step


def begin(game: Game, x: Vector, y: Vector) -> State:
    """As if it had stood at the start before, so that the first step is a plain one."""
    return x, y, *game.field(x, y)


def step(settings: Optimistic, game: Game, eta: float) -> Step:  # noqa: ARG001
    """To w' = w + 2 eta v(w) - eta v(w of the step before)."""
    field, keep = game.field, game.keep()

    def guess(x: Vector, y: Vector, ux: Vector, uy: Vector) -> State:
        vx, vy = field(x, y)
        return x + eta * (2.0 * vx - ux), keep(y + eta * (2.0 * vy - uy)), vx, vy

    return guess


def radius(settings: Optimistic, eta: float, sigma: float) -> float:  # noqa: ARG001
    """The larger root of λ² - (1 + 2ih)λ + ih; smallest, 1/sqrt(2), at h = 1/2."""
    h = sigma * eta
    if h <= 0.5:
        return math.sqrt(0.5 * (1.0 + math.sqrt(1.0 - 4.0 * h * h)))
    return math.hypot(0.5, h + 0.5 * math.sqrt(4.0 * h * h - 1.0))


def text(settings: Optimistic, eta: float, sigma: float) -> str:  # noqa: ARG001
    """The same as a formula."""
    return "√((1 + √(1 − 4{h}²))/2)" if sigma * eta <= 0.5 else "√(1/4 + ({h} + √(4{h}² − 1)/2)²)"


RULE = Rule(
    step,
    formula="w' = w + 2η·v(w) − η·v(w₋)",
    source="Daskalakis et al. 2018, Training GANs with Optimism",
    words="Converges on a rotation for η < 1/√3, best at η = 1/2, where the radius falls by 1/√2 a step.",
    begin=begin,
    closed=ClosedForm(radius, text, lambda _, sigma: 1.0 / (sigma * math.sqrt(3.0))),
)
