"""Clouds of points as one item, stamped from a small picture of a dot."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

from ganplay.gui.charts.arrays import draw_sprites
from ganplay.gui.charts.dots import dot
from ganplay.gui.charts.segments import to_pixels
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

EMPTY = np.empty((0, 2))


class Points(ViewItem):
    """Points (n, 2) in the units of the axes, as dots of one colour and size.

    ``drawPixmapFragments`` of a dot takes .16 ms for 1,000 points, ``ScatterPlotItem.setData`` 1.25.
    On paper (SVG, PDF) ellipses are drawn, which stay sharp.
    """

    def __init__(self, appearance: Appearance, token: str, diameter: float, *, z: float = 0.0) -> None:
        """``diameter`` in pixels at scale 1."""
        super().__init__()
        self._appearance = appearance
        self.token, self.diameter = token, diameter
        self._points: NDArray[np.floating[Any]] = EMPTY
        self._dots: dict[tuple[str, float], QPixmap] = {}
        self.setZValue(z)

    @property
    def points(self) -> NDArray[np.floating[Any]]:
        """What is drawn, shape (n, 2), in the units of the axes."""
        return self._points

    def set_points(self, points: NDArray[np.floating[Any]]) -> None:
        """Draw these points from now on."""
        if points is not self._points:
            self._points = points
            self.update()

    def restyle(self) -> None:
        """Drop the picture of the dot: colours or scale have changed."""
        self._dots.clear()
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Stamp the dots in device pixels."""
        if not len(self._points):
            return
        centres = to_pixels(painter, np.asarray(self._points, dtype=np.float64))
        painter.save()
        painter.resetTransform()
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        if painter.paintEngine().type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf):
            self._draw_ellipses(painter, centres)
        else:
            ratio = painter.device().devicePixelRatioF()
            key = (self.token, ratio)
            if key not in self._dots:
                self._dots[key] = dot(self._appearance, self.token, self.diameter, ratio)
            draw_sprites(painter, centres, self._dots[key])
        painter.restore()

    def _draw_ellipses(self, painter: QPainter, centres: NDArray[np.float64]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.brush(self.token))
        radius = self._appearance.px(self.diameter) / 2
        for x, y in centres[np.isfinite(centres).all(axis=1)]:
            painter.drawEllipse(QPointF(x, y), radius, radius)
