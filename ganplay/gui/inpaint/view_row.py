"""All six views small, side by side or in two rows, to choose the large one from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ganplay.contract.inpainting import Progress
from ganplay.contract.pictures import SIDE
from ganplay.gui import actions
from ganplay.gui.inpaint.view_image import ViewImage
from ganplay.gui.inpaint.views import RESULT, VIEWS
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

LOWEST, HIGHEST = 78, 136
"""Heights of a row in logical pixels."""


class ViewRow(PaintedWidget):
    """A click chooses a view; the chosen one is framed."""

    chosen = Signal(int)
    """The number of the view that was clicked."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.current = RESULT
        self._progress: Progress | None = None
        self._images = [ViewImage(appearance) for _ in VIEWS]
        self._drawn: dict[int, QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("the six views, keys 1 to 6")

    def show_progress(self, progress: Progress | None) -> None:
        """Show a result."""
        self._progress = progress
        self._drawn.clear()
        self.update()

    def mark(self, index: int) -> None:
        """Frame the chosen view."""
        self.current = index
        self.update()

    def sizeHint(self) -> QSize:
        """Two pixels for each pixel of the pictures, and a line of text."""
        return QSize(len(VIEWS) * (2 * SIDE + 8), self.appearance.px(2 * SIDE + 20))

    def restyle(self) -> None:
        """Colours or scale have changed."""
        for image in self._images:
            image.restyle()
        self._drawn.clear()
        self._ask_for_height()
        super().restyle()

    @property
    def rows(self) -> int:
        """Two where six beside one another would be too small to tell anything."""
        return 1 if self.width() / len(VIEWS) >= 2 * SIDE + 4 else 2

    def tile(self, index: int) -> QRectF:
        """Where a view is drawn."""
        row, column = divmod(index, len(VIEWS) // self.rows)
        slot = self.width() * self.rows / len(VIEWS)
        ratio = self.devicePixelRatioF()
        side = self._zoom() * SIDE / ratio
        left = round((slot * (column + 0.5) - side / 2) * ratio) / ratio
        return QRectF(left, 2 + row * self.height() // self.rows, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the views at the new size, in as many rows as its width wants."""
        super().resizeEvent(event)
        self._drawn.clear()
        self._ask_for_height()

    def _ask_for_height(self) -> None:
        self.setMinimumHeight(self.rows * self.appearance.px(LOWEST))
        self.setMaximumHeight(self.rows * self.appearance.px(HIGHEST))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._at(event.position()))

    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the view under the pointer."""
        if isinstance(event, QHelpEvent):
            index = self._at(QPointF(event.pos()))
            view, key = VIEWS[index], actions.SHOW_VIEW.keys[index]
            QToolTip.showText(event.globalPos(), f"{view.title} ({key})\n{view.sentence}", self)
            return True
        return super().event(event)

    def draw(self, painter: QPainter) -> None:
        """Draw the views, their names and the frame."""
        look = self.appearance
        font = look.font(9, tabular=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        zoom, ratio = self._zoom(), self.devicePixelRatioF()
        for index, view in enumerate(VIEWS):
            tile = self.tile(index)
            if self._progress is not None:
                if index not in self._drawn:
                    self._drawn[index] = self._images[index].draw(view, self._progress, zoom, ratio)
                painter.drawImage(tile.topLeft(), self._drawn[index])
            chosen = index == self.current
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.pen("accent", 2.5) if chosen else look.pen("line"))
            painter.drawRect(tile.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(look.color("text" if chosen else "muted"))
            text = f"{actions.SHOW_VIEW.keys[index]} {view.word}"
            left = tile.center().x() - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, tile.bottom() + 3 + metrics.ascent()), text)

    def _zoom(self) -> int:
        """Device pixels along each pixel of the pictures."""
        words = QFontMetricsF(self.appearance.font(9)).height() + 4
        room = min(self.height() / self.rows - words, self.width() * self.rows / len(VIEWS) - 4)
        return max(1, int(room * self.devicePixelRatioF() / SIDE))

    def _at(self, place: QPointF) -> int:
        columns = len(VIEWS) // self.rows
        column = min(max(int(place.x() * columns / max(1, self.width())), 0), columns - 1)
        row = min(max(int(place.y() * self.rows / max(1, self.height())), 0), self.rows - 1)
        return row * columns + column
