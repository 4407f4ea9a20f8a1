"""Alternating gradient descent and ascent, with k steps of y for each step of x."""

from __future__ import annotations

from ganplay.contract.games import Alternating
from ganplay.games.game import Game
from ganplay.games.rule import ClosedForm, Rule, Step
from ganplay.games.rules import turns


def step(settings: Alternating, game: Game, eta: float) -> Step:
    """The second player answers the first's new place."""
    return turns.turns(game.field, game.keep(), eta, settings.order, settings.y_steps)


RULE = Rule(
    step,
    formula="x' = x + η·vx(x, y), y' = y + η·vy(x', y), k times",
    source="Gidel et al. 2019, Negative Momentum for Improved Game Dynamics",
    words="On a rotation it stays on an ellipse for η < 2/√k; more steps of y turn it faster and stretch it.",
    closed=ClosedForm(
        lambda settings, eta, sigma: turns.radius(settings.order, sigma * eta, settings.y_steps),
        lambda settings, eta, sigma: turns.text(settings.order, sigma * eta, settings.y_steps),
        lambda settings, sigma: turns.limit(settings.order, sigma, settings.y_steps),
    ),
)
