"""One number on a line, with the stretch on which it usually lies."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from ganplay.gui.charts import export
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.segments import EMPTY, Segments
from ganplay.gui.theme import Appearance

HEIGHT = 60
"""Pixels: words, line and numbers."""

MARGIN = 0.01
"""Of the scale, beyond each end: room for the mark."""


class Gauge(Chart):
    """A name, the number, a line with a mark on it, and in words what the stretch or the tick is."""

    def __init__(self, name: str, token: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, rules=False, zoom_x_only=True)
        self.name = name
        self.value = math.nan
        self.note = ""
        self._token = token
        self._span: Range = (0.0, 1.0)
        self._band: Range | None = None
        self.line = Segments(appearance, "line", 5)
        self.band = Segments(appearance, "muted", 5, alpha=0.55, z=1)
        """The usual stretch; a tick where it is one number."""
        self.mark = Segments(appearance, token, 4, z=2)
        for item in (self.line, self.band, self.mark):
            self.view.addItem(item)
        # No numbers of y, but room for half of the first number of x.
        self.left.set_fixed_ticks([(0.0, "")])
        self.canvas.centralWidget.setContentsMargins(0, 0, OVERHANG, 0)
        self.setAccessibleName(name)
        self.restyle()
        self._draw()

    def minimumSizeHint(self) -> QSize:
        """A line of words, the line below it and its numbers."""
        return QSize(120, self.height())

    def set_scale(self, span: Range, band: Range | None, note: str) -> None:
        """What the line's ends mean, which stretch of it is usual, and what that is."""
        self._span, self._band, self.note = span, band, note
        self._draw()

    def show_value(self, value: float) -> None:
        """Move the mark; NaN takes it away."""
        self.value = value
        self._draw()

    def table(self) -> export.Table:
        """The number, and the ends of the usual stretch."""
        low, high = self._band or (math.nan, math.nan)
        return {self.name: [self.value], "usual_from": [low], "usual_to": [high]}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The number under the pointer, and whether it is a usual one."""
        low, high = self._band or (math.inf, -math.inf)
        return f"{self.name} {numeral(x)}{' (usual)' if low <= x <= high else ''}"

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        self.setFixedHeight(self.appearance.px(HEIGHT))
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the note to its room."""
        super().resizeEvent(event)
        self._write()

    def _draw(self) -> None:
        known = math.isfinite(self.value)
        low, high = self._span
        if known:
            low, high = min(low, self.value), max(high, self.value)
        room = MARGIN * (high - low)
        self.line.set_lines(np.array([(low - room, 0.0, high + room, 0.0)]))
        self.band.set_lines(self._stretch())
        self.mark.set_lines(np.array([(self.value, -0.9, self.value, 0.9)]) if known else EMPTY)
        self.show_range((low - room, high + room), (-1.0, 1.0))
        self._write()
        self.refresh_readout()

    def _stretch(self) -> np.ndarray:
        if self._band is None:
            return EMPTY
        low, high = self._band
        self.band.width = 5 if high > low else 2
        return np.array([(low, 0.0, high, 0.0) if high > low else (low, -0.6, high, 0.6)])

    def _write(self) -> None:
        """Name, number and note in one line."""
        look, number = self.appearance, numeral(self.value)
        words = QFontMetricsF(look.font(10, tabular=True))
        figures = QFontMetricsF(look.font(13, QFont.Weight.DemiBold, tabular=True))
        taken = words.horizontalAdvance(f"{self.name}  ") + figures.horizontalAdvance(number)
        room = self.width() - taken - words.horizontalAdvance("     ")
        note = words.elidedText(self.note, Qt.TextElideMode.ElideRight, max(0.0, room))
        self.set_headline((Figure(self.name, self._token, number), Figure(note, "muted")))
