"""Consensus optimisation (Mescheder et al. 2017)."""

from __future__ import annotations

import math

from ganplay.contract.games import Consensus
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope
from ganplay.games.rules.turns import turns


def step(settings: Consensus, game: Game, eta: float) -> Step:
    """To w' = w + eta (v - gamma J'v): J'v is the gradient of |v|²/2."""
    field, vjp, gamma = game.field, game.vjp, settings.gamma

    def shortened(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        px, py = vjp(x, y, vx, vy)
        return vx - gamma * px, vy - gamma * py

    return turns(shortened, game.keep(), eta, "simultaneous")


def damped_radius(gamma: float, eta: float, sigma: float) -> float:
    """|1 - h g ± ih| with g = sigma times gamma."""
    h = sigma * eta
    return math.hypot(1.0 - h * sigma * gamma, h)


def damped_limit(gamma: float, sigma: float) -> float:
    """At h = 2g/(1 + g²)."""
    g = sigma * gamma
    return 2.0 * g / (1.0 + g * g) / sigma


RULE = Rule(
    step,
    formula="w' = w + η·(v − γ·∇|v|²/2)",
    source="Mescheder et al. 2017, The Numerics of GANs",
    words="Converges on a rotation for η < 2γ/(1 + γ²).",
    objection=needs_slope("consensus"),
    closed=ClosedForm(
        lambda settings, eta, sigma: damped_radius(settings.gamma, eta, sigma),
        lambda *_: "√((1 − {s}γ{h})² + {h}²)",
        lambda settings, sigma: damped_limit(settings.gamma, sigma),
        exact=True,
    ),
)
