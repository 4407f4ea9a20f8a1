"""Heavy ball: gradient steps with momentum, which may be negative (Polyak 1964; Gidel et al. 2019)."""

from __future__ import annotations

import cmath

import numpy as np

from ganplay.contract.games import HeavyBall
from ganplay.games.game import Game, Vector
from ganplay.games.rule import ClosedForm, Rule, State, Step


def begin(game: Game, x: Vector, y: Vector) -> State:  # noqa: ARG001
    """At rest."""
    return x, y, 0.0 * x, 0.0 * y


def step(settings: HeavyBall, game: Game, eta: float) -> Step:
    """To w' = w + eta v + beta (w - w of the step before), the last move being remembered."""
    field, keep, beta = game.field, game.keep(), settings.momentum
    x_first, y_first = settings.order == "x first", settings.order == "y first"

    def move(x: Vector, y: Vector, dx: Vector, dy: Vector) -> State:
        vx, vy = field(x, y)
        if y_first:
            up = keep(y + eta * vy + beta * dy)
            on = x + eta * field(x, up)[0] + beta * dx
        else:
            on = x + eta * vx + beta * dx
            up = keep(y + eta * (field(on, y)[1] if x_first else vy) + beta * dy)
        return on, up, on - x, up - y

    return move


def radius(settings: HeavyBall, eta: float, sigma: float) -> float:
    """Simultaneous: (λ-1)(λ-β) = ±ihλ. Alternating: (λ-1)²(λ-β)² + h²λ³ = 0."""
    beta, h = settings.momentum, sigma * eta
    if settings.order == "simultaneous":
        half = 0.5 * complex(1.0 + beta, h)
        root = cmath.sqrt(half * half - beta)
        return max(abs(half + root), abs(half - root))
    square = np.convolve([1.0, -1.0 - beta, beta], [1.0, -1.0 - beta, beta])
    return float(abs(np.roots(square + np.array([0.0, h * h, 0.0, 0.0, 0.0]))).max())


def text(settings: HeavyBall, eta: float, sigma: float) -> str:  # noqa: ARG001
    """The polynomial whose largest root it is."""
    if settings.order == "simultaneous":
        return "the largest root of (λ − 1)(λ − β) = ±i{h}λ"
    return "the largest root of (λ − 1)²(λ − β)² + {h}²λ³"


def limit(settings: HeavyBall, sigma: float) -> float:
    """Simultaneous or with a positive momentum it never holds (Schur-Cohn); else up to h = 2(1 + β)."""
    if settings.order == "simultaneous" or settings.momentum > 0.0:
        return 0.0
    return 2.0 * (1.0 + settings.momentum) / sigma


def remark(settings: HeavyBall, eta: float, sigma: float) -> str:
    """The expansion for small steps, which shows what the sign of beta does."""
    beta, h = settings.momentum, sigma * eta
    if settings.order == "simultaneous":
        guess, grows = 1.0 + h * h * (1.0 + beta) / (1.0 - beta) ** 3, "1 + {h}²(1 + β)/(1 − β)³"
    else:
        guess, grows = 1.0 + 2.0 * beta * h * h / (1.0 - beta) ** 3, "1 + 2β{h}²/(1 − β)³"
    return f"For small steps |λ|² ≈ {grows}, here {guess:.6g}."


RULE = Rule(
    step,
    formula="w' = w + η·v + β·(w − w₋)",
    source="Gidel et al. 2019, Negative Momentum for Improved Game Dynamics",
    words="In turns, a negative momentum converges and a positive one diverges; at once, every one diverges.",
    begin=begin,
    closed=ClosedForm(radius, text, limit),
    remark=remark,
)
