"""How far from the equilibrium, on a logarithmic axis, with the closed form on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from ganplay.games.game import Array
from ganplay.gui.games.course import Course
from ganplay.gui.games.pens import draw_strokes
from ganplay.gui.games.strokes import curve
from ganplay.gui.plots.axes import Axes, Span, room_for_labels
from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

LEAST = 1e-14
"""Below this a radius is rounding."""


class RadiusPlot(Plot):
    """The radius at each step in the rule's colour, the closed form dashed, and the newest numbers."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._played: list[tuple[Course, Array]] = []
        """Each rule that is played, and its radius at each step."""
        self._step, self._last = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("radius over the steps, logarithmic")
        self.setToolTip("Distance from the equilibrium; dashed: what the closed form says")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 170)

    def minimumSizeHint(self) -> QSize:
        """Room for the figures and three ticks."""
        return QSize(180, 90)

    def show_courses(self, courses: Sequence[Course], last: int) -> None:
        """Show what the rules do over all steps."""
        self._played = [
            (course, course.trajectory.radius) for course in courses if course.trajectory is not None
        ]
        self._last = last
        self.update()

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        if step != self._step:
            self._step = step
            self.update()

    @property
    def span(self) -> Span:
        """Exponents of ten that hold all steps of all courses."""
        low = min((float(radius.min()) for _, radius in self._played), default=1.0)
        high = max((float(radius.max()) for _, radius in self._played), default=1.0)
        first = math.floor(math.log10(max(low, LEAST)) + 1e-9)
        return float(first), float(max(math.ceil(math.log10(max(high, LEAST)) - 1e-9), first + 1))

    def draw(self, painter: QPainter) -> None:
        """Draw the figures, the axes, the curves and on them the closed forms."""
        look, px = self.appearance, self.appearance.px
        if not self._played:
            self.draw_message(painter, QRectF(self.rect()), "no rule is switched on")
            return
        top = self._draw_head(painter) + px(6)
        foot = QFontMetricsF(look.font(9)).height() + px(6)
        span = self.span
        left = room_for_labels(look, span, log=True)
        area = QRectF(left, top, self.width() - left - px(2), self.height() - top - foot)
        if area.width() < 20 or area.height() < 20:
            return
        axes = Axes(area, (0.0, float(self._last)), span, log=True)
        axes.draw(painter, look)
        painter.save()
        painter.setClipRect(area.adjusted(0, -1, 0, 1))
        draw_strokes(
            painter, look, [(course.token, self._line(axes, radius), 2.2) for course, radius in self._played]
        )
        closed = [course.closed for course, _ in self._played if course.closed is not None]
        draw_strokes(painter, look, [("text", self._dashes(axes, form), 1.2) for form in closed])
        painter.restore()

    def _line(self, axes: Axes, radius: Array) -> Array:
        walked = radius[: self._step + 1]
        width = axes.area.width() * len(walked) / (self._last + 1)
        lines = curve(walked, max(2, int(width)))
        x, y = axes.x_pixels(lines[:, ::2]), axes.y_pixels(np.log10(lines[:, 1::2].clip(LEAST)))
        return np.stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]), axis=1)

    def _dashes(self, axes: Axes, closed: Array) -> Array:
        """The closed form over all steps, as dashes of equal width."""
        period = self.appearance.px(9)
        starts = np.arange(axes.area.left(), axes.area.right(), period)
        x = np.stack((starts, starts + period * 0.55), axis=1)
        steps = (x - axes.area.left()) / axes.area.width() * self._last
        before = np.minimum(steps.astype(np.intp), len(closed) - 1)
        after = np.minimum(before + 1, len(closed) - 1)
        logs = np.log10(np.clip(closed[[before, after]], LEAST, 1e300))
        y = axes.y_pixels(logs[0] + (steps - before) * (logs[1] - logs[0]))
        # Where a course has left the picture its form ends too; lines that are not finite are left out.
        y[steps > len(closed) - 1] = np.nan
        return np.stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]), axis=1)

    def _draw_head(self, painter: QPainter) -> float:
        """The radii now, and what the dashes are; over as many lines as they need. Gives the height."""
        look, px = self.appearance, self.appearance.px
        bold = QFontMetricsF(look.font(12, QFont.Weight.DemiBold, tabular=True))
        heading = look.font(10, QFont.Weight.DemiBold)
        words: list[tuple[str, QFont, str]] = [("Radius", heading, "text")]
        for course, _ in self._played:
            radius = course.radius_at(self._step)
            text = "gone" if math.isinf(radius) else numeral(radius)
            words.append((text, look.font(12, QFont.Weight.DemiBold, tabular=True), course.token))
        if any(course.closed is not None for course, _ in self._played):
            words.append(("dashed: closed form", look.font(9), "muted"))
        x, y = 0.0, bold.ascent()
        for text, font, token in words:
            width = QFontMetricsF(font).horizontalAdvance(text)
            if x and x + width > self.width():
                x, y = 0.0, y + bold.height()
            painter.setFont(font)
            painter.setPen(look.color(token))
            painter.drawText(QPointF(self.width() - width if token == "muted" else x, y), text)
            x += width + px(10)
        return y + bold.descent()
