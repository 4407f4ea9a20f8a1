"""The plane of a game: where its field leads, and where the rules go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.data import View
from ganplay.games.game import Game
from ganplay.gui.games.course import Course, farthest
from ganplay.gui.games.field import contours, flow, plane_of
from ganplay.gui.games.pens import stroke
from ganplay.gui.games.strokes import path
from ganplay.gui.plots.arrays import draw_segments, polygon
from ganplay.gui.plots.numerals import numeral, ticks
from ganplay.gui.plots.plane import Plane
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

FIELD, VALUE = "field", "value"

MARGIN = 1.12
"""Room around the farthest place."""
GRAB = 14
"""Pixels around the start within which it can be taken."""
ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)

_FAR = 1e5


class PhasePlot(Plot):
    """One pair of numbers, x to the right and y upwards, up to the step that is looked at."""

    start_moved = Signal(int, float, float)
    """The start was dragged: which pair, and where to."""
    clicked = Signal()

    def __init__(
        self, appearance: Appearance, pair: int = 0, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, parent)
        self._pair, self._small = pair, small
        self._title = ""
        self._game: Game | None = None
        self._courses: Sequence[Course] = ()
        self._step = 0
        self._layers = frozenset({FIELD})
        self._view: View = (-1.0, 1.0, -1.0, 1.0)
        self._lines: tuple[object, NDArray[np.float64], list[NDArray[np.float64]]] | None = None
        self._dragging = False
        self.message = ""
        self.setMouseTracking(not small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if small:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As large as the page has room for."""
        return QSize(170, 170) if self._small else QSize(520, 520)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a projector."""
        return QSize(90, 90) if self._small else QSize(220, 220)

    def show_courses(self, game: Game, courses: Sequence[Course], title: str = "") -> None:
        """Show a game and what the rules do; the view holds still while the start is dragged."""
        if game is not self._game:
            self._lines = None
        self._game, self._courses, self._title = game, courses, title
        if not self._dragging:
            i, j = plane_of(game, self._pair)
            x, y = float(game.equilibrium[i]), float(game.equilibrium[j])
            reach = _round_up(MARGIN * farthest(courses))
            self._view = (x - reach, x + reach, y - reach, y + reach)
        self.update()

    def show_step(self, step: int) -> None:
        """Draw the courses up to this step."""
        self._step = step
        self.update()

    def set_layers(self, layers: frozenset[str]) -> None:
        """Draw the field, the value, both or neither."""
        self._layers = layers
        self.update()

    @property
    def plane(self) -> Plane:
        """The plane as it is seen now: square, in the middle."""
        side = float(min(self.width(), self.height()))
        return Plane(self._view, (self.width() - side) / 2, (self.height() - side) / 2, side, side)

    @property
    def start_pixel(self) -> QPointF | None:
        """Where the start is seen."""
        for course in self._courses:
            if course.trajectory is not None and self._game is not None:
                place = course.trajectory.path[0, list(plane_of(self._game, self._pair))]
                return QPointF(*self.plane.pixels(place))
        return None

    def draw(self, painter: QPainter) -> None:
        """Draw the layers from the value up."""
        plane = self.plane
        area = QRectF(plane.left, plane.top, plane.width, plane.height)
        painter.setClipRect(area)
        if self._game is not None:
            self._draw_game(painter, plane, self._game)
        self._draw_courses(painter, plane)
        if not self._small:
            self._draw_ticks(painter, plane)
        self._draw_words(painter, area)
        painter.setPen(self.appearance.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the start, or put it here."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._small:
            self.clicked.emit()
            return
        self._dragging = True
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
            self._dragging = False
            self._drag(event.position())

    def _drag(self, position: QPointF) -> None:
        plane = self.plane
        x = min(max(position.x(), plane.left), plane.left + plane.width)
        y = min(max(position.y(), plane.top), plane.top + plane.height)
        x, y = plane.point(x, y)
        # As fine as a pixel, so that what is written beside it stays short; the equilibrium can be hit.
        fine = 10.0 ** np.floor(np.log10(2.0 / plane.pixels_per_unit))
        place = [float(f"{round(value / fine) * fine:.6g}") + 0.0 for value in (x, y)]
        if self._game is not None:
            middle = self._game.equilibrium[list(plane_of(self._game, self._pair))]
            if np.hypot(*(np.array(place) - middle)) * plane.pixels_per_unit < 4:
                place = middle.tolist()
        self.start_moved.emit(self._pair, *place)

    def _draw_game(self, painter: QPainter, plane: Plane, game: Game) -> None:
        key = (self._view, VALUE in self._layers, FIELD in self._layers)
        if self._lines is None or self._lines[0] != key:
            field = flow(game, self._pair, self._view) if FIELD in self._layers else np.empty((0, 4))
            value = contours(game, self._pair, self._view) if VALUE in self._layers else []
            self._lines = (key, field, value)
        _, field, value = self._lines
        painter.setPen(self.appearance.pen("muted", 1.0, alpha=0.45))
        for line in value:
            painter.drawPolyline(polygon(plane.pixels(line)))
        pen = self.appearance.pen("muted", 0.9 if self._small else 1.2, alpha=0.55)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        draw_segments(painter, plane.pixels(field.reshape(-1, 2)).reshape(-1, 4))
        i, j = plane_of(game, self._pair)
        x, y = plane.pixels((game.equilibrium[i], game.equilibrium[j]))
        arm = self.appearance.px(3 if self._small else 5)
        painter.setPen(self.appearance.pen("text", 1.5))
        painter.drawLine(QPointF(x - arm, y), QPointF(x + arm, y))
        painter.drawLine(QPointF(x, y - arm), QPointF(x, y + arm))

    def _draw_courses(self, painter: QPainter, plane: Plane) -> None:
        heads: list[tuple[str, QPointF]] = []
        for course in self._courses:
            if course.trajectory is None or self._game is None:
                continue
            walked = course.trajectory.path[: self._step + 1, list(plane_of(self._game, self._pair))]
            pixels = plane.pixels(walked)
            stroke(painter, self.appearance, course.token, path(pixels), 1.5 if self._small else 2.0)
            if np.abs(pixels[-1]).max() < _FAR:
                heads.append((course.token, QPointF(*pixels[-1])))
        start = self.start_pixel
        radius = self.appearance.px(2 if self._small else 5)
        if start is not None:
            painter.setPen(self.appearance.pen("text", 1.0 if self._small else 2.0))
            painter.setBrush(self.appearance.brush("card"))
            painter.drawEllipse(start, radius, radius)
        for token, place in heads:
            painter.setPen(self.appearance.pen("card", 1.5))
            painter.setBrush(self.appearance.brush(token))
            painter.drawEllipse(place, radius + 1, radius + 1)

    def _draw_ticks(self, painter: QPainter, plane: Plane) -> None:
        px = self.appearance.px
        painter.setFont(self.appearance.font(9, tabular=True))
        painter.setPen(self.appearance.color("muted"))
        bottom, right = plane.top + plane.height, plane.left + plane.width
        numbers, labels = ticks(self._view[0], self._view[1], 6)
        for x, label in zip(plane.pixels([(n, self._view[2]) for n in numbers])[:, 0], labels, strict=True):
            if plane.left + px(24) < x < right - px(40):
                painter.drawLine(QPointF(x, bottom - px(4)), QPointF(x, bottom))
                painter.drawText(
                    QRectF(x - px(30), bottom - px(20), px(60), px(15)), Qt.AlignmentFlag.AlignCenter, label
                )
        numbers, labels = ticks(self._view[2], self._view[3], 6)
        for y, label in zip(plane.pixels([(self._view[0], n) for n in numbers])[:, 1], labels, strict=True):
            if plane.top + px(30) < y < bottom - px(24):
                painter.drawLine(QPointF(plane.left, y), QPointF(plane.left + px(4), y))
                box = QRectF(plane.left + px(7), y - px(8), px(60), px(16))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label)
        x_name, y_name = self.names
        painter.setFont(self.appearance.font(11))
        painter.setPen(self.appearance.color("text"))
        painter.drawText(
            QRectF(right - px(40), bottom - px(24), px(34), px(20)), Qt.AlignmentFlag.AlignRight, x_name
        )
        painter.drawText(QPointF(plane.left + px(8), plane.top + px(20)), y_name)

    @property
    def names(self) -> tuple[str, str]:
        """What the two axes are called."""
        if self._game is None or self._game.scalar:
            return "x", "y"
        index = "₁₂₃₄"[self._pair]
        return f"x{index}", f"y{index}"

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        px = self.appearance.px
        refused = [course for course in self._courses if course.refusal]
        if len(refused) == len(self._courses) and not self._small:
            text = "\n".join(course.sentences[0] for course in refused)
            self.draw_message(painter, area.adjusted(24, 24, -24, -24), text or "Switch on a rule above.")
        if not self._small:
            return
        painter.setFont(self.appearance.font(9))
        painter.setPen(self.appearance.color("text"))
        height = painter.fontMetrics().height() + px(2)
        pill = QRectF(area.left(), area.top(), area.width(), height)
        painter.fillRect(pill, self.appearance.color("card", 0.85))
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(area.width()) - px(8)
        )
        painter.drawText(pill.adjusted(px(5), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, title)
        self._draw_radii(painter, area)

    def _draw_radii(self, painter: QPainter, area: QRectF) -> None:
        """How far each rule is from the equilibrium at this step, in its colour."""
        px = self.appearance.px
        painter.setFont(self.appearance.font(8, tabular=True))
        height = painter.fontMetrics().height() + px(1)
        painter.fillRect(
            QRectF(area.left(), area.bottom() - height, area.width(), height),
            self.appearance.color("card", 0.85),
        )
        width = (area.width() - px(4)) / max(1, len(self._courses))
        for place, course in enumerate(self._courses):
            box = QRectF(area.left() + px(3) + place * width, area.bottom() - height, width, height)
            painter.setPen(self.appearance.color(course.token))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _short(course.radius_at(self._step)))


def _short(radius: float) -> str:
    if np.isnan(radius):
        return "not played"
    return "gone" if np.isinf(radius) else f"r {numeral(radius)}"


def _round_up(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * next(mark for mark in ROUND if mark * power >= value * 0.9999))
