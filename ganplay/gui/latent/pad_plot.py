"""A map of pictures with a cross that can be dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.sheet import draw_picture, sheet_of
from ganplay.gui.plots.keyed import KeyedPlot
from ganplay.gui.theme import Appearance

NEAREST_ZOOM = 1 / 16
"""Half the width of the smallest view, of the whole map's half width."""

Words = tuple[str, str, str]
"""What stands at the low end of an axis, at its middle and at its high end."""

ARROW_STEP = 1 / 30
"""How far an arrow key moves the cross, of the view's half width times two."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class PadPlot(KeyedPlot):
    """Places run from -1 to 1 both ways, up and to the right; the wheel looks closer around the cross."""

    KEYS = frozenset(ARROWS)

    moved = Signal(float, float)
    """The cross was moved to this place."""
    zoomed = Signal()
    """Another part of the map is seen."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.view = (0.0, 0.0, 1.0)
        """The middle of what is seen, and half its width."""
        self.cross: tuple[float, float] | None = None
        self.columns = 0
        """Pictures along one side; 0 while there are none."""
        self._image = QImage()
        self._drawn = self.view
        """The view that the pictures were drawn for."""
        self._names: tuple[Words | None, Words | None] = (None, None)
        self._marks: tuple[tuple[str, float, float], ...] = ()
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("map of pictures")

    def sizeHint(self) -> QSize:
        """Fifteen pictures at their own size."""
        return QSize(430, 430)

    def minimumSizeHint(self) -> QSize:
        """A third of that."""
        return QSize(160, 160)

    @property
    def dragging(self) -> bool:
        """Whether the cross is held."""
        return self._dragging

    def name_axes(self, across: Words | None, up: Words | None) -> None:
        """Write what lies across and what upwards."""
        self._names = (across, up)
        self.update()

    def set_marks(self, marks: tuple[tuple[str, float, float], ...]) -> None:
        """Letters at places of the map."""
        self._marks = marks
        self.update()

    def begin(self) -> None:
        """Another plane: the whole of it is seen."""
        self.view = (0.0, 0.0, 1.0)

    def show_map(self, pictures: Grey, columns: int, view: tuple[float, float, float]) -> None:
        """Show columns x columns pictures that fill a view."""
        self.columns, self._drawn = columns, view
        self._image = sheet_of(pictures, columns)
        self.update()

    def clear(self) -> None:
        """Show nothing until there is another map."""
        self.columns, self._image, self.cross = 0, QImage(), None
        self.update()

    def set_cross(self, place: tuple[float, float] | None) -> None:
        """Move the cross without saying so."""
        if place != self.cross:
            self.cross = place
            self.update()

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a place is on the screen."""
        box, (middle_x, middle_y, half) = self._box(), self.view
        return QPointF(
            box.center().x() + (x - middle_x) / half * box.width() / 2,
            box.center().y() - (y - middle_y) / half * box.height() / 2,
        )

    def place(self, pixel: QPointF) -> tuple[float, float]:
        """What is at a pixel, no further out than the edge of the view."""
        box, (middle_x, middle_y, half) = self._box(), self.view
        x = (pixel.x() - box.center().x()) / (box.width() / 2)
        y = (box.center().y() - pixel.y()) / (box.height() / 2)
        return middle_x + half * min(max(x, -1.0), 1.0), middle_y + half * min(max(y, -1.0), 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cross with the arrows, look closer with plus and minus."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None and self.cross is not None:
            length = 2 * self.view[2] * ARROW_STEP
            self._go(self.cross[0] + step[0] * length, self.cross[1] + step[1] * length)
        elif event.text() in ("+", "-"):
            self.zoom(0.5 if event.text() == "+" else 2.0)
        elif step is None:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the cross here."""
        if event.button() == Qt.MouseButton.LeftButton and self.columns:
            self._dragging = True
            self._go(*self.place(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._dragging:
            self._go(*self.place(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or from further off."""
        if event.angleDelta().y():
            self.zoom(0.5 if event.angleDelta().y() > 0 else 2.0)
        event.accept()

    def zoom(self, factor: float) -> None:
        """See this much of what is seen now, around the cross and never beyond the map."""
        half = min(max(self.view[2] * factor, NEAREST_ZOOM), 1.0)
        x, y = self.cross or self.view[:2]
        room = 1.0 - half
        view = (min(max(x, -room), room), min(max(y, -room), room), half)
        if view != self.view:
            self.view = view
            self.update()
            self.zoomed.emit()

    def draw(self, painter: QPainter) -> None:
        """Draw the map, the letters, the names of the axes and the cross."""
        box = self._box()
        if self._image.isNull():
            self.draw_message(painter, box, "drawing the map")
            return
        painter.save()
        painter.setClipRect(box)
        middle_x, middle_y, half = self._drawn
        corner = self.pixel(middle_x - half, middle_y + half)
        map_box = QRectF(corner, self.pixel(middle_x + half, middle_y - half))
        draw_picture(painter, map_box, self._image)
        for letter, x, y in self._marks:
            self._draw_mark(painter, letter, self.pixel(x, y))
        if self.cross is not None:
            self._draw_cross(painter, box)
        painter.restore()
        self._draw_names(painter, box)

    def _go(self, x: float, y: float) -> None:
        place = (min(max(x, -1.0), 1.0), min(max(y, -1.0), 1.0))
        self.set_cross(place)
        self.moved.emit(*place)

    def _draw_mark(self, painter: QPainter, letter: str, middle: QPointF) -> None:
        look, radius = self.appearance, self.appearance.px(9)
        painter.setPen(look.pen("card", 1.5))
        painter.setBrush(look.brush("pull"))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(look.color("card"))
        painter.setFont(look.font(9))
        painter.drawText(
            QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius),
            Qt.AlignmentFlag.AlignCenter,
            letter,
        )

    def _draw_cross(self, painter: QPainter, box: QRectF) -> None:
        assert self.cross is not None
        look, middle, reach = self.appearance, self.pixel(*self.cross), self.appearance.px(11)
        for token, width in (("card", 5.0), ("fake", 2.2)):
            painter.setPen(look.pen(token, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, reach, reach)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(
                    middle + QPointF(x * (reach - 5), y * (reach - 5)),
                    middle + QPointF(x * (reach + 6), y * (reach + 6)),
                )
        if self.hasFocus():
            painter.setPen(look.pen("accent", 1.5))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _draw_names(self, painter: QPainter, box: QRectF) -> None:
        font = self.appearance.font(9)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.appearance.color("muted"))
        painter.translate(box.left(), box.bottom() + 2)
        for words in self._names:
            places = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
            for word, place in zip(words or (), places, strict=False):
                painter.drawText(QRectF(0, 0, box.width(), metrics.height()), place, word)
            # And once more, read upwards at the left.
            painter.translate(-metrics.height() - 4, -2)
            painter.rotate(-90)

    def _box(self) -> QRectF:
        """The square of the map; beside and below it the names of the axes."""
        margin = QFontMetricsF(self.appearance.font(9)).height() + 4
        side = max(20.0, min(self.width(), self.height()) - margin)
        left = max(margin, (self.width() - side) / 2)
        return QRectF(left, 0, side, side)
