"""The field of a game and its value over an extent of the plane, as lines. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import contourpy
import numpy as np
from numpy.typing import NDArray

from ganplay.contract.data import Extent
from ganplay.games.game import Game
from ganplay.gui.charts.arrows import CAP, GAIN, arrows
from ganplay.gui.charts.numerals import round_step

Floats = NDArray[np.float64]

ACROSS = 13
"""Arrows in a row."""
LONGEST = 0.8
"""The longest arrow, as a share of the way to the next one."""
FINE = 81
"""Places in a row at which the value is taken."""
LEVELS = 20
"""About so many lines of equal value, at round numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """A line of equal value, (n, 2): at which level, with how many decimals, and whether it is written."""

    line: Floats
    level: float
    digits: int
    labelled: bool


def plane_of(game: Game, pair: int) -> tuple[int, int]:
    """Which entries of a place span a plane: x and y of this pair of numbers."""
    return pair, game.dims[0] + pair


def flow(game: Game, pair: int, extent: Extent) -> Floats:
    """Arrows along the field, as lines (n, 4) in the plane; all other numbers are at the equilibrium.

    Their lengths go with the square root of the speed, so that slow places can be seen too.
    """
    width, height = extent[1] - extent[0], extent[3] - extent[2]
    cell = width / ACROSS
    across = extent[0] + cell * (np.arange(ACROSS) + 0.5)
    up = extent[2] + cell * (np.arange(max(1, round(height / cell))) + 0.5)
    x, y = np.meshgrid(across, up)
    vx, vy = _field(game, pair, x.ravel(), y.ravel())
    speed = np.hypot(vx, vy)
    fastest = float(speed.max(initial=0.0))
    if not fastest > 0:
        return np.empty((0, 4))
    length = min(LONGEST * cell, CAP * width) * np.sqrt(speed / fastest)
    ahead = np.stack((vx, vy), axis=1) / np.where(speed > 0, speed, 1.0)[:, None] * length[:, None]
    middle = np.stack((x.ravel(), y.ravel()), axis=1)
    return arrows(middle - ahead / 2, ahead / (GAIN * width * width), extent)


def _field(game: Game, pair: int, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    if game.scalar:
        return game.arrows(x, y)
    i, j = plane_of(game, pair)
    places = np.repeat(game.equilibrium[None], len(x), axis=0)
    places[:, i], places[:, j] = x, y
    moves = np.array([np.concatenate(game.field(*game.split(place))) for place in places])
    return moves[:, i], moves[:, j]


def values_at(game: Game, pair: int, x: Floats, y: Floats) -> Floats:
    """The value, which the players must share, at places of the plane, arrays of one shape."""
    assert game.value is not None
    if game.scalar:
        return game.value(x, y)
    i, j = plane_of(game, pair)
    places = np.repeat(game.equilibrium, x.size).reshape(-1, *x.shape)
    places[i], places[j] = x, y
    return game.value(places[: game.dims[0]], places[game.dims[0] :])


def contours(game: Game, pair: int, extent: Extent) -> list[Contour]:
    """Lines of equal value; none where the players share no value."""
    if game.value is None:
        return []
    across, up = np.linspace(extent[0], extent[1], FINE), np.linspace(extent[2], extent[3], FINE)
    values = values_at(game, pair, *np.meshgrid(across, up))
    low, high = float(values.min()), float(values.max())
    if not high > low:
        return []
    step = round_step(high - low, LEVELS)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    generator = contourpy.contour_generator(across, up, values, line_type=contourpy.LineType.Separate)
    found = []
    for multiple in range(math.ceil(low / step), math.floor(high / step) + 1):
        lines: Any = generator.lines(multiple * step)
        found += [Contour(line, multiple * step, digits, multiple % 2 == 0) for line in lines]
    return found
