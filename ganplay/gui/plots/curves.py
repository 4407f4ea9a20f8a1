"""Recorded numbers over the steps of a run, beside what theory says they should read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.metrics import BY_KEY, MEASURE_KEYS, TRACE_KEYS, Metric
from ganplay.contract.snapshots import Log
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.axes import Axes, Span, place_label, room_for_labels, settle, settle_steps
from ganplay.gui.plots.history import History
from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

Columns = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Steps, lowest and highest values, each of shape (n,)."""

MAX_COLUMNS = 500
"""Stretches of a curve that are drawn, two points each."""

REDRAW_MS = 66
"""A curve that grows is drawn at most this often: half as often as the points, and nobody sees it."""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: a metric in a colour."""

    key: str
    token: str
    digits: int = 2

    @property
    def metric(self) -> Metric:
        """What is drawn."""
        return BY_KEY[self.key]

    @property
    def symbol(self) -> str:
        """What the number is called where there is little room."""
        return self.metric.symbol or self.metric.label


@dataclass(frozen=True, slots=True)
class Reference:
    """A value to compare with, drawn as a dashed line with a short label."""

    value: float
    label: str
    token: str = "muted"


class CurvePlot(Plot):
    """Curves over the steps of one run, their newest values in large figures above."""

    def __init__(
        self,
        appearance: Appearance,
        series: Sequence[Series],
        *,
        title: str = "",
        log: bool = False,
        empty: str = "nothing recorded yet",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, parent)
        self._series = tuple(series)
        self._title = title
        self._log = log
        self._empty = empty
        self._histories = {entry.key: History() for entry in self._series}
        self._references: tuple[Reference, ...] = ()
        self._y: Span | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REDRAW_MS)
        self._soon.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip("\n".join(f"{entry.symbol}: {entry.metric.help}" for entry in self._series))
        self.setAccessibleName(", ".join(entry.metric.label for entry in self._series))

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 200)

    def minimumSizeHint(self) -> QSize:
        """Room for the figures and three ticks."""
        return QSize(180, 84)

    @property
    def headline(self) -> tuple[str, ...]:
        """The newest values in words, one a curve."""
        return tuple(f"{entry.symbol} {self._newest(entry)}" for entry in self._series)

    def append(self, log: Log) -> None:
        """Take in what has been recorded since the last log."""
        for key, history in self._histories.items():
            table, keys = (log.trace, TRACE_KEYS) if key in TRACE_KEYS else (log.measures, MEASURE_KEYS)
            values = table[:, 1 + keys.index(key)]
            # Some measures are taken less often than others: a row without one is no gap in its curve.
            taken = np.isfinite(values) if keys is MEASURE_KEYS else slice(None)
            history.append(table[taken, 0], values[taken])
        if (len(log.trace) or len(log.measures)) and not self._soon.isActive():
            self._soon.start()

    def clear(self) -> None:
        """Forget the run; the references stay."""
        for history in self._histories.values():
            history.clear()
        self._y = None
        self.update()

    def set_references(self, references: Sequence[Reference]) -> None:
        """Draw these lines to compare with; what is not finite is left out."""
        kept = tuple(
            line for line in references if math.isfinite(line.value) and not (self._log and line.value <= 0)
        )
        if kept != self._references:
            self._references = kept
            self._y = None
            self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the figures, the axes, the references and the curves."""
        px = self.appearance.px
        top = self._draw_headline(painter) + px(8)
        columns = min(MAX_COLUMNS, max(2, self.width()))
        curves = {key: self._scaled(history.columns(columns)) for key, history in self._histories.items()}
        span = self._range(curves)
        foot = QFontMetricsF(self.appearance.font(9)).height() + px(6)
        left = room_for_labels(self.appearance, span, self._log)
        area = QRectF(left, top, self.width() - left - px(2), self.height() - top - foot)
        if area.width() < 20 or area.height() < 20:
            return
        last = max(history.last_step for history in self._histories.values())
        axes = Axes(area, settle_steps(last), span, self._log)
        axes.draw(painter, self.appearance)
        self._draw_references(painter, axes)
        self._draw_curves(painter, axes, curves)
        self._label_references(painter, axes)
        if all(np.isnan(lows).all() for _, lows, _ in curves.values()):
            self.draw_message(painter, area, self._empty)

    def _newest(self, entry: Series) -> str:
        return numeral(self._histories[entry.key].latest, entry.digits)

    def _scaled(self, columns: Columns) -> Columns:
        steps, lows, highs = columns
        if not self._log:
            return columns
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = (np.where(end > 0, np.log10(end), np.nan) for end in (lows, highs))
        return steps, low, high

    def _range(self, curves: dict[str, Columns]) -> Span:
        lows = np.concatenate([lows for _, lows, _ in curves.values()])
        highs = np.concatenate([highs for _, _, highs in curves.values()])
        lines = [math.log10(line.value) if self._log else line.value for line in self._references]
        low, high = extent(lows, highs, lines)
        if self._log:
            # Whole decades: a tick at either end.
            return math.floor(low), max(math.ceil(high), math.floor(low) + 1)
        self._y = settle(low, high, self._y)
        return self._y

    def _draw_headline(self, painter: QPainter) -> float:
        gap = self.appearance.px(14)
        plain = self.appearance.font(10)
        bold = self.appearance.font(13, QFont.Weight.DemiBold, tabular=True)
        figures, words = QFontMetricsF(bold), QFontMetricsF(plain)
        x, base = 0.0, figures.ascent()
        if self._title:
            heading = self.appearance.font(10, QFont.Weight.DemiBold)
            painter.setFont(heading)
            painter.setPen(self.appearance.color("text"))
            painter.drawText(QPointF(x, base), self._title)
            x += QFontMetricsF(heading).horizontalAdvance(self._title) + gap
        for entry in self._series:
            painter.setPen(self.appearance.color(entry.token))
            painter.setFont(plain)
            painter.drawText(QPointF(x, base), entry.symbol)
            x += words.horizontalAdvance(entry.symbol + " ")
            painter.setFont(bold)
            painter.drawText(QPointF(x, base), self._newest(entry))
            x += figures.horizontalAdvance(self._newest(entry)) + gap
        return figures.height()

    def _draw_curves(self, painter: QPainter, axes: Axes, curves: dict[str, Columns]) -> None:
        painter.save()
        painter.setClipRect(axes.area.adjusted(0, -1, 0, 1))
        for entry in self._series:
            pen = self.appearance.pen(entry.token, 1.5)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            draw_segments(painter, trace(axes, *curves[entry.key]))
        painter.restore()

    def _draw_references(self, painter: QPainter, axes: Axes) -> None:
        for line in self._references:
            y = self._height(axes, line)
            painter.setPen(self.appearance.pen(line.token, 1.2, Qt.PenStyle.DashLine, 0.9))
            painter.drawLine(QPointF(axes.area.left(), y), QPointF(axes.area.right(), y))

    def _label_references(self, painter: QPainter, axes: Axes) -> None:
        font = self.appearance.font(9)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for line in self._references:
            size = (metrics.horizontalAdvance(line.label) + 4, metrics.height())
            box = place_label(size, self._height(axes, line), axes.area, taken, self.appearance.px(6))
            if box is not None:
                taken.append(box)
                painter.fillRect(box, self.appearance.color("card", 0.75))
                painter.setPen(self.appearance.color(line.token))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.label)

    def _height(self, axes: Axes, line: Reference) -> float:
        return float(axes.y_pixels(np.array(math.log10(line.value) if self._log else line.value)))


def extent(lows: NDArray[np.float64], highs: NDArray[np.float64], lines: Sequence[float]) -> Span:
    """What a y axis should hold: all curves and lines, save spikes that would flatten everything else.

    When the whole is more than four times as high as what nine tenths of the columns fill, those decide;
    a spike then leaves through the edge.
    """
    known = ~np.isnan(lows)
    if not known.any():
        return (min(lines), max(lines)) if lines else (0.0, 1.0)
    lows, highs = lows[known], highs[known]
    low, high = float(lows.min()), float(highs.max())
    most_low, most_high = float(np.quantile(lows, 0.05)), float(np.quantile(highs, 0.95))
    usual = most_high - most_low
    if usual > 0 and high - low > 4 * usual:
        low, high = max(low, most_low - usual / 2), min(high, most_high + usual / 2)
    return min([low, *lines]), max([high, *lines])


def trace(
    axes: Axes, steps: NDArray[np.float64], lows: NDArray[np.float64], highs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A curve of stretches as lines in pixels, shape (n, 4); broken where a stretch has no value.

    Each stretch is a line from its lowest to its highest value, every second one downwards, so that the
    ends that are joined lie close. A value without neighbours is a short dash.
    """
    x, low, high = axes.x_pixels(steps), axes.y_pixels(lows), axes.y_pixels(highs)
    if np.array_equal(lows, highs, equal_nan=True):
        points = np.stack((x, low), axis=1)
    else:
        ends = np.stack((low, high), axis=1)
        ends[1::2] = ends[1::2, ::-1]
        points = np.stack((np.repeat(x, 2), ends.ravel()), axis=1)
    alone = ~np.isnan(np.pad(low, 1, constant_values=np.nan))
    alone = alone[1:-1] & ~alone[:-2] & ~alone[2:]
    dashes = np.stack((x[alone] - 2, low[alone], x[alone] + 2, high[alone]), axis=1)
    return np.concatenate((np.hstack((points[:-1], points[1:])), dashes))
