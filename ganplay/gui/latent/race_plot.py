"""Two ways from one z to another: their pictures, their lengths, what D and a classifier say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.latent import Drawn
from ganplay.contract.objectives import Loss, Minimax
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.charts.chart import Range
from ganplay.gui.charts.ranges import settle
from ganplay.gui.charts.zoom_together import ZoomTogether
from ganplay.gui.latent.film_strips import FilmStrips
from ganplay.gui.latent.geometry import Floats
from ganplay.gui.latent.scores import meaning
from ganplay.gui.latent.way_chart import STEPS, WayChart
from ganplay.gui.sheets.keyed import Keyed
from ganplay.gui.theme import Appearance

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

GAP = 5
"""Pixels between the pictures and the curves."""

PROBABILITIES = (-0.03, 1.03)
"""From 0 to 1, and room for the width of a curve at either."""


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """|z| along both ways, shape (2, T), evenly from 0 to 1, and the shell that it is held against."""

    ways: Floats
    shell: float


class RacePlot(Keyed):
    """Two film strips; below them |z| and D along both ways. A click shows the picture of that place."""

    KEYS = frozenset((*ARROWS, Qt.Key.Key_Up, Qt.Key.Key_Down))

    chosen = Signal(int, float)
    """A way (0 or 1) and how far along it, 0 to 1."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.strips = FilmStrips(appearance)
        self.lengths_chart = WayChart("|z|", 2, appearance)
        self.scores_chart = WayChart("D", 3, appearance)
        self.lengths: Lengths | None = None
        """What the upper curves show."""
        self._loss: Loss = Minimax()
        self._spans: list[Range | None] = [None, None]
        for part in (self.strips, *self._charts):
            part.setParent(self)
        ZoomTogether(self._charts, self)
        self.lengths_chart.say("|z|, and the shell on which z was drawn (dashed)")
        self.scores_chart.bottom.set_title("% of the way from A to B")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("straight way and arc between A and B")
        self.strips.chosen.connect(self._choose)
        for chart in self._charts:
            chart.chosen.connect(self._on_share_chosen)
        appearance.changed.connect(self._lay_out)
        self.begin((), self._loss)

    @property
    def way(self) -> int:
        """The way whose picture is looked at."""
        return self.strips.way

    @property
    def share(self) -> float:
        """How far along the way that picture is, 0 to 1."""
        return self.strips.share

    @property
    def drawn(self) -> Drawn | None:
        """The pictures, the straight way first."""
        return self.strips.drawn

    def sizeHint(self) -> QSize:
        """Strips and curves."""
        return QSize(560, 360)

    def minimumSizeHint(self) -> QSize:
        """Half of that."""
        return QSize(280, 200)

    def begin(self, names: tuple[str, ...], loss: Loss) -> None:
        """Another model, whose classifier and D speak of these."""
        self._loss = loss
        self.lengths = None
        self._spans = [None, None]
        self.strips.begin(names)
        self.strips.message = "drawing both ways"
        self.scores_chart.say(f"D ({meaning(loss)})")
        self._show_scores()
        for chart in self._charts:
            chart.mark(None)
            chart.hide()
        self._lay_out()

    def show_lengths(self, lengths: Lengths) -> None:
        """Show how long z is along both ways, which needs no network."""
        self.lengths = lengths
        self.strips.message = ""
        self.lengths_chart.show_values(
            lengths.ways, lengths.shell, self._span(0, lengths.ways, (0.0, lengths.shell))
        )
        for chart in self._charts:
            chart.show()
        self._lay_out()

    def show_pictures(self, drawn: Drawn) -> None:
        """Show 2 x 11 pictures, the straight way first, with what is said of them."""
        self.strips.show_pictures(drawn)
        self._show_scores()
        self._lay_out()

    def mark(self, way: int, share: float) -> None:
        """Put the marker there."""
        self.strips.mark(way, share)
        for chart in self._charts:
            chart.mark(share)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with Left and Right, change the way with Up and Down, see all of the curves with A."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(self.way, self.share + step / (4 * (STEPS - 1)))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(int(event.key() == Qt.Key.Key_Down), self.share)
        else:
            self.lengths_chart.keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out below each other."""
        super().resizeEvent(event)
        self._lay_out()

    @property
    def _charts(self) -> tuple[WayChart, WayChart]:
        return self.lengths_chart, self.scores_chart

    def _span(self, which: int, values: Floats, others: tuple[float, ...]) -> Range:
        """The range of a chart, which holds still while it can."""
        ends = (float(values.min()), float(values.max()), *others)
        span = self._spans[which] = settle(min(ends), max(ends), self._spans[which])
        return span

    def _show_scores(self) -> None:
        drawn, likely = self.drawn, self._loss.probability
        if drawn is None or drawn.scores is None:
            self.scores_chart.show_values(None, None, PROBABILITIES)
            return
        scores = drawn.scores.astype(np.float64).reshape(2, STEPS)
        span = PROBABILITIES if likely else self._span(1, scores, ())
        self.scores_chart.show_values(scores, 0.5 if likely else None, span)

    @Slot()
    def _lay_out(self) -> None:
        """Let the curves begin and end with the strips above them."""
        if self.lengths is None:
            self.strips.setGeometry(self.rect())
            return
        left = max(self.strips.words_width, *(chart.left.minimumWidth() for chart in self._charts))
        # The curves need room too.
        side = max(8.0, min((self.width() - left - OVERHANG) / STEPS, self.height() * 0.2))
        width = round(left + side * STEPS + OVERHANG)
        self.strips.place(left, (width - left - OVERHANG) / STEPS)
        top = self.strips.wanted_height + self.appearance.px(GAP)
        self.strips.setGeometry(0, 0, self.width(), top)
        room = (self.height() - top) // 2
        for index, chart in enumerate(self._charts):
            chart.left.setWidth(left)
            chart.setGeometry(0, top + index * room, width, room)

    @Slot(float)
    def _on_share_chosen(self, share: float) -> None:
        self._choose(self.way, share)

    @Slot(int, float)
    def _choose(self, way: int, share: float) -> None:
        share = min(max(share, 0.0), 1.0)
        self.mark(way, share)
        self.chosen.emit(way, share)
