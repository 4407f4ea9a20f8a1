"""All six views small, side by side, to choose the large one from."""

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
        super().restyle()

    def tile(self, index: int) -> QRectF:
        """Where a view is drawn."""
        slot = self.width() / len(VIEWS)
        ratio = self.devicePixelRatioF()
        side = self._zoom() * SIDE / ratio
        left = round((slot * (index + 0.5) - side / 2) * ratio) / ratio
        return QRectF(left, 2, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the views at the new size."""
        super().resizeEvent(event)
        self._drawn.clear()

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
            painter.drawText(QPointF(left, self.height() - metrics.descent() - 1), text)

    def _zoom(self) -> int:
        """Device pixels along each pixel of the pictures."""
        words = QFontMetricsF(self.appearance.font(9)).height() + 4
        room = min(self.height() - words, self.width() / len(VIEWS) - 4)
        return max(1, int(room * self.devicePixelRatioF() / SIDE))

    def _at(self, place: QPointF) -> int:
        return min(max(int(place.x() * len(VIEWS) / max(1, self.width())), 0), len(VIEWS) - 1)
