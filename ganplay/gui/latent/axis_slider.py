"""A slider around zero; a double click leads back there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale

STOPS = 120
"""From end to end: fine enough to look smooth."""

BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class AxisSlider(Slider):
    """Moves between minus and plus its reach; what lies beyond is shown at the end."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(scale(3.0), appearance)
        self._look = appearance
        self.setToolTip("Double click (or Delete): back to 0")

    def set_reach(self, reach: float) -> None:
        """Take another range."""
        if reach != self._scale.high:
            self.set_scale(scale(reach))

    def show_value(self, value: float) -> None:
        """Move the handle without saying so, to the end if the value lies beyond."""
        self.set_current(min(max(value, self._scale.low), self._scale.high))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that lead back to zero from being taken for the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in BACK:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leads back to zero; all else as on any slider."""
        if event.key() in BACK:
            self._choose(0.0)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to zero."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(0.0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, filled from the middle, its zero, the handle."""
        look, radius, middle = self._look, self._radius() * 0.85, self.height() / 2
        thickness, here, zero = look.px(4), self.handle_x(), self._x(0.0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("line"))
        groove = QRectF(0, middle - thickness / 2, self.width(), thickness)
        painter.drawRoundedRect(groove, thickness / 2, thickness / 2)
        live = "accent" if self.isEnabled() else "muted"
        painter.setBrush(look.brush(live))
        painter.drawRect(QRectF(min(here, zero), groove.top(), abs(here - zero), thickness))
        painter.setPen(look.pen("muted", 1.5))
        painter.drawLine(QPointF(zero, middle - look.px(5)), QPointF(zero, middle + look.px(5)))
        painter.setPen(look.pen("card", 2))
        painter.setBrush(look.brush("text" if self.isEnabled() else "muted"))
        painter.drawEllipse(QPointF(here, middle), radius, radius)
        if self.hasFocus() or self.underMouse() or self.isSliderDown():
            painter.setPen(look.pen(live, 2 if self.hasFocus() else 1.5))
            painter.drawEllipse(QPointF(here, middle), radius, radius)


def scale(reach: float) -> SliderScale:
    """Even stops from minus to plus, zero among them."""
    stops = (2 * reach * i / STOPS - reach for i in range(STOPS + 1))
    return SliderScale(-reach, reach, False, tuple(round(stop, 6) for stop in stops))
