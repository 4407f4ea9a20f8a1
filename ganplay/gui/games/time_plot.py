"""x and y over the steps, as on the slide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from ganplay.games.game import Game
from ganplay.gui.games.course import Course, farthest
from ganplay.gui.games.pens import stroke
from ganplay.gui.games.strokes import curve
from ganplay.gui.plots.axes import Axes, room_for_labels
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class TimePlot(Plot):
    """One rule: x drawn through and y dashed, over one another. Several: x above, y below."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._courses: Sequence[Course] = ()
        self._game: Game | None = None
        self._step, self._last = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("x and y over the steps")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 200)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks twice."""
        return QSize(180, 110)

    def show_courses(self, game: Game, courses: Sequence[Course], last: int) -> None:
        """Show what the rules do over all steps."""
        self._game, self._courses, self._last = game, courses, last
        self.update()

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        self._step = step
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw one pair of axes or two, and the curves."""
        look, px = self.appearance, self.appearance.px
        played = [course for course in self._courses if course.trajectory is not None]
        if self._game is None or not played:
            self.draw_message(painter, QRectF(self.rect()), "no rule is switched on")
            return
        head = QFontMetricsF(look.font(10)).height() + px(3)
        foot = QFontMetricsF(look.font(9)).height() + px(6)
        half = self._game.dims[0]
        reach = 1.1 * farthest(played)
        entries = range(half)
        both = len(played) == 1 and half == 1
        rows = [("x", [*entries]), ("y", [half + i for i in entries])]
        if both:
            rows = [("", [0, 1])]
        height = self.height() / len(rows)
        for index, (name, columns) in enumerate(rows):
            middle = float(np.mean(self._game.equilibrium[columns]))
            span = (middle - reach, middle + reach)
            left = room_for_labels(look, span, log=False)
            top = index * height + (head if index == 0 or both else px(4))
            below = foot if index == len(rows) - 1 else px(4)
            area = QRectF(left, top, self.width() - left - px(2), (index + 1) * height - top - below)
            if area.width() < 20 or area.height() < 16:
                return
            axes = Axes(area, (0.0, float(self._last)), span)
            axes.draw(painter, look)
            painter.save()
            painter.setClipRect(area.adjusted(0, -1, 0, 1))
            for course in played:
                self._draw_course(painter, axes, course, columns, dash_second=both or half == 2)
            painter.restore()
            if name:
                painter.setFont(look.font(10, QFont.Weight.DemiBold))
                painter.setPen(look.color("text"))
                painter.drawText(QPointF(area.left() + px(4), area.top() + px(13)), name)
        self._draw_head(painter, half, both=both)

    def _draw_course(
        self, painter: QPainter, axes: Axes, course: Course, columns: Sequence[int], *, dash_second: bool
    ) -> None:
        assert course.trajectory is not None
        walked = course.trajectory.path[: self._step + 1]
        x = axes.x_pixels(np.arange(len(walked), dtype=np.float64))
        across = max(2, int(axes.area.width() * (x[-1] - axes.area.left()) / axes.area.width()))
        for place, column in enumerate(columns):
            y = axes.y_pixels(walked[:, column])
            dashed = dash_second and place == 1
            lines = curve(x, y, across)
            if dashed and len(lines) < 600:
                # Every other stretch of the way: Qt's own dashes begin anew with each line.
                along = np.cumsum(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))
                lines = lines[(along // self.appearance.px(5)) % 2 == 0]
            stroke(painter, self.appearance, course.token, lines, 1.6 if not dashed else 1.4)

    def _draw_head(self, painter: QPainter, half: int, *, both: bool) -> None:
        words = "over the steps"
        if both:
            words = "x drawn through, y dashed, over the steps"
        elif half == 2:
            words = "first entry drawn through, second dashed"
        look = self.appearance
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        painter.setPen(look.color("text"))
        ascent = painter.fontMetrics().ascent()
        painter.drawText(QPointF(0, ascent), "x(t), y(t)")
        left = painter.fontMetrics().horizontalAdvance("x(t), y(t)") + look.px(10)
        painter.setFont(look.font(9))
        painter.setPen(look.color("muted"))
        box = QRectF(left, 0, self.width() - left, ascent + look.px(4))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
