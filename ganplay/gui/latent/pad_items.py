"""What is drawn on the map of the pad: pictures side by side, and the cross."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from ganplay.contract.data import UNIT_EXTENT, Extent
from ganplay.gui.charts.segments import to_pixels
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.latent.sheet import draw_picture
from ganplay.gui.theme import Appearance

CROSS_SIZE = 34
"""Pixels from end to end."""


class PictureMap(ViewItem):
    """Pictures side by side that fill an extent; their pixels stay visible where they are large."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = self.rows = 0
        """0 while there is no picture."""
        self.extent: Extent = UNIT_EXTENT
        """What the pictures fill."""
        self._image = QImage()

    def show_map(self, image: QImage, columns: int, rows: int, extent: Extent) -> None:
        """Show a sheet of columns x rows pictures."""
        self._image, self.columns, self.rows, self.extent = image, columns, rows, extent
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image, self.columns, self.rows = QImage(), 0, 0
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the sheet in device pixels."""
        if not self.columns:
            return
        left, right, bottom, top = self.extent
        corners = to_pixels(painter, np.array(((left, top), (right, bottom))))
        painter.save()
        painter.resetTransform()
        draw_picture(painter, QRectF(QPointF(*corners[0]), QPointF(*corners[1])), self._image)
        painter.restore()


class Cross(pg.TargetItem):
    """A ring with four spokes that can be dragged, in two colours so that it is seen on any picture."""

    def __init__(self) -> None:
        super().__init__(symbol=_ring_with_spokes(), size=CROSS_SIZE)
        self._halo = self.pen

    def dress(self, look: Appearance) -> None:
        """Take colours and size from the appearance."""
        self.scale = look.px(CROSS_SIZE)
        self._halo = look.pen("card", 5.0)
        self.setPen(look.pen("fake", 2.2))
        self.setHoverPen(look.pen("fake", 3.2))
        self.setBrush(None)
        self.setHoverBrush(None)
        self.viewTransformChanged()

    def boundingRect(self) -> QRectF:
        """The shape, and room for the width of its lines."""
        shape: QRectF = super().boundingRect()
        width, height = self._pixel()
        return shape.adjusted(-3 * width, -3 * height, 3 * width, 3 * height)

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw the halo and the cross."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._halo)
        painter.drawPath(self.shape())
        super().paint(painter, *args)

    def _pixel(self) -> tuple[float, float]:
        """A pixel's width and height in the units of the axes; nothing before there is a view."""
        width, height = self.pixelVectors()
        return (width.x(), abs(height.y())) if width is not None and height is not None else (0.0, 0.0)


def _ring_with_spokes() -> QPainterPath:
    """The cross in a square of side 1 around the origin."""
    path = QPainterPath()
    path.addEllipse(QPointF(), 0.32, 0.32)
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        path.moveTo(0.18 * x, 0.18 * y)
        path.lineTo(0.5 * x, 0.5 * y)
    return path
