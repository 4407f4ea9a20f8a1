"""Small pictures of many games beside each other, at the same step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ganplay.contract.games import Match
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.labels import Label
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.segments import Segments
from ganplay.gui.games.portrait import Portrait
from ganplay.gui.games.rule_run import RuleRun, game_for
from ganplay.gui.games.words import Words
from ganplay.gui.theme import Appearance
from ganplay.runtime.timers import single_shot

SCALE_SHARE = 3
"""The scale bar is the largest 1, 2 or 5 times a power of ten that fits so many times into the width."""
SCALE_GAP = 7
"""Pixels between the scale bar and the corner."""


class PanelPlot(Portrait):
    """A phase portrait with its title above, its scale inside and, below, each rule's radius."""

    LINE = 1.5
    DOT = 3

    clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent=parent, axes=False)
        self._title, self._chosen = "", False
        self.scale_bar = Segments(appearance, "text", 2.0, z=8)
        """As long as the number beside it says."""
        self.view.addItem(self.scale_bar)
        self.radii = Words(appearance, self, points=8.5)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.radii)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.canvas.scene().sigMouseClicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Nine of them on a projector."""
        return QSize(170, 150)

    def minimumSizeHint(self) -> QSize:
        """Small, but a circle can be told from a spiral."""
        return QSize(90, 90)

    def set_title(self, title: str, *, chosen: bool) -> None:
        """Have this title, in another colour if it is the one whose knobs are turned."""
        self._title, self._chosen = title, chosen
        self.setToolTip(f"{title}: click to look at it by itself. The bar is its own scale.")
        self.setAccessibleName(title)
        self._write_title()

    def words(self) -> list[Label]:
        """The length of the scale bar."""
        x_from, y, length = self.bar
        return [Label(x_from + length / 2, y, numeral(length, digits_of(length)), (0.5, 1.0), 2, "text")]

    @property
    def bar(self) -> tuple[float, float, float]:
        """The scale bar: its left end, x and y, and its length, a round number."""
        _, x_to, y_from, _ = self.plane
        gap = self.appearance.px(SCALE_GAP) / self.pixels_per_unit
        length = largest_round((x_to - self.plane[0]) / SCALE_SHARE)
        return x_to - gap - length, y_from + gap, length

    def readout_at(self, x: float, y: float) -> str:
        """What is known of the place under the pointer, in lines as short as the picture."""
        return "\n".join(self.facts_at(x, y))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on title or radii chooses it."""
        inside = self.canvas.geometry().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not inside:
            self.clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the new width."""
        super().resizeEvent(event)
        self._write_title()

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        self._write_title()

    def _draw_trajectories(self) -> None:
        super()._draw_trajectories()
        x, y, length = self.bar
        self.scale_bar.set_lines(np.array([(x, y, x + length, y)]))
        self.radii.set_words([(radius_word(run.radius_at(self._step)), run.token) for run in self._runs])

    def _write_title(self) -> None:
        metrics = QFontMetricsF(self.appearance.font(10))
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, 0.95 * self.width())
        self.set_headline((Figure(title, "accent" if self._chosen else "text", bold=self._chosen),))

    @Slot(object)
    def _on_clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.double():
            self.clicked.emit()


class Panels(QWidget):
    """A grid of small pictures, made one after the other; a click on one looks at it by itself."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.plots: list[PanelPlot] = []
        self._layers: frozenset[str] | None = None
        self._step = 0
        self._panels: tuple[tuple[str, Match, tuple[RuleRun, ...]], ...] = ()
        self._index = 0
        self._soon = single_shot(0, self)
        self._soon.timeout.connect(self._make_next)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_panels(self, panels: Sequence[tuple[str, Match, tuple[RuleRun, ...]]], chosen: int) -> None:
        """Have one plane for each; a dragged slider changes what is in them, not where they are."""
        self._panels, self._index = tuple(panels), chosen
        for index, plot in enumerate(self.plots):
            plot.setVisible(index < len(panels))
        columns = math.ceil(math.sqrt(len(panels)))
        for place in range(max(self._grid.rowCount(), self._grid.columnCount(), columns)):
            # Also where there is no picture yet, so that those that are there stay where they are.
            self._grid.setColumnStretch(place, int(place < columns))
            self._grid.setRowStretch(place, int(place * columns < len(panels)))
        for index in range(min(len(self.plots), len(panels))):
            self._show(index)
        if len(self.plots) < len(panels):
            self._soon.start()

    def show_step(self, step: int) -> None:
        """Draw all up to this step."""
        self._step = step
        for plot in self.plots:
            plot.show_step(step)

    def set_layers(self, layers: frozenset[str]) -> None:
        """Draw the field, the value, both or neither."""
        self._layers = layers
        for plot in self.plots:
            plot.set_layers(layers)

    def _show(self, index: int) -> None:
        """Bring one picture up to date, at its place."""
        plot, (title, match, runs) = self.plots[index], self._panels[index]
        row, column = divmod(index, math.ceil(math.sqrt(len(self._panels))))
        held = self._grid.itemAtPosition(row, column)
        if held is None or held.widget() is not plot:
            self._grid.removeWidget(plot)
            self._grid.addWidget(plot, row, column)
        plot.set_title(title, chosen=index == self._index)
        plot.show_runs(game_for(match.game), runs)

    @Slot()
    def _make_next(self) -> None:
        """Make one more: all nine at once would hold the window for half a second."""
        if len(self.plots) >= len(self._panels):
            return
        plot = PanelPlot(self._appearance, self)
        plot.clicked.connect(self._on_clicked)
        if self._layers is not None:
            plot.set_layers(self._layers)
        self.plots.append(plot)
        plot.show_step(self._step)
        self._show(len(self.plots) - 1)
        plot.show()
        self._soon.start()

    @Slot()
    def _on_clicked(self) -> None:
        plot = self.sender()
        assert isinstance(plot, PanelPlot)
        self.chosen.emit(self.plots.index(plot))

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._grid.setSpacing(self._appearance.px(6))


def largest_round(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is no more than ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(mark * power for mark in (1, 2, 5) if mark * power <= most)


def digits_of(length: float) -> int:
    """Decimals of a number with one figure."""
    return max(0, -math.floor(math.log10(length) + 1e-9))


def radius_word(radius: float) -> str:
    """A radius in three figures or a power of ten."""
    if np.isnan(radius):
        return "not played"
    if np.isinf(radius):
        return "gone"
    return numeral(radius, 2 if radius < 1000 else 0)
