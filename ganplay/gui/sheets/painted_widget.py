"""What all plots share: the card's ground, the looks and when to draw anew."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ganplay.gui.theme import Appearance

CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class PaintedWidget(QWidget):
    """A picture on a card; subclasses write :meth:`draw`.

    It paints its own ground, so that a new frame never repaints the card and the page beneath.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        appearance.changed.connect(self.restyle)

    def restyle(self) -> None:
        """The looks have changed: drop what was made from them."""
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card's ground and what is on it."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self.appearance.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter)
        finally:
            painter.end()

    def draw(self, painter: QPainter) -> None:
        """Draw everything, in logical pixels from the widget's top left."""
        raise NotImplementedError

    def draw_message(self, painter: QPainter, rect: QRectF, text: str) -> None:
        """Say in the middle why there is nothing to see."""
        painter.setFont(self.appearance.font(10))
        painter.setPen(self.appearance.color("muted"))
        painter.drawText(rect, CENTRED, text)
