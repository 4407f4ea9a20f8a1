"""Recorded numbers over the steps of a run, beside what theory says they should read."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ganplay.contract.metrics import Columns
from ganplay.contract.snapshots import Log
from ganplay.gui.charts import export
from ganplay.gui.charts.bands import Band, Bands
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.ranges import settle, settle_steps
from ganplay.gui.charts.references import Reference, References
from ganplay.gui.charts.segments import Segments, joined
from ganplay.gui.history import History
from ganplay.gui.theme import Appearance
from ganplay.runtime.timers import single_shot

Stretches = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Steps, lowest and highest values, each of shape (n,)."""

MAX_COLUMNS = 500
"""Stretches of a curve that are drawn, two points each."""

REDRAW_MS = 66
"""A curve that grows is drawn at most this often: half as often as the points, and nobody sees it."""

LABELS_MS = 1000
"""Labels are moved out of the curves' way at most this often: the search takes longer than all else."""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: a column in a colour."""

    key: str
    token: str
    digits: int = 2


class CurvePlot(Chart):
    """Curves over the steps of one run, their newest values in large figures above.

    The wheel zooms along the steps, with more detail the nearer one looks; y then holds what is seen.
    """

    def __init__(
        self,
        appearance: Appearance,
        columns: Columns,
        series: Sequence[Series],
        *,
        title: str = "",
        log: bool = False,
        empty: str = "nothing recorded yet",
        parent: QWidget | None = None,
    ) -> None:
        """``columns`` are those of the logs; each of the ``series`` is one of them."""
        super().__init__(appearance, parent, log_y=log, zoom_x_only=True)
        self._series = tuple(series)
        metrics = [columns[entry.key] for entry in self._series]
        self._symbols = {metric.key: metric.symbol or metric.label for metric in metrics}
        self._floor_names = {
            metric.key: metric.floor_name
            if len(metrics) == 1
            else f"{self._symbols[metric.key]} {metric.floor_name}"
            for metric in metrics
        }
        self._title = title
        self._empty = empty
        self._histories = {entry.key: History() for entry in self._series}
        self._y: Range | None = None
        self._reached = 0.0
        self.references = References(self, appearance, log=log)
        self.marks = References(self, appearance)
        """Upright lines at the steps at which knobs were turned."""
        self.bands = Bands(appearance, log=log)
        self.view.addItem(self.bands)
        self.curves = {
            entry.key: Segments(appearance, entry.token, cap=Qt.PenCapStyle.SquareCap)
            for entry in self._series
        }
        for curve in self.curves.values():
            self.view.addItem(curve)
        self._soon = single_shot(REDRAW_MS, self)
        self._soon.timeout.connect(self.refresh)
        self._labels_soon = single_shot(LABELS_MS, self)
        self._labels_soon.timeout.connect(self._clear_labels)
        self.view.moved.connect(self._on_moved)
        self.view.followed.connect(self._on_moved)
        tips = (html.escape(f"{self._symbols[metric.key]}: {metric.help}") for metric in metrics)
        self.setToolTip("".join(f"<p>{tip}</p>" for tip in tips))  # As rich text, whose lines Qt breaks.
        self.setAccessibleName(", ".join(metric.label for metric in metrics))
        self.refresh()

    @property
    def headline(self) -> tuple[str, ...]:
        """The newest values in words, one a curve."""
        return tuple(f"{self._symbols[entry.key]} {self._newest(entry)}" for entry in self._series)

    def append(self, log: Log) -> None:
        """Take in what has been recorded since the last log."""
        for key, history in self._histories.items():
            history.append(*log.values(key))
        if (len(log.trace) or len(log.measures)) and not self._soon.isActive():
            self._soon.start()

    def mark(self, steps: Sequence[int]) -> None:
        """Draw an upright line at each of these steps."""
        self.marks.set_references([Reference(step, "", upright=True) for step in steps])

    def reach(self, step: float) -> None:
        """Have room for the steps up to this one, so that plots of one run have the same range of steps."""
        self._reached = step

    def clear(self) -> None:
        """Forget the run; the references stay."""
        self._reached = 0.0
        self.mark([])
        for history in self._histories.values():
            history.clear()
        self._y = None
        self.view.follow()
        self.refresh()

    def set_references(self, references: Sequence[Reference]) -> None:
        """Draw these lines to compare with; what is not finite is left out."""
        if self.references.set_references(references):
            self._y = None
            self.refresh()

    def show_floors(self, floors: Mapping[str, float], bands: Mapping[str, tuple[float, float]]) -> None:
        """Draw what a perfect model would read of each curve, where that is known: a band, or else a line."""
        lines: list[Reference] = []
        drawn: list[Band] = []
        for entry in self._series:
            key, token = entry.key, entry.token
            if key in bands:
                drawn.append(Band(*bands[key], token))
                lines.append(Reference(drawn[-1].high, f"{self._symbols[key]} of a perfect G", token))
            elif key in floors:
                lines.append(Reference(floors[key], self._floor_names[key], token))
        self.bands.set_bands(drawn)
        self.set_references(lines)

    def table(self) -> export.Table:
        """Steps, lowest and highest values of each curve; a short run is exact, row by row."""
        table: dict[str, NDArray[np.float64]] = {}
        for key, history in self._histories.items():
            steps, lows, highs = history.columns(len(history) or 1)
            table |= {f"{key}_step": steps, f"{key}_low": lows, f"{key}_high": highs}
        return table

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The step under the pointer and each curve's value there."""
        words = [f"step {max(0, round(x)):,}"]
        for entry in self._series:
            value = self._histories[entry.key].value_at(x)
            words.append(f"{self._symbols[entry.key]} {numeral(value, entry.digits)}")
        return "   ".join(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has been recorded while nobody looked."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Bring items, range and figures up to date with what has been recorded."""
        self.set_headline(self._headline_figures())
        if not self.isVisible() and any(len(history) for history in self._histories.values()):
            return
        last = max(self._reached, *(history.last_step for history in self._histories.values()))
        x = settle_steps(last) if self.follows else self.visible_range[0]
        columns = min(MAX_COLUMNS, max(2, self.width()))
        curves = {key: self._scaled(history.columns(columns, *x)) for key, history in self._histories.items()}
        for key, curve in curves.items():
            self.curves[key].set_lines(trace(*curve, dash=(x[1] - x[0]) / 150))
        y = self._range(curves)
        self.show_range(settle_steps(last), y)
        if not self.follows:
            self.view.setYRange(*y, padding=0)
        if not self._labels_soon.isActive():
            self._labels_soon.start()
        self.set_message(self._empty if all(np.isnan(lows).all() for _, lows, _ in curves.values()) else "")
        self.refresh_readout()

    @Slot()
    def _clear_labels(self) -> None:
        self.references.keep_clear_of([curve.lines for curve in self.curves.values()])

    @Slot()
    def _on_moved(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _newest(self, entry: Series) -> str:
        return numeral(self._histories[entry.key].latest, entry.digits)

    def _headline_figures(self) -> list[Figure]:
        title = [Figure(self._title, bold=True)] if self._title else []
        return title + [
            Figure(self._symbols[entry.key], entry.token, self._newest(entry)) for entry in self._series
        ]

    def _scaled(self, columns: Stretches) -> Stretches:
        steps, lows, highs = columns
        if not self.left.log:
            return columns
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = (np.where(end > 0, np.log10(end), np.nan) for end in (lows, highs))
        return steps, low, high

    def _range(self, curves: dict[str, Stretches]) -> Range:
        lows = np.concatenate([lows for _, lows, _ in curves.values()])
        highs = np.concatenate([highs for _, _, highs in curves.values()])
        low, high = value_range(lows, highs, self.references.positions)
        if self.left.log:
            # Whole decades: a tick at either end.
            return math.floor(low), max(math.ceil(high), math.floor(low) + 1)
        self._y = settle(low, high, self._y)
        return self._y


def value_range(lows: NDArray[np.float64], highs: NDArray[np.float64], lines: Sequence[float]) -> Range:
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
    steps: NDArray[np.float64], lows: NDArray[np.float64], highs: NDArray[np.float64], dash: float
) -> NDArray[np.float64]:
    """A curve of stretches as lines, shape (n, 4); broken where a stretch has no value.

    Each stretch is a line from its lowest to its highest value, every second one downwards, so that the
    ends that are joined lie close. A value without neighbours is a dash of half-width ``dash``.
    """
    if np.array_equal(lows, highs, equal_nan=True):
        points = np.stack((steps, lows), axis=1)
    else:
        ends = np.stack((lows, highs), axis=1)
        ends[1::2] = ends[1::2, ::-1]
        points = np.stack((np.repeat(steps, 2), ends.ravel()), axis=1)
    alone = ~np.isnan(np.pad(lows, 1, constant_values=np.nan))
    alone = alone[1:-1] & ~alone[:-2] & ~alone[2:]
    dashes = np.stack((steps[alone] - dash, lows[alone], steps[alone] + dash, highs[alone]), axis=1)
    return np.concatenate((joined(points), dashes))
