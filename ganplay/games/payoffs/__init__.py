"""Games: one file each, this table names them all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ganplay.contract import games
from ganplay.games.game import Game
from ganplay.games.payoffs import bilinear, dirac, mean, quadratic, xy

GAMES: dict[type[Any], Callable[[Any], Game]] = {
    games.XY: xy.game,
    games.Bilinear: bilinear.game,
    games.Quadratic: quadratic.game,
    games.Dirac: dirac.game,
    games.GaussianMean: mean.game,
}


@functools.lru_cache(maxsize=64)
def game_of(settings: games.Game) -> Game:
    """The game with its knobs set: the same object for the same settings.

    Raises:
        GanplayError: knobs that do not go together.
    """
    return GAMES[type(settings)](settings)
