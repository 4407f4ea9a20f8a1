"""x and y over the steps, as on the slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from ganplay.games.game import Game
from ganplay.gui.games.course import Course, farthest
from ganplay.gui.games.pens import Stroke, draw_strokes
from ganplay.gui.games.strokes import curve, dashed
from ganplay.gui.plots.axes import Axes, room_for_labels
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

DASHED = 600
"""Steps above which dashes run into each other; the second number is then only thinner."""


class TimePlot(Plot):
    """One rule: x drawn through and y dashed, over one another. Several: x above, y below."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._courses: Sequence[Course] = ()
        self._game: Game | None = None
        self._title = ""
        self._step, self._last = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("x and y over the steps")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 200)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks twice."""
        return QSize(180, 110)

    def show_courses(self, game: Game | None, courses: Sequence[Course], last: int, title: str = "") -> None:
        """Show what the rules do over all steps, under the title of the picture that it belongs to."""
        self._game, self._courses, self._last, self._title = game, courses, last, title
        self.update()

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        if step != self._step:
            self._step = step
            self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw one pair of axes or two, and the curves."""
        look, px = self.appearance, self.appearance.px
        played = [course for course in self._courses if course.trajectory is not None]
        if self._game is None or not played:
            self.draw_message(painter, QRectF(self.rect()), "no rule is switched on")
            return
        head = QFontMetricsF(look.font(10)).height() + px(4)
        foot = QFontMetricsF(look.font(9)).height() + px(6)
        half = self._game.dims[0]
        reach = 1.1 * farthest(played)
        both = len(played) == 1 and half == 1
        # One pair of axes for x and y, or one above the other.
        rows = [("", [0, 1])] if both else [("x", [*range(half)]), ("y", [*range(half, 2 * half)])]
        spans = [
            (middle - reach, middle + reach)
            for _, columns in rows
            for middle in (float(np.mean(self._game.equilibrium[columns])),)
        ]
        left = max(room_for_labels(look, span, log=False) for span in spans) + (0 if both else px(12))
        height = (self.height() - head - foot - px(8) * (len(rows) - 1)) / len(rows)
        if height < 16 or self.width() - left < 20:
            return
        for index, ((name, columns), span) in enumerate(zip(rows, spans, strict=True)):
            area = QRectF(left, head + index * (height + px(8)), self.width() - left - px(2), height)
            axes = Axes(area, (0.0, float(self._last)), span)
            axes.draw(painter, look, x_labels=index == len(rows) - 1)
            painter.save()
            painter.setClipRect(area.adjusted(0, -1, 0, 1))
            strokes = [stroke for course in played for stroke in self._strokes(axes, course, columns)]
            draw_strokes(painter, look, strokes)
            painter.restore()
            if name:
                painter.setFont(look.font(11, QFont.Weight.DemiBold))
                painter.setPen(look.color("text"))
                align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(0, area.top(), left, height), align, name)
        self._draw_head(painter, half, both=both)

    def _strokes(self, axes: Axes, course: Course, columns: Sequence[int]) -> Iterator[Stroke]:
        """The first of some numbers drawn through, the second dashed."""
        assert course.trajectory is not None
        walked, half = course.trajectory.path[: self._step + 1, list(columns)], (axes.y[1] - axes.y[0]) / 2
        width = axes.area.width() * len(walked) / (self._last + 1)
        # Whoever runs away is not drawn crossing the picture again and again.
        away = bool(course.trajectory.radius.max() > half)
        for place, values in enumerate(walked.T):
            lines = curve(values, max(2, int(width)))
            left_at = np.flatnonzero(np.abs(lines[:, 3] - np.mean(axes.y)) > half) if away else ()
            lines = lines[: left_at[0] + 1 if len(left_at) else None]
            x, y = axes.x_pixels(lines[:, ::2]), axes.y_pixels(lines[:, 1::2])
            lines = np.stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]), axis=1)
            if place == 1 and len(walked) < DASHED:
                lines = dashed(lines, self.appearance.px(5))
            yield course.token, lines, 1.6 - 0.2 * place

    def _draw_head(self, painter: QPainter, half: int, *, both: bool) -> None:
        words = "over the steps"
        if both:
            words = "x drawn through, y dashed"
        elif half == 2:
            words = "first entry drawn through, second dashed"
        look = self.appearance
        title = f"x(t), y(t) · {self._title}" if self._title else "x(t), y(t)"
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        painter.setPen(look.color("text"))
        metrics = painter.fontMetrics()
        ascent, left = metrics.ascent(), metrics.horizontalAdvance(title) + look.px(10)
        painter.drawText(QPointF(0, ascent), title)
        painter.setFont(look.font(9))
        painter.setPen(look.color("muted"))
        box = QRectF(left, 0, self.width() - left, ascent + look.px(4))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
