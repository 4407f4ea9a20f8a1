"""The average of all iterates (Bruck 1977; Nedic and Ozdaglar 2009)."""

from __future__ import annotations

import numpy as np

from ganplay.contract.games import Averaging
from ganplay.games.game import Array, Game, Vector
from ganplay.games.rule import ClosedForm, Rule, State, Step
from ganplay.games.rules import turns


def begin(game: Game, x: Vector, y: Vector) -> State:  # noqa: ARG001
    """An empty sum."""
    return x, y, 0.0 * x, 0.0 * y


def step(settings: Averaging, game: Game, eta: float) -> Step:
    """A plain step; the sum takes up the place that is left."""
    move = turns.turns(game.field, game.keep(), eta, settings.order)

    def add(x: Vector, y: Vector, sx: Vector, sy: Vector) -> State:
        return *move(x, y), sx + x, sy + y

    return add


def show(states: Array, n: int) -> Array:
    """At step T the mean of the first T places; at 0 the start itself."""
    mean = states[n : 2 * n] / np.maximum(np.arange(states.shape[1]), 1)
    mean[:, 0] = states[:n, 0]
    return mean


def ratio(settings: Averaging, eta: float, sigma: float, steps: int) -> Array | None:
    """Simultaneous: |λ^T - 1| / (|λ - 1| T) with λ = 1 + ih."""
    if settings.order != "simultaneous":
        return None
    root, t = 1.0 + 1j * sigma * eta, np.arange(1, steps + 1)
    # Far beyond what is drawn the power is held, so that nothing overflows.
    power = np.exp(np.minimum(t * np.log(abs(root)), 600.0)) * np.exp(1j * t * np.angle(root))
    return np.concatenate([[1.0], abs(power - 1.0) / (abs(root - 1.0) * t)])


def remark(settings: Averaging, eta: float, sigma: float) -> str:
    """How the mean goes, which is not how the iterates go."""
    if settings.order == "simultaneous":
        return "The average comes nearer for about one turn, and then follows the iterates outwards."
    if sigma * eta >= turns.limit(settings.order, 1.0):
        return "The average follows the iterates outwards."
    return (
        "The average comes nearer: at step T it is at most about 2r/({h}T) away, r being the distance at the "
        "start, for the orbit stays bounded and its mean is the equilibrium."
    )


RULE = Rule(
    step,
    formula="w̄ = (w₀ + … + w of step T − 1)/T",
    source="Gidel et al. 2019, A Variational Inequality Perspective on GANs",
    words="The mean of a bounded orbit goes to its centre like 1/T; that of a spiral outwards goes with it.",
    begin=begin,
    show=show,
    observes=True,
    closed=ClosedForm(
        lambda settings, eta, sigma: turns.radius(settings.order, sigma * eta),
        lambda settings, eta, sigma: turns.text(settings.order, sigma * eta),
        lambda settings, sigma: turns.limit(settings.order, sigma),
    ),
    ratio=ratio,
    remark=remark,
)
