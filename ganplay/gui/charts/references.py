"""Dashed lines across a chart at values to compare with, each with a short label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Slot

from ganplay.gui.charts.label_places import Box, Place, box_at, find_place
from ganplay.gui.charts.segments import EMPTY, Floats
from ganplay.gui.theme import Appearance

if TYPE_CHECKING:
    from ganplay.gui.charts.chart import Chart

LABEL_SHARE = 0.3
"""How far to the left of a line's label the next one's stands, before it is known what they would cover."""


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
        self._curves: Floats = EMPTY
        self._places: list[Place] = []
        appearance.changed.connect(self._draw)
        chart.view.sigResized.connect(self._place_labels)
        chart.view.sigRangeChanged.connect(self._place_labels)

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

    def keep_clear_of(self, curves: Sequence[Floats]) -> None:
        """Have the labels of lines across where no curve is; one that is clear stays.

        Args:
            curves: pieces of curves x1, y1, x2, y2 in the units of the axes, each of shape (n, 4).
        """
        self._curves = np.concatenate(curves) if curves else EMPTY
        self._place_labels()

    @Slot()
    def _place_labels(self) -> None:
        (x_from, x_to), (y_from, y_to) = self._view.viewRange()
        width, height = self._view.width(), self._view.height()
        if not self._references or width <= 0 or height <= 0:
            return
        scale = np.array((width / (x_to - x_from), height / (y_from - y_to)))
        corner = np.array((x_from, y_to))
        curves = ((self._curves.reshape(-1, 2) - corner) * scale).reshape(-1, 4)
        curves = curves[np.isfinite(curves).all(axis=1)]
        heights = [
            math.nan if line.upright else (self._position(line) - y_to) * scale[1]
            for line in self._references
        ]
        taken: list[Box] = []
        for index, (reference, line) in enumerate(zip(self._references, self.lines, strict=True)):
            if reference.upright or not reference.label:
                continue
            bounds = line.label.boundingRect()
            size, view = (bounds.width(), bounds.height()), (width, height)
            others = [y for other, y in enumerate(heights) if other != index and math.isfinite(y)]
            place = find_place(self._places[index], heights[index], size, view, curves, taken, others)
            taken.append(box_at(place, heights[index], size, view))
            if place != self._places[index]:
                self._places[index] = place
                line.label.anchors = _anchors(place)
                line.label.setPosition(place.share)

    def _position(self, reference: Reference) -> float:
        return math.log10(reference.value) if self._log and not reference.upright else reference.value

    def _draw(self) -> None:
        for line in self.lines:
            self._view.removeItem(line)
        self.lines, self._places = [], []
        look, (low, high) = self._appearance, self._view.viewRange()[1]
        for index, reference in enumerate(self._references):
            position = self._position(reference)
            place = Place(0.98 - LABEL_SHARE * (index % 3), position < (low + high) / 2)
            line = pg.InfiniteLine(
                position,
                angle=90 if reference.upright else 0,
                pen=look.pen(reference.token, 1.2, Qt.PenStyle.DashLine, 0.9),
                label=reference.label or None,  # An empty one would be a spot of the card's colour.
                labelOpts={
                    "position": 0.98 if reference.upright else place.share,
                    "anchors": [(0.5, 0.0)] * 2 if reference.upright else _anchors(place),
                    "color": look.color(reference.token),
                    "fill": look.color("card", 0.75),
                },
            )
            if reference.label:
                line.label.setFont(look.font(9))
            line.setZValue(10)
            self._view.addItem(line)
            self.lines.append(line)
            self._places.append(place)
        self._place_labels()


def _anchors(place: Place) -> list[tuple[float, float]]:
    """Which point of a label lies on its line, in pyqtgraph's words: on either side of the view's middle."""
    return [(1.0, 1.0 if place.above else 0.0)] * 2
