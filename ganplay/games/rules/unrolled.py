"""Unrolling (Metz et al. 2017)."""

from __future__ import annotations

import math

from ganplay.contract.games import Unrolled
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope
from ganplay.games.rules.turns import turns


def step(settings: Unrolled, game: Game, eta: float) -> Step:
    """For x along the slope of f(x, y_K), y_K being y after K steps of its own; for y a plain step."""
    field, vjp, lookahead = game.field, game.vjp, settings.lookahead

    def foreseen(x: Vector, y: Vector) -> Pair:
        answers, answer = [], y
        for _ in range(lookahead):
            answers.append(answer)
            answer = answer + eta * field(x, answer)[1]
        vx, along = field(x, answer)
        # Backwards through the steps: `along` is the derivative of f by the answer of each.
        for answer in reversed(answers):
            px, py = vjp(x, answer, 0.0 * x, along)
            vx, along = vx - eta * px, along + eta * py
        return vx, field(x, y)[1]

    return turns(foreseen, game.keep(), eta, "simultaneous")


def radius(settings: Unrolled, eta: float, sigma: float) -> float:
    """Trace 2 - 2Kh², determinant 1 - 2Kh² + h²; a double root at Kh = 1."""
    h, k = sigma * eta, settings.lookahead
    half, bend = 1.0 - k * h * h, h * h * (k * k * h * h - 1.0)
    return math.hypot(half, math.sqrt(-bend)) if bend < 0.0 else abs(half) + math.sqrt(bend)


def text(settings: Unrolled, eta: float, sigma: float) -> str:
    """The same as a formula."""
    k = settings.lookahead
    square = f"1 − {2 * k - 1}{{h}}²" if k > 1 else "1 − {h}²"
    if k * sigma * eta < 1.0:
        return f"√({square})"
    return f"the larger root of λ² − (2 − {2 * k}{{h}}²)λ + {square}"


def limit(settings: Unrolled, sigma: float) -> float:
    """Schur-Cohn: (4K - 1) h² < 4."""
    return 2.0 / (sigma * math.sqrt(4.0 * settings.lookahead - 1.0))


def objection(settings: Unrolled, game: Game) -> str:
    """What x foresees is y's answer in the value that both share."""
    if game.value is None:
        return (
            "unrolling differentiates the value that both players share, and here each has a loss of its own"
        )
    return needs_slope("unrolling")(settings, game)


RULE = Rule(
    step,
    formula="x' = x − η·∇ₓ f(x, y_K(x, y)), y' = y + η·v(x, y)",
    source="Metz et al. 2017, Unrolled Generative Adversarial Networks",
    words="Converges on a rotation for η < 2/√(4K − 1); to foresee y damps the turning.",
    objection=objection,
    closed=ClosedForm(
        radius,
        text,
        limit,
    ),
)
