"""Numpy memory handed to QPainter as it is: a thousand lines or dots in one call.

Measured at 528 x 528 pixels: 1,200 antialiased lines 1.5 px wide take 0.4 ms with ``drawLines`` and flat
or square caps (2 ms with round ones, 10 ms as one polyline, whose joins are stroked); 2,000 dots take
0.2 ms as fragments of a sprite, 1.8 ms as round points.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

Floats = NDArray[np.float64]

FAR = 1e5
"""Pixels beyond which nothing is drawn; Qt's rasteriser overflows there."""


def draw_segments(painter: QPainter, segments: Floats) -> None:
    """Draw separate lines with the painter's pen.

    Args:
        painter: where to; its pen should not have round caps, which are slow.
        segments: x1, y1, x2, y2 in pixels, shape (n, 4); those that are not finite are left out, and what
            lies beyond :data:`FAR` is cut off.
    """
    finite = np.isfinite(segments)
    if not finite.all():
        segments = segments[finite.all(axis=1)]
    if np.abs(segments).max(initial=0.0) > FAR:
        segments = cut(segments, FAR)
    if len(segments):
        data = np.ascontiguousarray(segments, dtype=np.float64)
        painter.drawLines(_first(data, QLineF), len(data))


def draw_rectangles(painter: QPainter, rectangles: Floats) -> None:
    """Draw rectangles with the painter's pen and brush: left, top, width, height, shape (n, 4)."""
    if len(rectangles):
        painter.drawRects(_first(rectangles, QRectF), len(rectangles))


def cut(lines: Floats, far: float) -> Floats:
    """The parts of lines (n, 4) whose coordinates lie between -far and far; their slopes stay."""
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (-far - start) / way, (far - start) / way
    # Along an axis in which a line does not move, it is inside for all shares of its way or for none.
    still = way == 0
    inside = np.abs(start) <= far
    one, other = np.where(still, -np.inf, one), np.where(still, np.where(inside, np.inf, -np.inf), other)
    low = np.maximum(np.minimum(one, other).max(axis=1), 0.0)
    high = np.minimum(np.maximum(one, other).min(axis=1), 1.0)
    kept = low < high
    start, way, low, high = start[kept], way[kept], low[kept, None], high[kept, None]
    return np.hstack((start + low * way, start + high * way))


def draw_sprites(painter: QPainter, centres: Floats, sprite: QPixmap) -> None:
    """Stamp a picture at many places.

    Args:
        painter: where to.
        centres: x and y in pixels, shape (n, 2); those that are not finite or far off are left out.
        sprite: the stamp, with its device pixel ratio.
    """
    centres = centres[(np.abs(centres) < FAR).all(axis=1)]
    if not len(centres):
        return
    # QPainter.PixmapFragment: x, y, source left, top, width, height, scale x, y, rotation, opacity.
    fragments = np.zeros((len(centres), 10))
    fragments[:, :2] = centres
    fragments[:, 4] = sprite.width()
    fragments[:, 5] = sprite.height()
    fragments[:, 6:8] = 1.0 / sprite.devicePixelRatio()
    fragments[:, 9] = 1.0
    painter.drawPixmapFragments(_first(fragments, QPainter.PixmapFragment), len(fragments), sprite)


def polygon(points: Floats) -> QPolygonF:
    """Points of shape (n, 2) as Qt's polygon."""
    shape = QPolygonF()
    shape.resize(len(points))
    memory: Any = shiboken6.VoidPtr
    np.frombuffer(memory(shape.data(), 16 * len(points), True), dtype=np.float64).reshape(-1, 2)[:] = points
    return shape


def _first(rows: Floats, kind: type[Any]) -> Any:
    """The first of contiguous rows, seen as Qt's own type; where Qt takes a pointer and a count."""
    return shiboken6.wrapInstance(rows.ctypes.data, kind)
