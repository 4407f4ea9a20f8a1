"""Long lines with few strokes: what a person cannot see is not drawn. No Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ganplay.gui.plots.plane import Plane

Floats = NDArray[np.float64]

FAR = 16_000
"""Pixels beyond which places are not told apart."""
LONG = 1000
"""Lines above which it pays to look for those that lie on one another."""
TABLE = 1 << 13
"""Places of the table in which they are looked for."""
MOST = 20_000
"""Points of a trajectory that are drawn; where it turns on and on, the earlier ones lie beneath."""


def path(pixels: Floats) -> Floats:
    """A trajectory (n, 2) as lines (m, 4), without what a person cannot see.

    That is points on the pixel of the one before and, of a long one, lines between the same pixels as a later
    one: an orbit that goes round and round is drawn once.
    """
    x, y = pixels[-MOST:].T
    column, row = np.rint(np.clip((x, y), -FAR, FAR)).astype(np.int64)
    places = column + 2 * FAR * row
    kept = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
    x, y, places = x[kept], y[kept], places[kept]
    lines = np.stack((x[:-1], y[:-1], x[1:], y[1:]), axis=1)
    return lines[_latest(places[:-1] * (4 * FAR * FAR) + places[1:])] if len(lines) > LONG else lines


def _latest(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some keys do not come again; a few that do are taken for such as do not.

    Each key leaves its number at a place of a table; whom the last one there is equal to comes again. (To
    sort them would take longer than to draw all lines.)
    """
    numbers = np.arange(len(keys))
    place = (keys ^ (keys >> 15) ^ (keys >> 31)) & (TABLE - 1)
    table = np.empty(TABLE, dtype=np.int64)
    table[place] = numbers
    last = table[place]
    return (last == numbers) | (keys[last] != keys)


def within(lines: Floats, plane: Plane) -> Floats:
    """Those lines in pixels (n, 4) that the picture of a plane may show: not beyond one of its sides."""
    x1, y1, x2, y2 = lines.T
    across = (np.maximum(x1, x2) >= plane.left) & (np.minimum(x1, x2) <= plane.left + plane.width)
    up = (np.maximum(y1, y2) >= plane.top) & (np.minimum(y1, y2) <= plane.top + plane.height)
    return lines[np.flatnonzero(across & up)]


def curve(values: Floats, columns: int) -> Floats:
    """Values over the steps, (n,), as lines (m, 4) from step and value to step and value.

    Where there are more than fill the columns of pixels, one upright line in each from the lowest to the
    highest, the way to the next column included.
    """
    count = len(values)
    if count <= 2 * columns:
        return joined(np.stack((np.arange(count, dtype=np.float64), values), axis=1))
    starts = np.arange(columns) * count // columns
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    following = values[starts[1:]]
    np.minimum(low[:-1], following, out=low[:-1])
    np.maximum(high[:-1], following, out=high[:-1])
    return np.stack((starts, low, starts, high), axis=1)


def joined(points: Floats) -> Floats:
    """Points (n, 2) as the lines between them (n - 1, 4)."""
    return np.hstack((points[:-1], points[1:]))


def dashed(lines: Floats, length: float) -> Floats:
    """Every other stretch of this length of joined lines (n, 4): Qt's own dashes begin anew with each."""
    along = np.cumsum(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))
    return lines[(along // length) % 2 == 0]
