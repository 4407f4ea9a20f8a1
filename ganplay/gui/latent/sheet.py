"""Many small pictures as one image: shown, pointed at, chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.sheets.keyed import KeyedWidget
from ganplay.gui.theme import Appearance


def sheet_of(pictures: Grey, columns: int) -> QImage:
    """Pictures, shape (N, 28, 28), row by row in one image; what is left of the last row is black."""
    rows = -(-len(pictures) // columns)
    tiles = np.zeros((rows * columns, SIDE, SIDE), np.uint8)
    tiles[: len(pictures)] = pictures
    sheet = np.ascontiguousarray(tiles.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2))
    height, width = rows * SIDE, columns * SIDE
    return QImage(sheet.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def draw_picture(painter: QPainter, target: QRectF, image: QImage, source: QRectF | None = None) -> None:
    """Draw (a part of) an image; single pixels stay visible where each is three or more on the screen."""
    part = QRectF(image.rect()) if source is None else source
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, target.width() < 3 * part.width())
    painter.drawImage(target, image, part)


class SheetPlot(KeyedWidget):
    """A grid of pictures with perhaps a caption under each; one may be marked as chosen.

    A click or, with the arrows, Return chooses a tile.
    """

    KEYS = frozenset((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down))

    chosen = Signal(int)
    """A person picked the tile of this number."""

    def __init__(
        self,
        appearance: Appearance,
        columns: int,
        rows: int = 1,
        *,
        empty: str = "",
        token: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, parent)
        self.columns, self.rows = columns, rows
        self.pictures: Grey = np.empty((0, SIDE, SIDE), np.uint8)
        self.captions: tuple[str, ...] = ()
        self.marked: int | None = None
        """The tile that is framed."""
        self._image = QImage()
        self._empty, self._token = empty, token
        self._has_captions = False
        self._heads: tuple[str, ...] = ()
        self._cursor = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keep_captions(self) -> None:
        """Keep room for a caption under each row, whether there is one or not."""
        self._has_captions = True

    def set_heads(self, names: Sequence[str]) -> None:
        """Name the rows and, with the same words, the columns."""
        self._heads = tuple(names)
        self.update()

    def set_grid(self, columns: int, rows: int) -> None:
        """Make room for another number of tiles."""
        if (columns, rows) != (self.columns, self.rows):
            self.columns, self.rows = columns, rows
            self.show_pictures(np.empty((0, SIDE, SIDE), np.uint8))

    def show_pictures(self, pictures: Grey, captions: Sequence[str] = ()) -> None:
        """Show these, shape (N, 28, 28); none is the empty state."""
        self.pictures, self.captions = pictures, tuple(captions)
        self._image = sheet_of(pictures, self.columns) if len(pictures) else QImage()
        self._cursor = min(self._cursor, max(0, len(pictures) - 1))
        self.update()

    def say(self, text: str) -> None:
        """What to read where there are no pictures."""
        if text != self._empty:
            self._empty = text
            self.update()

    def mark(self, index: int | None) -> None:
        """Frame a tile."""
        if index != self.marked:
            self.marked = index
            if index is not None:
                self._cursor = index
            self.update()

    def sizeHint(self) -> QSize:
        """Tiles at about their own size and a half."""
        return QSize(self.columns * 42, round(self.rows * (42 + self._caption)))

    def minimumSizeHint(self) -> QSize:
        """Tiles at half their size."""
        return QSize(self.columns * 14, round(self.rows * (14 + self._caption)))

    def tile(self, index: int) -> QRectF:
        """Where a tile is."""
        side, area = self._side(), self._area()
        row, column = divmod(index, self.columns)
        return QRectF(area.left() + column * side, area.top() + row * (side + self._caption), side, side)

    def tile_at(self, place: QPointF) -> int | None:
        """The tile at a place, or None."""
        side, area = self._side(), self._area()
        if side <= 0 or not area.contains(place):
            return None
        column = min(int((place.x() - area.left()) / side), self.columns - 1)
        row = min(int((place.y() - area.top()) / (side + self._caption)), self.rows - 1)
        index = row * self.columns + column
        return index if index < len(self.pictures) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        index = self.tile_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._cursor = index
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, choose with Return."""
        keys = Qt.Key
        step = {
            keys.Key_Left: -1,
            keys.Key_Right: 1,
            keys.Key_Up: -self.columns,
            keys.Key_Down: self.columns,
        }.get(keys(event.key()))
        if step is not None and 0 <= self._cursor + step < len(self.pictures):
            self._cursor += step
            self.update()
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and len(self.pictures):
            self.chosen.emit(self._cursor)
        elif step is None:
            event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw the sheet, the captions and the frames."""
        if self._image.isNull():
            self.draw_message(painter, QRectF(self.rect()).adjusted(8, 4, -8, -4), self._empty)
            return
        if not self._has_captions:
            rows = -(-len(self.pictures) // self.columns)
            whole = self.tile(0).united(self.tile(rows * self.columns - 1))
            draw_picture(painter, whole, self._image)
        else:
            self._draw_rows(painter)
        self._draw_heads(painter)
        self._draw_frames(painter)

    def _draw_heads(self, painter: QPainter) -> None:
        font = self.appearance.font(9, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.appearance.color("muted"))
        for index, name in enumerate(self._heads):
            above, beside = self.tile(index), self.tile(index * self.columns)
            for box in (
                QRectF(above.left(), above.top() - self._head, above.width(), self._head),
                QRectF(beside.left() - self._head, beside.top(), self._head, beside.height()),
            ):
                text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_rows(self, painter: QPainter) -> None:
        font = self.appearance.font(9, QFont.Weight.DemiBold, tabular=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.appearance.color(self._token if self._token == "real" else "text"))
        for row in range(-(-len(self.pictures) // self.columns)):
            first = self.tile(row * self.columns)
            strip = first.united(self.tile((row + 1) * self.columns - 1))
            source = QRectF(0, row * SIDE, self.columns * SIDE, SIDE)
            draw_picture(painter, strip, self._image, source)
        for index, caption in enumerate(self.captions[: len(self.pictures)]):
            tile = self.tile(index)
            words = QRectF(tile.left(), tile.bottom(), tile.width(), self._caption)
            text = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, tile.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_frames(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.marked is not None and self.marked < len(self.pictures):
            painter.setPen(self.appearance.pen(self._token, 2.5))
            painter.drawRect(self.tile(self.marked).adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(self.appearance.pen("accent", 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(self.tile(self._cursor).adjusted(2, 2, -2, -2))

    @property
    def _caption(self) -> float:
        """Room under each row."""
        return float(self.appearance.px(18)) if self._has_captions else 0.0

    @property
    def _head(self) -> float:
        """Room above and at the left."""
        return float(self.appearance.px(20)) if self._heads else 0.0

    def _side(self) -> float:
        width, height = self.width() - self._head, self.height() - self._head
        return max(1.0, min(width / self.columns, height / self.rows - self._caption))

    def _area(self) -> QRectF:
        side = self._side()
        width, height = side * self.columns, (side + self._caption) * self.rows
        left = (self.width() - width + self._head) / 2
        return QRectF(left, self._head, width, height)
