"""The picture itself: layers over the plane, the readout under the pointer, and the brush."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ganplay.contract.data import MAX_POINTS, UNIT_VIEW
from ganplay.contract.snapshots import PlaneFrame, Surface
from ganplay.gui.plots.arrays import draw_segments, draw_sprites
from ganplay.gui.plots.arrows import arrows
from ganplay.gui.plots.brush import Brush
from ganplay.gui.plots.dots import dot
from ganplay.gui.plots.numerals import numeral, ticks
from ganplay.gui.plots.plane import Plane
from ganplay.gui.plots.plot import Plot
from ganplay.gui.plots.surfaces import NO_LINES, Lines, dashes, neutral_lines, tint, value_at
from ganplay.gui.theme import Appearance

REAL_DIAMETER = 4.6
FAKE_DIAMETER = 5.0
_BLANK = "draw something; the last drawing counts until you do"
_FULL = f"the sheet is full: {MAX_POINTS:,} points"
_EMPTY_VIEW = (-3.0, 3.0, -3.0, 3.0)


class PlaneView(Plot):
    """Draws one frame, layer by layer; what is shown and why something is missing is decided by its owner."""

    hovered = Signal()
    """The pointer has moved to another place, or away."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.frame: PlaneFrame | None = None
        self.layers: frozenset[str] = frozenset()
        self.message = ""
        """In the middle, when there is nothing else to see."""
        self.notice = ""
        """At the top: what is to be known of a layer that is on, or why it cannot be seen."""
        self.symbol = ""
        """What the value of the surface is called."""
        self.drawing = False
        self.sigma = 0.0
        self.brush = Brush(self)
        self.brush.edited.connect(self.update)
        self._surface: Surface | None = None
        self._image = QImage()
        self._dots: dict[tuple[str, float], QPixmap] = {}
        self._lines = NO_LINES
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)

    def show_surface(self, surface: Surface | None, contour_of: Surface | None) -> None:
        """Choose the surface behind the points, and the one whose neutral line is drawn."""
        self._surface = surface
        self._lines = neutral_lines(contour_of, self.frame.view) if contour_of and self.frame else NO_LINES
        self._tint()
        self.update()

    @property
    def plane(self) -> Plane:
        """The plane as it is seen now: the view as large as it fits, in the middle."""
        seen = self.frame.view if self.frame is not None else _EMPTY_VIEW
        view = UNIT_VIEW if self.drawing else seen
        scale = min(self.width() / (view[1] - view[0]), self.height() / (view[3] - view[2]))
        width, height = scale * (view[1] - view[0]), scale * (view[3] - view[2])
        return Plane(view, (self.width() - width) / 2, (self.height() - height) / 2, width, height)

    @property
    def readout(self) -> str:
        """Where the pointer is, and the surface's value there; empty when it is elsewhere."""
        if self._pointer is None:
            return ""
        x, y = self.plane.point(self._pointer.x(), self._pointer.y())
        text = f"x {numeral(x)}   y {numeral(y)}"
        if self._surface is not None and self.frame is not None:
            text += f"   {self.symbol} {numeral(value_at(self._surface, self.frame.view, x, y))}"
        return text

    def restyle(self) -> None:
        """Colour the surface and the points anew."""
        self._dots.clear()
        self._tint()
        super().restyle()

    def draw(self, painter: QPainter) -> None:
        """Draw every layer that is on, from the surface up."""
        plane = self.plane
        painter.setClipRect(QRectF(plane.left, plane.top, plane.width, plane.height))
        if self.frame is not None:
            self._draw_frame(painter, plane, self.frame)
        if self.drawing:
            self._stamp(painter, plane.pixels(self.brush.sketch.points), "real", REAL_DIAMETER)
        self._draw_ticks(painter, plane)
        painter.setPen(self.appearance.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(plane.left + 0.5, plane.top + 0.5, plane.width - 1, plane.height - 1))
        self._draw_words(painter, plane)
        if self.drawing and self._pointer is not None:
            self._draw_brush(painter, plane, self._pointer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke: the left button draws, the right one erases."""
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if self.drawing and event.button() in buttons and not self.brush.sketch.drawing:
            x, y = self.plane.point(event.position().x(), event.position().y())
            self.brush.press(x, y, erase=event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a stroke, and read the plane out."""
        self._point_at(event.position())
        if self.drawing:
            self.brush.move(*self.plane.point(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke when no button is held any more."""
        if not event.buttons():
            self.brush.release()

    def leaveEvent(self, event: QEvent) -> None:
        """Read nothing out."""
        self._point_at(None)
        super().leaveEvent(event)

    def _point_at(self, position: QPointF | None) -> None:
        self._pointer = position
        self.hovered.emit()
        self.update()

    def _tint(self) -> None:
        if self._surface is None:
            self._image = QImage()
            return
        rows = np.ascontiguousarray(tint(self._surface)[::-1])
        image = QImage(rows.data, rows.shape[1], rows.shape[0], rows.shape[1], QImage.Format.Format_Indexed8)
        table = self.appearance.surface_table().astype(np.uint32)
        image.setColorTable((table[:, 3] << 24 | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]).tolist())
        self._image = image.convertToFormat(QImage.Format.Format_RGB32)

    def _draw_frame(self, painter: QPainter, plane: Plane, frame: PlaneFrame) -> None:
        if not self._image.isNull():
            corners = plane.pixels(((frame.view[0], frame.view[3]), (frame.view[1], frame.view[2])))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(QPointF(*corners[0]), QPointF(*corners[1])), self._image)
        if "contour" in self.layers:
            painter.setPen(self._pen("text", 1.2, 0.85))
            lines = Lines(plane.pixels(self._lines.points), self._lines.offsets)
            draw_segments(painter, dashes(lines, self.appearance.px(5), self.appearance.px(4)))
        if "manifold" in self.layers and frame.manifold is not None:
            grid = plane.pixels(frame.manifold)
            painter.setPen(self._pen("fake", 1.0, 0.55))
            draw_segments(painter, np.concatenate((grid[:, :-1], grid[:, 1:]), axis=2).reshape(-1, 4))
            draw_segments(painter, np.concatenate((grid[:-1], grid[1:]), axis=2).reshape(-1, 4))
        if "real" in self.layers and not self.drawing:
            self._stamp(painter, plane.pixels(frame.real), "real", REAL_DIAMETER)
        if "fake" in self.layers:
            self._stamp(painter, plane.pixels(frame.fake), "fake", FAKE_DIAMETER)
        if "pull" in self.layers and frame.pull is not None:
            shafts = arrows(frame.fake, frame.pull, frame.view)
            painter.setPen(self._pen("pull", 1.4))
            draw_segments(painter, plane.pixels(shafts.reshape(-1, 2)).reshape(-1, 4))

    def _stamp(self, painter: QPainter, centres: np.ndarray, token: str, diameter: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        key = token, self.devicePixelRatioF()
        if key not in self._dots:
            self._dots[key] = dot(self.appearance, token, diameter, self.devicePixelRatioF())
        draw_sprites(painter, centres, self._dots[key])

    def _draw_ticks(self, painter: QPainter, plane: Plane) -> None:
        if self.frame is None and not self.drawing:
            return
        px = self.appearance.px
        font = self.appearance.font(8, tabular=True)
        painter.setFont(font)
        painter.setPen(self.appearance.color("muted"))
        size, line = px(4), px(14)
        x_from, x_to, y_from, y_to = plane.view
        right, bottom = plane.left + plane.width, plane.top + plane.height
        numbers, labels = ticks(x_from, x_to, 6)
        # The outermost ones would collide in the corners.
        for x, label in zip(plane.pixels([(n, y_from) for n in numbers])[:, 0], labels, strict=True):
            if plane.left + px(20) < x < right - px(20):
                painter.drawLine(QPointF(x, bottom - size), QPointF(x, bottom))
                painter.drawText(
                    QRectF(x - px(30), bottom - size - line, px(60), line),
                    Qt.AlignmentFlag.AlignCenter,
                    label,
                )
        numbers, labels = ticks(y_from, y_to, 6)
        for y, label in zip(plane.pixels([(x_from, n) for n in numbers])[:, 1], labels, strict=True):
            if plane.top + px(20) < y < bottom - px(20):
                painter.drawLine(QPointF(plane.left, y), QPointF(plane.left + size, y))
                painter.drawText(
                    QRectF(plane.left + size + px(3), y - line / 2, px(60), line),
                    Qt.AlignmentFlag.AlignVCenter,
                    label,
                )

    def _draw_words(self, painter: QPainter, plane: Plane) -> None:
        inside = QRectF(plane.left, plane.top, plane.width, plane.height).adjusted(24, 24, -24, -24)
        if self.message and not self.drawing:
            self.draw_message(painter, inside, self.message)
        px = self.appearance.px
        notice = self.notice
        if self.drawing and self.brush.sketch.full:
            notice = _FULL
        elif self.drawing and not len(self.brush.sketch.points):
            notice = _BLANK
        if notice:
            self._caption(painter, QPointF(plane.left + px(10), plane.top + px(10)), notice)
        if self.readout:
            # Below a notice, which may need the whole width.
            top = plane.top + px(38 if notice else 10)
            self._caption(painter, QPointF(plane.left + plane.width - px(10), top), self.readout, -1)

    def _caption(self, painter: QPainter, corner: QPointF, text: str, side: int = 1) -> None:
        px = self.appearance.px
        painter.setFont(self.appearance.font(9, tabular=True))
        box = painter.fontMetrics().boundingRect(text)
        width, height = box.width() + px(16), box.height() + px(8)
        pill = QRectF(corner.x() if side > 0 else corner.x() - width, corner.y(), width, height)
        painter.setPen(self.appearance.pen("line"))
        painter.setBrush(self.appearance.brush("card", 0.9))
        painter.drawRoundedRect(pill, px(5), px(5))
        painter.setPen(self.appearance.color("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_brush(self, painter: QPainter, plane: Plane, pointer: QPointF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self.brush.radius * plane.pixels_per_unit
        wipes = self.brush.eraser or self.brush.sketch.erasing
        painter.setPen(self._pen("warn" if wipes else "text", 1.5))
        painter.drawEllipse(pointer, radius, radius)
        blurred = radius + 2 * self.sigma * plane.pixels_per_unit
        painter.setPen(self._pen("text", 1.0, 0.5, Qt.PenStyle.DotLine))
        painter.drawEllipse(pointer, blurred, blurred)

    def _pen(
        self, token: str, width: float, alpha: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> QPen:
        pen = self.appearance.pen(token, width, style, alpha)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen
