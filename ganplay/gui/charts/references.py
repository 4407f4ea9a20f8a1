"""Dashed lines across a chart at values to compare with, each with a short label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt

from ganplay.gui.theme import Appearance

if TYPE_CHECKING:
    from ganplay.gui.charts.chart import Chart

LABEL_SHARE = 0.3
"""Part of the width that a label may take: the next line's label stands so far to its left."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value to compare with, its label (or none) and its colour's token; ``upright`` is a value of x."""

    value: float
    label: str
    token: str = "muted"
    upright: bool = False


class References(QObject):
    """The references of one chart as pyqtgraph's infinite lines; on a logarithmic axis at their exponents."""

    def __init__(self, chart: Chart, appearance: Appearance, *, log: bool = False) -> None:
        super().__init__(chart)
        self._view = chart.view
        self._appearance = appearance
        self._log = log
        self._references: tuple[Reference, ...] = ()
        self.lines: list[pg.InfiniteLine] = []
        """One for each reference that is drawn, in order."""
        appearance.changed.connect(self._draw)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references that are drawn."""
        return self._references

    @property
    def positions(self) -> list[float]:
        """Where the lines across stand, in the units of the axis."""
        return [self._position(reference) for reference in self._references if not reference.upright]

    def set_references(self, references: Sequence[Reference]) -> bool:
        """Draw these, leaving out what is not finite; whether anything has changed."""
        kept = tuple(
            reference
            for reference in references
            if math.isfinite(reference.value)
            and not (self._log and not reference.upright and reference.value <= 0)
        )
        if kept == self._references:
            return False
        self._references = kept
        self._draw()
        return True

    def _position(self, reference: Reference) -> float:
        return math.log10(reference.value) if self._log and not reference.upright else reference.value

    def _draw(self) -> None:
        for line in self.lines:
            self._view.removeItem(line)
        self.lines = []
        look = self._appearance
        for index, reference in enumerate(self._references):
            share = 0.98 - LABEL_SHARE * (index % 3)
            line = pg.InfiniteLine(
                self._position(reference),
                angle=90 if reference.upright else 0,
                pen=look.pen(reference.token, 1.2, Qt.PenStyle.DashLine, 0.9),
                label=reference.label or None,  # An empty one would be a spot of the card's colour.
                labelOpts={
                    "position": 0.98 if reference.upright else share,
                    # Below a line in the upper half, above one in the lower: never out of the picture.
                    "anchors": [(0.5, 0.0)] * 2 if reference.upright else [(1.0, 0.0), (1.0, 1.0)],
                    "color": look.color(reference.token),
                    "fill": look.color("card", 0.75),
                },
            )
            if reference.label:
                line.label.setFont(look.font(9))
            line.setZValue(10)
            self._view.addItem(line)
            self.lines.append(line)
