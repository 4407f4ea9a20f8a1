"""A track with a handle that stops at the stops of a scale."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider_scale import SliderScale

KEYS = "While it is ringed, the arrow keys step it; Enter gives them back to the page."
"""For the tips of sliders."""
PAGE = 4
"""Stops that one press of Page Up climbs."""


class Slider(QAbstractSlider):
    """Picks a stop with the mouse, the arrow keys, Page Up and Down, Home and End.

    The keys are its own only while it has the focus and is seen, which a ring around it shows; Return gives
    them back to the page. The value itself may lie between two stops (when it was typed). The wheel never
    turns it, so that scrolling a form past it changes nothing. Qt's own integer value is the nearest stop's
    index, for screen readers.
    """

    moved = Signal(object)
    """A person chose another value."""

    def __init__(self, scale: SliderScale, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._appearance = appearance
        self._value = scale.low
        self._baseline: float | None = None
        self._marks: tuple[tuple[float, str], ...] = ()
        self._grip: float | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, len(scale.stops) - 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        appearance.changed.connect(self._on_appearance_changed)

    @property
    def scale(self) -> SliderScale:
        """The track."""
        return self._scale

    @property
    def current(self) -> float:
        """The value that the handle stands at."""
        return self._value

    def set_scale(self, scale: SliderScale) -> None:
        """Have another track; the value stays as it is."""
        self._scale = scale
        self.setRange(0, len(scale.stops) - 1)
        self._stand(self._value)

    def set_current(self, value: float) -> None:
        """Move the handle without saying so."""
        if value != self._value:
            self._stand(value)

    def _stand(self, value: float) -> None:
        self._value = value
        self.setValue(self._scale.stops.index(self._scale.nearest(self._scale.fraction(value))))
        self.update()

    def set_baseline(self, value: float | None) -> None:
        """Mark the place that a changed value came from."""
        if value != self._baseline:
            self._baseline = value
            self.update()

    def set_marks(self, marks: Iterable[tuple[float, str]]) -> None:
        """Mark values on the track, each in a token's colour."""
        before, self._marks = self._marks, tuple(marks)
        if self._marks != before:
            self.update()

    def step(self, stops: int) -> None:
        """Move by so many stops, as the arrow keys do."""
        self._choose(self._scale.moved(self._value, stops))

    def handle_x(self) -> float:
        """Where the handle's centre is, in pixels."""
        return self._x(self._value)

    def sizeHint(self) -> QSize:
        """Room for the handle and a useful length of track."""
        return QSize(self._appearance.px(96), self._appearance.px(24))

    def minimumSizeHint(self) -> QSize:
        """Shorter than this it cannot be dragged well."""
        return QSize(self._appearance.px(48), self._appearance.px(24))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that step along the scale from being taken for the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._stops_of(event) is not None
            and not self.visibleRegion().isEmpty()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step along the scale; Return lets go of the keys."""
        stops = self._stops_of(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()
        elif stops is None:
            event.ignore()
        else:
            self.step(stops)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is scrolled."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or make it jump here."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        distance = event.position().x() - self.handle_x()
        self._grip = distance if abs(distance) <= self._radius() else 0.0
        self.setSliderDown(True)
        if not self._grip:
            self._drag(event.position().x())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle from stop to stop."""
        if self._grip is not None:
            self._drag(event.position().x() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = None
            self.setSliderDown(False)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, filled part, where it came from, handle."""
        look, radius, middle = self._appearance, self._radius(), self.height() / 2
        thickness, here = look.px(4), self.handle_x()
        live = "accent" if self.isEnabled() else "muted"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, middle - thickness / 2, self.width(), thickness)
        painter.setBrush(look.brush("line"))
        painter.drawRoundedRect(groove, thickness / 2, thickness / 2)
        painter.setBrush(look.brush(live))
        painter.drawRoundedRect(
            QRectF(groove.topLeft(), groove.bottomLeft() + QPointF(here, 0)), thickness / 2, thickness / 2
        )
        if self._baseline is not None and self._baseline != self._value:
            painter.setPen(look.pen("muted", 2))
            x = self._x(self._baseline)
            painter.drawLine(QPointF(x, middle - radius), QPointF(x, middle + radius))
        for value, token in self._marks:
            painter.setPen(look.pen(token, 2))
            x = self._x(min(max(value, self._scale.low), self._scale.high))
            painter.drawLine(QPointF(x, middle - radius - 2), QPointF(x, middle + radius + 2))
        painter.setPen(look.pen("card", 2))
        painter.setBrush(look.brush("text" if self.isEnabled() else "muted"))
        painter.drawEllipse(QPointF(here, middle), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.underMouse() or self._grip is not None:
            painter.setPen(look.pen(live, 1.5))
            painter.drawEllipse(QPointF(here, middle), radius, radius)
        if self.hasFocus():
            painter.setPen(look.pen(live, 1.5))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            ring.setTop(max(ring.top(), middle - radius - 4))
            ring.setBottom(min(ring.bottom(), middle + radius + 4))
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)

    def _stops_of(self, event: QKeyEvent) -> int | None:
        keys = Qt.Key
        return {
            keys.Key_Right: 1,
            keys.Key_Up: 1,
            keys.Key_Left: -1,
            keys.Key_Down: -1,
            keys.Key_PageUp: PAGE,
            keys.Key_PageDown: -PAGE,
            keys.Key_End: len(self._scale.stops),
            keys.Key_Home: -len(self._scale.stops),
        }.get(keys(event.key()))

    def _radius(self) -> float:
        return 6.5 * self._appearance.scale

    def _x(self, value: float) -> float:
        inset = self._radius() + 1.5
        return inset + self._scale.fraction(value) * (self.width() - 2 * inset)

    def _drag(self, x: float) -> None:
        inset = self._radius() + 1.5
        self._choose(self._scale.nearest((x - inset) / max(1.0, self.width() - 2 * inset)))

    def _choose(self, value: float) -> None:
        if value != self._value:
            self.set_current(value)
            self.moved.emit(value)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
