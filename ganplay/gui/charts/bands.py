"""Bands across a chart: between which values a reading is as good as chance lets it be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

ALPHA = 0.16
"""Opacity: the curve in the band is of the same colour."""


@dataclass(frozen=True, slots=True)
class Band:
    """Values from ``low`` to ``high`` in the colour of a token."""

    low: float
    high: float
    token: str


class Bands(ViewItem):
    """Bands over the whole width; on a logarithmic axis one that reaches 0 or below goes to the bottom."""

    def __init__(self, appearance: Appearance, *, log: bool = False) -> None:
        super().__init__()
        self._appearance = appearance
        self._log = log
        self._bands: tuple[Band, ...] = ()
        self.setZValue(-10)

    @property
    def bands(self) -> tuple[Band, ...]:
        """What is drawn."""
        return self._bands

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Lower and upper end of each band, in the units of the axis."""
        return [(self._position(band.low), self._position(band.high)) for band in self._bands]

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Draw these from now on."""
        kept = tuple(band for band in bands if band.high > 0 or not self._log)
        if kept != self._bands:
            self._bands = kept
            self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Fill the part of each band that is in view."""
        view = self.rect()
        for band, (low, high) in zip(self._bands, self.spans, strict=True):
            low, high = max(low, view.top()), min(high, view.bottom())
            if low < high:
                area = QRectF(view.left(), low, view.width(), high - low)
                painter.fillRect(area, self._appearance.color(band.token, ALPHA))

    def _position(self, value: float) -> float:
        if not self._log:
            return value
        return math.log10(value) if value > 0 else -math.inf
