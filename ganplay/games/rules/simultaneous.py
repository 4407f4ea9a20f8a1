"""Simultaneous gradient descent and ascent."""

from __future__ import annotations

from ganplay.contract.games import Simultaneous
from ganplay.games.game import Game
from ganplay.games.rule import ClosedForm, Rule, Step
from ganplay.games.rules import turns

ORDER = "simultaneous"


def step(settings: Simultaneous, game: Game, eta: float) -> Step:  # noqa: ARG001
    """To w' = w + eta v(w)."""
    return turns.turns(game.field, game.keep(), eta, ORDER)


RULE = Rule(
    step,
    formula="w' = w + η·v(w)",
    source="Goodfellow et al. 2014, Generative Adversarial Networks",
    words="On a rotation every step leads outwards, at every step size.",
    closed=ClosedForm(
        lambda _, eta, sigma: turns.radius(ORDER, sigma * eta),
        lambda _, eta, sigma: turns.text(ORDER, sigma * eta),
        lambda _, sigma: turns.limit(ORDER, sigma),
        exact=True,
    ),
)
