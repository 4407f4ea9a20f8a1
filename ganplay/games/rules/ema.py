"""The exponential moving average of the iterates (Yazici et al. 2019)."""

from __future__ import annotations

import math

from ganplay.contract.games import MovingAverage
from ganplay.games.game import Array, Game, Vector
from ganplay.games.rule import ClosedForm, Rule, State, Step
from ganplay.games.rules import turns


def begin(game: Game, x: Vector, y: Vector) -> State:  # noqa: ARG001
    """The average begins where the players do."""
    return x, y, x, y


def step(settings: MovingAverage, game: Game, eta: float) -> Step:
    """A plain step, then w̄' = beta w̄ + (1 - beta) w'."""
    move = turns.turns(game.field, game.keep(), eta, settings.order)
    beta, rest = settings.decay, 1.0 - settings.decay

    def follow(x: Vector, y: Vector, mx: Vector, my: Vector) -> State:
        x, y = move(x, y)
        return x, y, beta * mx + rest * x, beta * my + rest * y

    return follow


def show(states: Array, n: int) -> Array:
    """The average."""
    return states[n : 2 * n]


def gain(decay: float, angle: float) -> float:
    """How much of an orbit that turns by this angle a step is left: (1-β)/√(1 - 2β cos φ + β²)."""
    return (1.0 - decay) / math.sqrt(1.0 - 2.0 * decay * math.cos(angle) + decay * decay)


def remark(settings: MovingAverage, eta: float, sigma: float) -> str:
    """What is left of the orbit, where there is one: alternating steps turn by 2 arcsin(h/2)."""
    h = sigma * eta
    if settings.order == "simultaneous" or h >= turns.limit(settings.order, 1.0):
        return ""
    left = gain(settings.decay, 2.0 * math.asin(0.5 * h))
    return f"In the long run the average orbits too, at {left:.4g} of that radius."


RULE = Rule(
    step,
    formula="w̄' = β·w̄ + (1 − β)·w'",
    source="Yazici et al. 2019, The Unusual Effectiveness of Averaging in GAN Training",
    words="It shrinks an orbit but keeps it turning.",
    begin=begin,
    show=show,
    observes=True,
    closed=ClosedForm(
        lambda settings, eta, sigma: turns.radius(settings.order, sigma * eta),
        lambda settings, eta, sigma: turns.text(settings.order, sigma * eta),
        lambda settings, sigma: turns.limit(settings.order, sigma),
    ),
    remark=remark,
)
