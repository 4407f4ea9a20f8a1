"""The pictures on two ways from A to B."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QMouseEvent, QPainter

from ganplay.contract.latent import Drawn
from ganplay.contract.pictures import SIDE
from ganplay.gui.latent.sheet import draw_picture, sheet_of
from ganplay.gui.latent.way_chart import STEPS, WAYS
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance


class FilmStrips(PaintedWidget):
    """A strip of pictures for each way, what is read in them, and a frame around what is looked at."""

    chosen = Signal(int, float)
    """A way (0 or 1) and how far along it, 0 to 1."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.way, self.share = 1, 0.0
        """Where the frame is."""
        self.marked = False
        self.drawn: Drawn | None = None
        self.message = ""
        """Why there is nothing to see; empty if there is something."""
        self.left, self.side = 0.0, 8.0
        """Pixels left of the strips, and those along a side of a picture."""
        self._names: tuple[str, ...] = ()
        self._image = QImage()
        self._held = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def words_width(self) -> int:
        """Pixels that the names of the ways need at the left."""
        metrics = QFontMetricsF(self.appearance.font(10, QFont.Weight.DemiBold))
        widest = max(metrics.horizontalAdvance(word) for word, _ in WAYS)
        return round(widest) + self.appearance.px(6)

    @property
    def wanted_height(self) -> int:
        """Pixels that both strips and what is read in them need."""
        return round(self.strip(1).bottom() + self._line())

    def begin(self, names: tuple[str, ...]) -> None:
        """Show nothing until there are pictures, whose classifier has these names."""
        self._names, self._image, self.drawn = names, QImage(), None
        self.marked = False
        self.update()

    def place(self, left: float, side: float) -> None:
        """Begin at this pixel, with pictures of this size."""
        self.left, self.side = left, side
        self.update()

    def show_pictures(self, drawn: Drawn) -> None:
        """Show 2 x 11 pictures, the straight way first, with what is said of them."""
        self.drawn = drawn
        self._image = sheet_of(drawn.pictures, STEPS)
        self.update()

    def mark(self, way: int, share: float) -> None:
        """Put the frame there."""
        self.way, self.share, self.marked = way, share, True
        self.update()

    def strip(self, way: int) -> QRectF:
        """Where a strip is."""
        top = way * (self.side + self._line() + self.appearance.px(6))
        return QRectF(self.left, top, self.side * STEPS, self.side)

    def x_of(self, share: float) -> float:
        """The pixel of a share of the way."""
        return self.left + self.side * (0.5 + share * (STEPS - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to this place of the strip that is nearest."""
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._held = True
            self.way = int(event.position().y() >= self.strip(1).top() - self.appearance.px(3))
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag along it."""
        if self._held:
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = False

    def draw(self, painter: QPainter) -> None:
        """Draw the strips, what is read in them and the frame."""
        if self.message:
            self.draw_message(painter, QRectF(self.rect()), self.message)
            return
        for way in (0, 1):
            self._draw_strip(painter, way)
        if self.marked:
            self._draw_frame(painter)

    def _draw_strip(self, painter: QPainter, way: int) -> None:
        look, box = self.appearance, self.strip(way)
        word, token = WAYS[way]
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        painter.setPen(look.color(token))
        painter.drawText(
            QRectF(0, box.top(), box.left() - look.px(6), box.height()), Qt.AlignmentFlag.AlignVCenter, word
        )
        if self._image.isNull() or self.drawn is None:
            painter.fillRect(box, look.color("raised"))
            return
        draw_picture(painter, box, self._image, QRectF(0, way * SIDE, STEPS * SIDE, SIDE))
        classes = self.drawn.classes
        if classes is None or not self._names:
            return
        painter.setFont(look.font(9, QFont.Weight.DemiBold))
        for index, shares in enumerate(classes[way * STEPS : (way + 1) * STEPS]):
            best = int(np.argmax(shares))
            # The paler, the less sure the classifier is.
            painter.setPen(look.color("text", 0.25 + 0.75 * float(shares[best]) ** 2))
            under = QRectF(box.left() + index * self.side, box.bottom(), self.side, self._line())
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._names[best])

    def _draw_frame(self, painter: QPainter) -> None:
        """A frame, and a line from it down to the curves."""
        x, box = self.x_of(self.share), self.strip(self.way)
        painter.setPen(self.appearance.pen("fake", 2))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, self.height()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = min(max(x, box.left() + self.side / 2), box.right() - self.side / 2)
        frame = QRectF(middle - self.side / 2, box.top(), self.side, self.side)
        painter.drawRect(frame.adjusted(1, 1, -1, -1))

    def _follow(self, place: QPointF) -> None:
        share = (place.x() - self.x_of(0.0)) / (self.side * (STEPS - 1))
        self.chosen.emit(self.way, share)

    def _line(self) -> float:
        return QFontMetricsF(self.appearance.font(9)).height()
