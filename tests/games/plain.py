"""Plain stepping by textbook formulas, against which the games are held."""

from __future__ import annotations

import numpy as np

from ganplay.contract.games import Match
from ganplay.games.orbit import stepped
from ganplay.games.rule import Step
from ganplay.games.trajectory import admit, start_of


def path_of(match: Match) -> np.ndarray:
    """The same run, its rule's step applied once a step to plain numbers."""
    game, law = admit(match.game, match.rule)
    place = start_of(game, match.start)
    step: Step = law.step(match.rule, game, match.eta)
    states = stepped(step, law.begin(game, *game.split(place)), match.steps)
    return law.show(states, len(place)).T


def complex_path(rule, eta, steps, start=1 + 1j):
    """Play xy in the plane w = x + iy, where the field is iw; a rule makes the next w of the last two."""
    places, last = [start], start
    for _ in range(steps):
        place = places[-1]
        places.append(rule(place, last, eta))
        last = place
    return np.array(places)
