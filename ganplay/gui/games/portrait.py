"""The phase portrait of a game: where its field leads, what the players' value is, where the rules go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.data import View
from ganplay.games.game import Game
from ganplay.gui.games.course import Course, farthest
from ganplay.gui.games.field import Contour, Floats, contours, flow, plane_of
from ganplay.gui.games.pens import Stroke, draw_strokes
from ganplay.gui.games.strokes import dashed, joined, path, within
from ganplay.gui.plots.arrays import draw_segments, draw_sprites, polygon
from ganplay.gui.plots.dots import dot
from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plane import Plane
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

FIELD, VALUE = "field", "value"

MARGIN = 1.12
"""Room around the farthest place."""
ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class Portrait(Plot):
    """One pair of numbers, x to the right and y upwards, up to the step that is looked at."""

    LINE = 2.0
    DOT = 5
    """Width of a course and radius of its head; a small picture has finer ones."""

    def __init__(self, appearance: Appearance, pair: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.pair = pair
        self._game: Game | None = None
        self._courses: Sequence[Course] = ()
        self._step = 0
        self._layers = frozenset({FIELD})
        self._centre, self._reach = (0.0, 0.0), 1.0
        self._sprites: dict[tuple[str, float], QPixmap] = {}
        self._lines: tuple[object, Floats, list[Contour]] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def restyle(self) -> None:
        """The looks have changed, and so have the courses' heads."""
        self._sprites.clear()
        super().restyle()

    @property
    def holds_still(self) -> bool:
        """Whether the view stays where it is although the courses change."""
        return False

    @property
    def area(self) -> QRectF:
        """Where the plane is drawn."""
        return QRectF(self.rect())

    def show_courses(self, game: Game | None, courses: Sequence[Course]) -> None:
        """Show a game and what the rules do; without a game, only what they have to say."""
        self._game, self._courses = game, courses
        if game is not None and not self.holds_still:
            i, j = plane_of(game, self.pair)
            self._centre = (float(game.equilibrium[i]), float(game.equilibrium[j]))
            self._reach = _round_up(MARGIN * farthest(courses))
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
    def view(self) -> View:
        """What is seen of the plane: the reach at least, and what the longer side has room for."""
        area, (x, y) = self.area, self._centre
        unit = max(1.0, min(area.width(), area.height())) / (2 * self._reach)
        across, up = max(1.0, area.width()) / (2 * unit), max(1.0, area.height()) / (2 * unit)
        return (x - across, x + across, y - up, y + up)

    @property
    def plane(self) -> Plane:
        """The plane as it is seen now, a unit of x as long as one of y."""
        area = self.area
        return Plane(self.view, area.left(), area.top(), max(1.0, area.width()), max(1.0, area.height()))

    @property
    def start_pixel(self) -> QPointF | None:
        """Where the start is seen."""
        for course in self._courses:
            if course.trajectory is not None and self._game is not None:
                place = course.trajectory.path[0, list(plane_of(self._game, self.pair))]
                return QPointF(*self.plane.pixels(place))
        return None

    def draw(self, painter: QPainter) -> None:
        """Draw the layers from the value up."""
        plane, area = self.plane, self.area
        painter.save()
        painter.setClipRect(area)
        if self._game is not None:
            self._draw_game(painter, plane, self._game)
            self._draw_courses(painter, plane, self._game)
        painter.restore()
        self.draw_words(painter, plane)
        painter.setPen(self.appearance.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def draw_words(self, painter: QPainter, plane: Plane) -> None:
        """Write over or around the plane."""

    def _draw_game(self, painter: QPainter, plane: Plane, game: Game) -> None:
        key = (game, plane.view, self._layers)
        if self._lines is None or self._lines[0] != key:
            field = flow(game, self.pair, plane.view) if FIELD in self._layers else np.empty((0, 4))
            value = contours(game, self.pair, plane.view) if VALUE in self._layers else []
            self._lines = (key, field, value)
        _, field, value = self._lines
        self._draw_value(painter, plane, value)
        pen = self.appearance.pen("muted", 0.6 * self.LINE, alpha=0.55)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        draw_segments(painter, plane.pixels(field.reshape(-1, 2)).reshape(-1, 4))
        x, y = plane.pixels(self._centre)
        arm = self.appearance.px(self.DOT)
        painter.setPen(self.appearance.pen("text", 0.75 * self.LINE))
        painter.drawLine(QPointF(x - arm, y), QPointF(x + arm, y))
        painter.drawLine(QPointF(x, y - arm), QPointF(x, y + arm))

    def _draw_value(self, painter: QPainter, plane: Plane, value: Sequence[Contour]) -> None:
        """Lines of equal value: dashed below zero, every second one with its number."""
        look = self.appearance
        painter.setFont(look.font(8, tabular=True))
        metrics = painter.fontMetrics()
        for contour in value:
            pixels = plane.pixels(contour.line)
            painter.setPen(look.pen("muted", 1.0, alpha=0.65))
            if contour.level < 0:
                draw_segments(painter, dashed(joined(pixels), look.px(7)))
            else:
                painter.drawPolyline(polygon(pixels))
            if contour.labelled:
                text = numeral(contour.level, contour.digits)
                box = QRectF(metrics.boundingRect(text)).adjusted(-3, 0, 3, 0)
                box.moveCenter(QPointF(*pixels[len(pixels) // 3]))
                painter.fillRect(box, look.color("card", 0.8))
                painter.setPen(look.color("muted"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_courses(self, painter: QPainter, plane: Plane, game: Game) -> None:
        heads: list[tuple[str, Floats]] = []
        strokes: list[Stroke] = []
        columns = slice(self.pair, None, game.dims[0])
        for course in self._courses:
            if course.trajectory is None:
                continue
            pixels = plane.pixels(course.trajectory.path[: self._step + 1, columns])
            strokes.append((course.token, within(path(pixels), plane), self.LINE))
            heads.append((course.token, pixels[-1]))
        draw_strokes(painter, self.appearance, strokes)
        start, radius = self.start_pixel, self.appearance.px(self.DOT)
        if start is not None:
            painter.setPen(self.appearance.pen("text", self.LINE))
            painter.setBrush(self.appearance.brush("card"))
            painter.drawEllipse(start, radius, radius)
        for token, place in heads:
            draw_sprites(painter, place[None], self._sprite(token))

    def _sprite(self, token: str) -> QPixmap:
        key = (token, self.devicePixelRatioF())
        if key not in self._sprites:
            self._sprites[key] = dot(self.appearance, token, 2 * self.DOT + 2, key[1])
        return self._sprites[key]


def _round_up(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * next(mark for mark in ROUND if mark * power >= value * 0.9999))
