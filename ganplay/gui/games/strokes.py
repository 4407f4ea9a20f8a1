"""Long lines with few strokes: what a person cannot see is not drawn. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.data import Extent

if TYPE_CHECKING:
    from ganplay.gui.charts.segments import Segments

Floats = NDArray[np.float64]

FAR = 2.0**30
"""Pixels beyond which places are not told apart."""
LONG = 1000
"""Lines above which it pays to look for those that lie on one another."""
TABLE = 1 << 13
"""Places of the table in which they are looked for."""
MIX = 0x1E3779B97F4A7C15
"""Odd and large: a pair of places becomes one key that no other pair is likely to have."""
MOST = 20_000
"""Points of a trajectory that are drawn; where it turns on and on, the earlier ones lie beneath."""
THIN, JAGGED = 1500, 3000
"""Lines in one picture above which all are thin, and jagged too: a frame has time for no more."""


def path(points: Floats, pixels_per_unit: float, extent: Extent) -> Floats:
    """A trajectory (n, 2) as lines (m, 4), without what a person cannot see.

    That is lines beyond one side of the extent, points on the pixel of the one before and, of a long
    trajectory, lines between the same pixels as a later one: an orbit that goes round and round is drawn
    once.
    """
    x, y = points[-MOST:].T
    column, row = np.rint((x - extent[0]) * pixels_per_unit), np.rint((y - extent[2]) * pixels_per_unit)
    kept = np.flatnonzero(np.concatenate(([True], (column[1:] != column[:-1]) | (row[1:] != row[:-1]))))
    x, y = x[kept], y[kept]
    lines = np.stack((x[:-1], y[:-1], x[1:], y[1:]), axis=1)
    seen = within(lines, extent)
    if len(seen) > LONG:
        places = np.clip((column, row), -FAR, FAR)[:, kept].astype(np.int64)
        keys = places[0] + (places[1] << 32)
        seen = seen[_latest(keys[seen] * MIX + keys[seen + 1])]
    return lines[seen]


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
    kept: NDArray[np.bool_] = (last == numbers) | (keys[last] != keys)
    return kept


def within(lines: Floats, extent: Extent) -> NDArray[np.intp]:
    """Which of some lines (n, 4) an extent may show: those not beyond one of its sides."""
    x1, y1, x2, y2 = lines.T
    across = (np.maximum(x1, x2) >= extent[0]) & (np.minimum(x1, x2) <= extent[1])
    up = (np.maximum(y1, y2) >= extent[2]) & (np.minimum(y1, y2) <= extent[3])
    return np.flatnonzero(across & up)


def curve(values: Floats, columns: int) -> Floats:
    """Values over the steps, (n,), as lines (m, 4) from step and value to step and value.

    Where there are more than fill the columns of pixels, one upright line in each from the lowest to the
    highest, the way to the next column included.
    """
    count = len(values)
    if count <= 2 * columns:
        steps = np.arange(count, dtype=np.float64)
        return np.stack((steps[:-1], values[:-1], steps[1:], values[1:]), axis=1)
    starts = np.arange(columns) * count // columns
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    following = values[starts[1:]]
    np.minimum(low[:-1], following, out=low[:-1])
    np.maximum(high[:-1], following, out=high[:-1])
    return np.stack((starts, low, starts, high), axis=1)


def lighten(items: Sequence[Segments], widths: Sequence[float]) -> None:
    """Give items these widths, or draw them thin and then jagged too if they have too many lines together."""
    count = sum(len(item.lines) for item in items)
    for item, width in zip(items, widths, strict=True):
        item.width = 1.0 if count > THIN else width
        item.smooth = count <= JAGGED
