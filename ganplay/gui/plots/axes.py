"""The axes of a chart: a range that holds still while it can, round ticks, thin rules."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from ganplay.gui.plots.numerals import decades, numeral, round_step, ticks
from ganplay.gui.theme import Appearance

Span = tuple[float, float]

_PER_TICK_X = 64
_PER_TICK_Y = 36


def settle(low: float, high: float, current: Span | None) -> Span:
    """A range for an axis that holds what lies between ``low`` and ``high``.

    The current one is kept as long as all fits and fills at least half of it, so that ticks stand still
    while a curve grows; otherwise the new one ends on round numbers.
    """
    if (
        current is not None
        and current[0] <= low
        and high <= current[1]
        and high - low >= (current[1] - current[0]) / 2
    ):
        return current
    if low == high:
        reach = abs(low) / 2 or 1.0
        low, high = low - reach, high + reach
    step = round_step(high - low, 8)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def settle_steps(last: float) -> Span:
    """From 0 to a round number of steps with room for more, so that the axis moves only now and then."""
    last = max(last, 90.0)
    step = round_step(last, 8)
    return 0.0, step * (math.floor(last / step + 1e-9) + 1)


@dataclass(frozen=True, slots=True)
class Axes:
    """A rectangle of pixels and what its sides mean; a logarithmic ``y`` counts exponents of ten."""

    area: QRectF
    x: Span
    y: Span
    log: bool = False

    def x_pixels(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Horizontal pixels of values."""
        return self.area.left() + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.area.width()

    def y_pixels(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Vertical pixels of values (of exponents where logarithmic)."""
        return self.area.bottom() - (y - self.y[0]) / (self.y[1] - self.y[0]) * self.area.height()

    def draw(self, painter: QPainter, appearance: Appearance, *, x_labels: bool = True) -> None:
        """Draw rules across for y and the numbers of both outside the area; those of x if they are wanted."""
        font = appearance.font(9, tabular=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        area, gap = self.area, appearance.px(6)
        numbers, labels = self._y_ticks(round(area.height() / appearance.px(_PER_TICK_Y)))
        for y, label in zip(self.y_pixels(numbers), labels, strict=True):
            painter.setPen(appearance.pen("line", alpha=0.7))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(appearance.color("muted"))
            width = metrics.horizontalAdvance(label)
            painter.drawText(QPointF(area.left() - gap - width, y + metrics.capHeight() / 2), label)
        if not x_labels:
            return
        numbers, labels = ticks(*self.x, max(2, round(area.width() / appearance.px(_PER_TICK_X))))
        painter.setPen(appearance.color("muted"))
        for x, label in zip(self.x_pixels(numbers), labels, strict=True):
            width = metrics.horizontalAdvance(label)
            # The outermost labels are pushed inwards rather than cut off.
            left = min(max(x - width / 2, area.left() - gap), area.right() - width)
            painter.drawText(QPointF(left, area.bottom() + gap + metrics.ascent()), label)

    def _y_ticks(self, count: int) -> tuple[NDArray[np.float64], list[str]]:
        return (decades if self.log else ticks)(*self.y, max(2, count))


def room_for_labels(appearance: Appearance, y: Span, log: bool) -> float:
    """Pixels to keep free at the left for the widest number of a y axis."""
    metrics = QFontMetricsF(appearance.font(9, tabular=True))
    _, labels = (decades if log else ticks)(*y, 10)
    widest = max((metrics.horizontalAdvance(label) for label in [*labels, numeral(0.25)]), default=0.0)
    return widest + appearance.px(8)


def place_label(
    size: tuple[float, float], y: float, area: QRectF, taken: list[QRectF], gap: float
) -> QRectF | None:
    """Where a line's label goes: at the right end or further left, above or below, never over another."""
    width, height = size
    right = area.right() - width
    while right >= area.left():
        for top in (y - height - gap / 2, y + gap / 2):
            box = QRectF(right, top, width, height)
            if area.contains(box) and not any(box.intersects(other) for other in taken):
                return box
        right -= width + gap
    return None
