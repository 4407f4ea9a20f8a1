"""Axes with round ticks and the lines across at them, true at every zoom."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ganplay.gui.charts.numerals import decades, numeral, ticks
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

PIXELS_PER_TICK = {"bottom": 64, "left": 36, "right": 36}
TICK_POINTS = 9
GAP = 6
"""Pixels between the view and the numbers."""
OVERHANG = 12
"""Pixels by which the outermost numbers may stand beyond the ends of an axis."""
ONE_TWO_FIVE = 0.7
"""Decades above which a logarithmic axis has its numbers at 1, 2 and 5 rather than at equal distances."""
CLEAR = 3
"""Pixels next to the view on which an axis draws nothing, so that new data need no new axis: a change in the
view has everything painted that touches it or comes as near as two pixels."""
WIDEST = 10
"""Ticks among which the widest number is looked for when room is made for it."""


class ChartAxis(pg.AxisItem):
    """An axis without a line of its own: numbers at 1, 2 or 5 times a power of ten.

    On a logarithmic axis positions are exponents of ten, and the numbers are those of the data.
    """

    def __init__(self, side: str, appearance: Appearance, *, log: bool = False, unit: str = "") -> None:
        super().__init__(side, showValues=True, maxTickLength=0)
        self._appearance = appearance
        self._log = log
        self._unit = f" {unit}" if unit else ""
        self._marked: frozenset[float] = frozenset()
        self._labels: dict[float, str] = {}
        self._fixed: list[tuple[float, str]] | None = None
        self._room_for: tuple[float, float] | None = None
        """The range for which room has been made; None if type, title or names have changed since."""
        self.enableAutoSIPrefix(False)
        self.restyle()

    @property
    def log(self) -> bool:
        """Whether positions are exponents of ten."""
        return self._log

    def set_fixed_ticks(
        self, fixed: list[tuple[float, str]] | None, marked: frozenset[float] = frozenset()
    ) -> None:
        """Show these numbers or names, (position, text), instead of round ticks; None for round ticks.

        Those at ``marked`` positions have the colour of a warning.
        """
        if (fixed, marked) != (self._fixed, self._marked):
            self._fixed, self._marked = fixed, marked
            self._room_for = None
            self.picture = None
            self.update()

    def set_title(self, title: str) -> None:
        """Write beyond the numbers what the axis measures; empty for nothing."""
        if title != self.labelText:
            self.setLabel(title)
            self.restyle()
            self.resizeEvent()  # Which puts the title in the middle.

    def restyle(self) -> None:
        """Take colours and type from the appearance."""
        self._room_for = None
        look = self._appearance
        font = look.font(TICK_POINTS, tabular=True)
        self.setStyle(
            tickFont=font,
            tickTextOffset=look.px(GAP),
            autoExpandTextSpace=False,
            hideOverlappingLabels=OVERHANG,
            maxTickLevel=0,
        )
        self.setPen(None)
        self.setTextPen(look.color("muted"))
        self.label.setFont(font)
        if self.orientation == "bottom":
            self.setHeight(round(QFontMetricsF(font).height()) + look.px(GAP) + self._title_room)

    def make_room(self, low: float, high: float) -> None:
        """Set the width of a left axis so that the numbers of this range fit."""
        if self._room_for == (low, high):
            return
        self._room_for = low, high
        metrics = QFontMetricsF(self._appearance.font(TICK_POINTS, tabular=True))
        fixed = [text for _, text in self._fixed or ()]
        labels = fixed or [*self.ticks(low, high, WIDEST)[1], numeral(0.25)]
        widest = max(metrics.horizontalAdvance(label) for label in labels)
        width = math.ceil(widest) + self._appearance.px(GAP + 4) + self._title_room
        if self.fixedWidth != width:
            self.setWidth(width)

    def ticks(self, low: float, high: float, count: int) -> tuple[np.ndarray, list[str]]:
        """About ``count`` positions between two positions, with their labels."""
        if self._fixed is not None:
            inside = [(at, text) for at, text in self._fixed if low <= at <= high]
            return np.array([at for at, _ in inside]), [text for _, text in inside]
        if not self._log:
            positions, labels = ticks(low, high, count)
            return positions, [f"{label}{self._unit}" for label in labels]
        if high - low >= 2:
            return decades(low, high, count)
        if high - low > ONE_TWO_FIVE:
            powers = range(math.floor(low), math.ceil(high) + 1)
            values = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
            round_numbers = [value for value in values if low - 1e-9 <= math.log10(value) <= high + 1e-9]
            return np.log10(round_numbers), [
                numeral(value, max(0, -math.floor(math.log10(value)))) for value in round_numbers
            ]
        # Still less of a decade: round numbers of the data themselves.
        numbers, labels = ticks(10.0**low, 10.0**high, count)
        positive = numbers > 0
        return np.log10(numbers[positive]), [
            text for text, keep in zip(labels, positive, strict=True) if keep
        ]

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Positions of the ticks, as pyqtgraph asks for them."""
        count = max(2, round(size / self._appearance.px(PIXELS_PER_TICK[self.orientation])))
        low, high = sorted((minVal, maxVal))
        positions, labels = self.ticks(low, high, count)
        if self._fixed is not None and len(positions):
            positions, labels = self._thinned(positions, labels, size / (high - low))
        self._labels = dict(zip(positions.tolist(), labels, strict=True))
        # The distance of ticks matters to pyqtgraph's own labels alone.
        return [(1.0, positions.tolist())]

    def boundingRect(self) -> QRectF:
        """Where numbers may stand."""
        width, height = self.size().width(), self.size().height()
        if self.orientation == "bottom":
            return QRectF(-OVERHANG, CLEAR, width + 2 * OVERHANG, height - CLEAR)
        left = CLEAR if self.orientation == "right" else 0
        return QRectF(left, -OVERHANG, width - CLEAR, height + 2 * OVERHANG)

    def drawPicture(self, painter: QPainter, _axis: Any, _lines: Any, texts: Any) -> None:
        """Draw the numbers, those that are marked in the colour of a warning."""
        painter.setFont(self.style["tickFont"])
        warned = {self._labels[at] for at in self._marked if at in self._labels}
        for rect, flags, text in texts:
            painter.setPen(self._appearance.color("warn" if text in warned else "muted"))
            painter.drawText(rect, int(flags), text)

    def _updateLabel(self) -> None:
        """Set the title if there is one: pyqtgraph's takes as long as all the rest of an axis."""
        if self.labelText:
            super()._updateLabel()

    def generateDrawSpecs(self, painter: QPainter) -> Any:
        """Only the numbers: no line and no tick marks."""
        specs = super().generateDrawSpecs(painter)
        return specs and (specs[0], [], specs[2])

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """Labels of the ticks, as pyqtgraph asks for them."""
        return [self._labels.get(value, "") for value in values]

    @property
    def _title_room(self) -> int:
        """Pixels beyond the numbers for the title."""
        if not self.labelText:
            return 0
        return round(QFontMetricsF(self._appearance.font(TICK_POINTS, tabular=True)).height())

    def _thinned(
        self, positions: np.ndarray, labels: list[str], pixels_per_unit: float
    ) -> tuple[np.ndarray, list[str]]:
        """Names elided to their room; of numbers only each second, fifth, tenth ... so that none touch."""
        metrics = QFontMetricsF(self._appearance.font(TICK_POINTS, tabular=True))
        gap = float(np.diff(positions).min()) * pixels_per_unit if len(positions) > 1 else math.inf
        if not all(label.isdigit() for label in labels):
            room = gap - self._appearance.px(2)
            right = Qt.TextElideMode.ElideRight
            return positions, [
                metrics.elidedText(label, right, room) if math.isfinite(gap) else label for label in labels
            ]
        widest = max(metrics.horizontalAdvance(label) for label in labels) + self._appearance.px(GAP)
        stride = label_stride(len(labels), widest, gap)
        return positions[::stride], labels[::stride]


def label_stride(count: int, width: float, slot: float) -> int:
    """Number every place, or only each second, fifth, tenth ... so that no two numbers touch."""
    return next((stride for stride in (1, 2, 5, 10, 20, 50) if stride * slot >= width), count)


class Rules(ViewItem):
    """Thin lines across the view at the ticks of its left axis."""

    def __init__(self, axis: ChartAxis, appearance: Appearance) -> None:
        super().__init__()
        self._axis = axis
        self._appearance = appearance
        self.setZValue(-100)

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw the lines."""
        view = self.rect()
        # As long as pyqtgraph says that the axis is: else there are other ticks at some heights.
        length = self._axis.size().height() + 2
        ((_step, positions),) = self._axis.tickValues(view.top(), view.bottom(), length)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._appearance.pen("line", alpha=0.7))
        painter.drawLines([QLineF(view.left(), y, view.right(), y) for y in positions])
