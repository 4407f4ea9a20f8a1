"""Which pixels of a picture a brush stroke covers, and flood fill. No Qt.

A place is x to the right and y down in pixels of the picture: pixel (row, column) is the square from
(column, row) to (column + 1, row + 1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.masks import Hole
from ganplay.contract.pictures import SIDE

Position = tuple[float, float]

SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14)
"""Pixels across, from one to half the picture."""

_ROWS, _COLUMNS = np.mgrid[:SIDE, :SIDE] + 0.5
"""Centres of the pixels."""

_NUDGE = 1e-6
"""Shifts a brush off the borders between pixels, so that a border belongs to the right and lower one."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The shape of the brush: round or square, and its diameter in pixels."""

    size: int = 3
    square: bool = False

    def resized(self, steps: int) -> Tip:
        """The tip this many sizes larger (negative: smaller), within :data:`SIZES`."""
        index = min(max(SIZES.index(self.size) + steps, 0), len(SIZES) - 1)
        return Tip(SIZES[index], self.square)


def swept(tip: Tip, start: Position, end: Position) -> Hole:
    """The pixels whose centres the tip covers on the line from start to end.

    A tip of one pixel counts as a square, and covers every pixel that the line runs through.
    """
    if tip.square or tip.size == 1:
        return _swept_by_square(tip.size / 2, start, end)
    return _distances(start, end) < tip.size / 2


def inked(tip: Tip, start: Position, end: Position) -> NDArray[np.float64]:
    """The ink of a pen on each pixel, shape (28, 28), 0 to 1; the edge of a round one is one pixel soft."""
    if tip.square:
        return _swept_by_square(tip.size / 2, start, end).astype(np.float64)
    return np.clip((tip.size + 1) / 2 - _distances(start, end), 0, 1)


def area(hole: Hole, place: Position) -> Hole:
    """The 4-connected pixels around a place that are unknown, or known, as the one there is."""
    found = np.zeros_like(hole)
    column, row = (math.floor(along) for along in place)
    if not (0 <= row < SIDE and 0 <= column < SIDE):
        return found
    alike = hole == hole[row, column]
    waiting = [(row, column)]
    while waiting:
        row, column = waiting.pop()
        if 0 <= row < SIDE and 0 <= column < SIDE and alike[row, column] and not found[row, column]:
            found[row, column] = True
            waiting += ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return found


def _distances(start: Position, end: Position) -> NDArray[np.float64]:
    """The distance of every pixel's centre from the line."""
    across, down = end[0] - start[0], end[1] - start[1]
    x, y = _COLUMNS - start[0], _ROWS - start[1]
    length = across**2 + down**2
    along = np.clip((x * across + y * down) / length, 0, 1) if length else 0.0
    distances: NDArray[np.float64] = np.hypot(x - along * across, y - along * down)
    return distances


def _swept_by_square(half: float, start: Position, end: Position) -> Hole:
    """A pixel is covered if the line comes within ``half`` of its centre in x and in y at the same time."""
    enter = np.zeros((SIDE, SIDE))
    leave = np.ones((SIDE, SIDE))
    for centres, first, last in ((_COLUMNS, start[0], end[0]), (_ROWS, start[1], end[1])):
        gap = centres - first - _NUDGE
        way = last - first
        if way:
            ends = (gap - half) / way, (gap + half) / way
            enter = np.maximum(enter, np.minimum(*ends))
            leave = np.minimum(leave, np.maximum(*ends))
        else:
            leave = np.where(np.abs(gap) < half, leave, -1.0)
    # What is only touched at a corner is not passed over.
    hole: Hole = enter + 1e-9 < leave
    return hole
