"""Functions on the plane: their colours, their neutral line, their value at a point. No Qt."""

from __future__ import annotations

from typing import Any

import contourpy
import numpy as np
from numpy.typing import NDArray

from ganplay.contract.data import Extent
from ganplay.contract.views import Surface

_TINY = float(np.finfo(np.float32).tiny)
NO_LINES = np.empty((0, 4))


def tint(surface: Surface) -> NDArray[np.uint8]:
    """Rows of a table of 256 colours, of the shape of the surface.

    Linear from ``low`` (0) to ``neutral`` (between 127 and 128) and from there to ``high`` (255), whatever
    lies between them, so that the neutral value always has the neutral colour. What is not a number is
    neutral.
    """
    above = known(surface) - np.float32(surface.neutral)
    span = np.where(above < 0, surface.neutral - surface.low, surface.high - surface.neutral)
    with np.errstate(over="ignore"):
        share = above / np.maximum(span, _TINY, dtype=np.float32)
    return (127.5 + 127.5 * np.clip(share, -1.0, 1.0)).astype(np.uint8)


def difference(surface: Surface, optimal: Surface) -> Surface:
    """D minus D*, on a scale of its own: half the range of D to either side of zero."""
    half = (surface.high - surface.low) / 2
    return Surface(surface.values - optimal.values, -half, 0.0, half, f"D − D*  (from −{half:g} to {half:g})")


def neutral_lines(surface: Surface, extent: Extent) -> NDArray[np.float64]:
    """Where a surface is neutral: lines x1, y1, x2, y2 in the plane's coordinates, shape (n, 4)."""
    values = known(surface)
    rows, columns = values.shape
    # Values belong to the cells' centres; the outer ones are repeated half a cell out, at the extent's edge.
    generator = contourpy.contour_generator(
        _centres_and_ends(extent[0], extent[1], columns),
        _centres_and_ends(extent[2], extent[3], rows),
        values[np.ix_(_repeat_ends(rows), _repeat_ends(columns))],
        name="serial",
        line_type=contourpy.LineType.ChunkCombinedOffset,
    )
    chunks: Any = generator.lines(surface.neutral)
    (points,), (offsets,) = chunks
    if points is None:
        return NO_LINES
    # Line i is points[offsets[i] : offsets[i + 1]]: nothing joins one's end to the next one's beginning.
    within = np.ones(len(points) - 1, dtype=bool)
    within[offsets[1:-1].astype(np.intp) - 1] = False
    lines: NDArray[np.float64] = np.hstack((points[:-1], points[1:]))[within]
    return lines


def known(surface: Surface) -> NDArray[np.float32]:
    """Values of a surface, the neutral one where there is none."""
    values: NDArray[np.float32] = surface.values
    return np.where(np.isnan(values), np.float32(surface.neutral), values)


def value_at(surface: Surface, extent: Extent, x: float, y: float) -> float:
    """The value of the cell that holds a point of the extent, NaN outside it."""
    rows, columns = surface.values.shape
    column = int(np.floor((x - extent[0]) / (extent[1] - extent[0]) * columns))
    row = int(np.floor((y - extent[2]) / (extent[3] - extent[2]) * rows))
    if not (0 <= row < rows and 0 <= column < columns):
        return float("nan")
    return float(surface.values[row, column])


def _centres_and_ends(low: float, high: float, count: int) -> NDArray[np.float64]:
    centres = low + (high - low) * (np.arange(count) + 0.5) / count
    return np.concatenate(([low], centres, [high]))


def _repeat_ends(count: int) -> NDArray[np.intp]:
    return np.clip(np.arange(-1, count + 1), 0, count - 1)
