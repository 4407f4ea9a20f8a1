"""Long lines with few strokes: what a person cannot see is not drawn. No Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 20_000
"""Points of a trajectory that are drawn; where it turns on and on, the earlier ones lie beneath."""


def path(pixels: Floats) -> Floats:
    """A trajectory (n, 2) as lines (m, 4), without the points that fall on the pixel of the one before."""
    pixels = pixels[-MOST:]
    if len(pixels) < 2:
        return np.empty((0, 4))
    moves = (np.abs(np.diff(np.round(np.clip(pixels, -1e6, 1e6)), axis=0)) > 0).any(axis=1)
    kept = pixels[np.concatenate(([True], moves))]
    return np.hstack((kept[:-1], kept[1:]))


def curve(x: Floats, y: Floats, columns: int) -> Floats:
    """A curve as lines (m, 4); where points are more than columns, the lowest and highest of each column."""
    if len(x) < 2:
        return np.empty((0, 4))
    if len(x) > 2 * columns:
        starts = np.unique(np.linspace(0, len(x), columns, endpoint=False).astype(np.intp))
        ends = np.stack((np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)), axis=1)
        # Every second column downwards, so that the ends that are joined lie close.
        ends[1::2] = ends[1::2, ::-1]
        x, y = np.repeat(x[starts], 2), ends.ravel()
    points = np.stack((x, y), axis=1)
    return np.hstack((points[:-1], points[1:]))


def dashed(lines: Floats, length: float) -> Floats:
    """Every other stretch of this length of joined lines (n, 4): Qt's own dashes begin anew with each."""
    along = np.cumsum(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))
    return lines[(along // length) % 2 == 0]
