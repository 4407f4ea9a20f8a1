"""Clipping of y, as a WGAN clips its weights (Arjovsky et al. 2017)."""

from __future__ import annotations

from ganplay.contract.games import ClippedY
from ganplay.games.game import Game, clamp
from ganplay.games.rule import Rule, Step
from ganplay.games.rules.turns import turns


def step(settings: ClippedY, game: Game, eta: float) -> Step:
    """A plain step, then every entry of y back into [-c, c]."""
    return turns(game.field, clamp(settings.bound, scalar=game.scalar), eta, settings.order)


def objection(settings: ClippedY, game: Game) -> str:  # noqa: ARG001
    """A game with penalties of its own has this one among them."""
    if game.penalised:
        return "on the Dirac-GAN weight clipping is a penalty of the game itself, to be chosen there"
    return ""


RULE = Rule(
    step,
    formula="y' = clip(y + η·vy, −c, c)",
    source="Arjovsky et al. 2017, Wasserstein GAN",
    words="On a rotation it ends in a cycle that touches the bound: bounded, but nothing converges.",
    objection=objection,
    linear=False,
)
