"""The plane of a game, large: its start can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ganplay.gui.games.field import plane_of
from ganplay.gui.games.portrait import Portrait
from ganplay.gui.plots.numerals import ticks
from ganplay.gui.plots.plane import Plane
from ganplay.gui.theme import Appearance

GRAB = 14
"""Pixels around the start within which it can be taken."""
SNAP = 4
"""Pixels around the equilibrium within which the start is put right on it."""


class PhasePlot(Portrait):
    """The phase portrait with its axes; the start is taken, or put where the mouse is pressed."""

    start_moved = Signal(int, float, float)
    """The start was dragged: which pair, and where to."""

    def __init__(self, appearance: Appearance, pair: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(appearance, pair, parent)
        self._dragging = self._dragged = False
        self.setMouseTracking(True)
        self.setAccessibleName("the plane of the players, with the field and each rule's course")

    def sizeHint(self) -> QSize:
        """As large as the page has room for."""
        return QSize(520, 520)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a projector."""
        return QSize(220, 220)

    @property
    def holds_still(self) -> bool:
        """While the start is dragged, so that it stays under the mouse."""
        return self._dragging

    @property
    def names(self) -> tuple[str, str]:
        """What the two axes are called."""
        if self._game is None or self._game.scalar:
            return "x", "y"
        index = "₁₂₃₄"[self.pair]
        return f"x{index}", f"y{index}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the start, or put it here."""
        if event.button() == Qt.MouseButton.LeftButton and self._game is not None:
            self._dragging = self._dragged = True
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the start."""
        if self._dragging:
            self._drag(event.position())
            return
        start = self.start_pixel
        near = start is not None and (start - event.position()).manhattanLength() < GRAB
        self.setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.CrossCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the view may follow now."""
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            place = self._place(event.position())
            self._dragging = False
            self.start_moved.emit(self.pair, *place)

    def _drag(self, position: QPointF) -> None:
        self.start_moved.emit(self.pair, *self._place(position))

    def _place(self, position: QPointF) -> tuple[float, float]:
        """Where in the plane; as fine as a pixel, so that what is written beside it stays short."""
        plane = self.plane
        x = min(max(position.x(), plane.left), plane.left + plane.width)
        y = min(max(position.y(), plane.top), plane.top + plane.height)
        fine = 10.0 ** np.floor(np.log10(2.0 / plane.pixels_per_unit))
        x, y = (float(f"{round(value / fine) * fine:.6g}") + 0.0 for value in plane.point(x, y))
        if self._game is not None:
            middle_x, middle_y = self._game.equilibrium[list(plane_of(self._game, self.pair))].tolist()
            if np.hypot(x - middle_x, y - middle_y) * plane.pixels_per_unit < SNAP:
                return middle_x, middle_y
        return x, y

    def draw_words(self, painter: QPainter, plane: Plane) -> None:
        """Write the axes' numbers, where to drag, or why there is nothing to see."""
        self._draw_ticks(painter, plane)
        refused = [course for course in self._courses if course.refusal]
        if len(refused) == len(self._courses):
            text = "\n".join(dict.fromkeys(course.sentences[0] for course in refused))
            self.draw_message(
                painter, self.area.adjusted(24, 24, -24, -24), text or "Switch on a rule above."
            )
            return
        start, px = self.start_pixel, self.appearance.px
        if not self._dragged and start is not None and self._step == 0:
            painter.setFont(self.appearance.font(10))
            box = QRectF(painter.fontMetrics().boundingRect("drag the start")).adjusted(-px(4), 0, px(4), 0)
            box.moveBottomLeft(start + QPointF(px(8), -px(8)))
            painter.fillRect(box, self.appearance.color("card", 0.85))
            painter.setPen(self.appearance.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "drag the start")

    def _draw_ticks(self, painter: QPainter, plane: Plane) -> None:
        look, px = self.appearance, self.appearance.px
        painter.setFont(look.font(9, tabular=True))
        bottom, right = plane.top + plane.height, plane.left + plane.width
        x_from, x_to, y_from, y_to = plane.view
        numbers, labels = ticks(x_from, x_to, round(plane.width / px(80)))
        for x, label in zip(plane.pixels([(n, y_from) for n in numbers])[:, 0], labels, strict=True):
            if plane.left + px(34) < x < right - px(44):
                painter.setPen(look.color("muted"))
                painter.drawLine(QPointF(x, bottom - px(4)), QPointF(x, bottom))
                self._draw_number(painter, label, QPointF(x, bottom - px(13)), Qt.AlignmentFlag.AlignHCenter)
        numbers, labels = ticks(y_from, y_to, round(plane.height / px(80)))
        for y, label in zip(plane.pixels([(x_from, n) for n in numbers])[:, 1], labels, strict=True):
            if plane.top + px(34) < y < bottom - px(24):
                self._draw_number(painter, label, QPointF(plane.left + px(7), y), Qt.AlignmentFlag.AlignLeft)
        painter.setFont(look.font(12))
        x_name, y_name = self.names
        align = Qt.AlignmentFlag
        self._draw_number(painter, x_name, QPointF(right - px(8), bottom - px(13)), align.AlignRight, "text")
        self._draw_number(
            painter, y_name, QPointF(plane.left + px(7), plane.top + px(14)), align.AlignLeft, "text"
        )

    def _draw_number(
        self, painter: QPainter, text: str, at: QPointF, align: Qt.AlignmentFlag, token: str = "muted"
    ) -> None:
        """Words at this height, on a ground that keeps arrows and courses from running through them."""
        px, metrics = self.appearance.px, painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + px(4)
        share = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}.get(align, 0.0)
        box = QRectF(at.x() - share * width, at.y() - metrics.height() / 2, width, metrics.height())
        painter.fillRect(box, self.appearance.color("card", 0.75))
        painter.setPen(self.appearance.color(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
