"""A square grid of pictures as one image, to be followed tile by tile."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.sheets.enlarge import enlarge
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

NONE = -1


class GridPlot(PaintedWidget):
    """Tiles in rows of ``columns``, each a whole number of device pixels wide, from the top left.

    What is behind the last picture is the card's ground.
    """

    hovered = Signal(int)
    """The pointer is over another tile, or over none (-1)."""

    def __init__(self, appearance: Appearance, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.columns = columns
        self.side = 1.0
        """Of one tile, in logical pixels; see :meth:`fit`."""
        self.pictures: Grey = np.empty((0, 1, 1), np.uint8)
        self._image = QImage()
        self._pointed = NONE
        self.setMouseTracking(True)

    def show_pictures(self, pictures: Grey) -> None:
        """Show these, shape (N, S, S)."""
        if pictures is not self.pictures:
            self.pictures = pictures
            self._image = QImage()
            self.update()

    def fit(self, columns: int, side: float) -> None:
        """Have so many columns of tiles, at most so large that a tile is a whole number of device pixels."""
        ratio = self.devicePixelRatioF()
        side = max(1, int(side * ratio)) / ratio
        if (columns, side) != (self.columns, self.side):
            self.columns, self.side = columns, side
            self._image = QImage()
            self.update()

    @property
    def pointed(self) -> int:
        """The tile under the pointer, or -1."""
        return self._pointed

    def tile(self, index: int) -> QRectF:
        """Where a tile is."""
        row, column = divmod(index, self.columns)
        return QRectF(column * self.side, row * self.side, self.side, self.side)

    def tile_at(self, place: QPointF) -> int:
        """The tile at a place, or -1."""
        row, column = int(place.y() // self.side), int(place.x() // self.side)
        index = row * self.columns + column
        return index if 0 <= column < self.columns and 0 <= index < len(self.pictures) else NONE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._point_at(self.tile_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._point_at(NONE)
        super().leaveEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Draw the sheet, the gaps and a frame around the tile under the pointer."""
        if not len(self.pictures):
            return
        if self._image.isNull():
            self._image = self._sheet()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(QPointF(0, 0), self._image)
        painter.setPen(self.appearance.pen("card", 1))
        rows = -(-len(self.pictures) // self.columns)
        width, height = self.columns * self.side, rows * self.side
        for column in range(1, self.columns):
            painter.drawLine(QPointF(column * self.side, 0), QPointF(column * self.side, height))
        for row in range(1, rows):
            painter.drawLine(QPointF(0, row * self.side), QPointF(width, row * self.side))
        if 0 <= self._pointed < len(self.pictures):
            painter.setPen(self.appearance.pen("accent", 2))
            painter.drawRect(self.tile(self._pointed).adjusted(1, 1, -1, -1))

    def _point_at(self, index: int) -> None:
        if index != self._pointed:
            self._pointed = index
            self.hovered.emit(index)
            self.update()

    def _sheet(self) -> QImage:
        """All tiles in one image of device pixels."""
        ratio = self.devicePixelRatioF()
        side, columns, count = round(self.side * ratio), self.columns, len(self.pictures)
        rows = -(-count // columns)
        ground = self.appearance.color("card")
        tiles = np.empty((rows * columns, side, side), np.uint8)
        tiles[:count] = enlarge(self.pictures, side)
        tiles[count:] = 0
        sheet = np.ascontiguousarray(tiles.reshape(rows, columns, side, side).swapaxes(1, 2))
        width, height = columns * side, rows * side
        image = QImage(sheet.data, width, height, width, QImage.Format.Format_Grayscale8)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        if count < rows * columns:
            painter = QPainter(image)
            row, column = divmod(count, columns)
            painter.fillRect(column * side, row * side, width, side, ground)
            painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def restyle(self) -> None:
        """The ground behind the last tile is the card's."""
        self._image = QImage()
        super().restyle()
