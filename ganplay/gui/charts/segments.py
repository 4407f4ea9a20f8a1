"""Many separate lines as one item: curves of thousands of points, contours, arrows, grids."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from ganplay.gui.charts.arrays import draw_segments
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

Floats = NDArray[np.float64]

EMPTY = np.empty((0, 4))


class Segments(ViewItem):
    """Lines x1, y1, x2, y2 in the units of the axes, shape (n, 4), in one colour.

    Drawn with ``drawLines`` in device pixels and flat or square caps: a curve of 600 points takes .12 ms
    where ``PlotDataItem`` takes 2.2, because no joins are stroked. Rows that are not finite are left out.
    """

    def __init__(
        self,
        appearance: Appearance,
        token: str,
        width: float = 1.5,
        *,
        alpha: float = 1.0,
        dash: float = 0.0,
        cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap,
        z: float = 0.0,
    ) -> None:
        """``dash`` is the length in pixels of the dashes of lines that join one another; 0 draws through."""
        super().__init__()
        self._appearance = appearance
        self.token, self.width, self.alpha, self.dash, self.cap = token, width, alpha, dash, cap
        self.smooth = True
        """Whether lines are antialiased, which takes several times as long."""
        self._lines: Floats = EMPTY
        self.setZValue(z)

    @property
    def lines(self) -> Floats:
        """What is drawn, shape (n, 4), in the units of the axes."""
        return self._lines

    def set_lines(self, lines: Floats) -> None:
        """Draw these lines from now on."""
        if lines is not self._lines and not (len(lines) == 0 and len(self._lines) == 0):
            self._lines = lines
            self.setVisible(len(lines) > 0)
            self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the lines in device pixels."""
        if not len(self._lines):
            return
        pen = self._appearance.pen(self.token, self.width, alpha=self.alpha)
        pen.setCapStyle(self.cap)
        lines = to_pixels(painter, self._lines.reshape(-1, 2)).reshape(-1, 4)
        if self.dash:
            lines = dashed(lines, self._appearance.px(self.dash))
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        painter.setPen(pen)
        draw_segments(painter, lines)
        painter.restore()


def to_pixels(painter: QPainter, points: Floats) -> Floats:
    """Points (n, 2) in an item's coordinates as the pixels that its painter draws on."""
    matrix = painter.worldTransform()
    scale, offset = np.array((matrix.m11(), matrix.m22())), np.array((matrix.dx(), matrix.dy()))
    pixels: Floats = points * scale + offset
    return pixels


def dashed(lines: Floats, length: float) -> Floats:
    """Every other stretch of ``length`` along lines (n, 4), so that dashes have one length at every slope."""
    spans = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    keep = np.isfinite(spans) & (spans < 1e5)
    lines, spans = lines[keep], spans[keep]
    if not len(lines):
        return lines
    ends = np.cumsum(spans)
    starts = ends - spans
    first, last = np.floor(starts / length).astype(int), np.floor(ends / length).astype(int)
    pieces = last - first + 1
    rows = np.repeat(np.arange(len(lines)), pieces)
    index = np.arange(len(rows)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + first[rows]
    on = index % 2 == 0
    rows, index = rows[on], index[on]
    low = np.maximum(starts[rows], index * length)
    high = np.minimum(ends[rows], (index + 1) * length)
    span = np.maximum(spans[rows], 1e-12)
    begin, way = lines[rows, :2], lines[rows, 2:] - lines[rows, :2]
    share_low, share_high = ((low - starts[rows]) / span)[:, None], ((high - starts[rows]) / span)[:, None]
    return np.hstack((begin + share_low * way, begin + share_high * way))


def joined(points: Floats) -> Floats:
    """Points (n, 2) as the lines between neighbours, shape (n - 1, 4)."""
    return np.hstack((points[:-1], points[1:]))
