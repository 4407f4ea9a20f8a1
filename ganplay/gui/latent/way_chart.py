"""One number along two ways from A to B."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot

from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.references import Reference, References
from ganplay.gui.charts.segments import EMPTY, Segments, joined
from ganplay.gui.latent.geometry import Floats
from ganplay.gui.theme import Appearance

WAYS = (("straight", "pull"), ("arc", "accent"))
"""What each way is called, and its colour."""

STEPS = 11
"""Pictures on each way, both ends among them."""

SEEN = (-50.0 / (STEPS - 1), 100.0 + 50.0 / (STEPS - 1))
"""Per cent of the way that are shown: so far that each step lies below the middle of its picture."""


class WayChart(Chart):
    """A curve for each way over per cent of it, and a line at the picture that is looked at."""

    chosen = Signal(float)
    """A person clicked, or dragged the line, to this share of the way."""

    def __init__(self, word: str, digits: int, appearance: Appearance) -> None:
        """``word`` is what the number is called where the pointer is, ``digits`` its decimals."""
        super().__init__(appearance)
        self._word, self._digits = word, digits
        self._values: Floats | None = None
        self.curves = [Segments(appearance, token, 2, cap=Qt.PenCapStyle.SquareCap, z=1) for _, token in WAYS]
        self.references = References(self, appearance)
        self.marker = pg.InfiniteLine(angle=90, movable=True, bounds=(0, 100))
        self.marker.setZValue(20)
        self.marker.hide()
        for item in (*self.curves, self.marker):
            self.view.addItem(item)
        # The keys are those of both charts and the pictures together.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(self._on_clicked)
        self.marker.sigDragged.connect(self._on_dragged)
        self.restyle()

    def minimumSizeHint(self) -> QSize:
        """Low: two stand below each other."""
        return QSize(180, 56)

    def show_values(self, values: Floats | None, line: float | None, y: Range) -> None:
        """Show a number along both ways, shape (2, T), evenly from A to B, beside a value to compare with."""
        self._values = values
        self.set_message("" if values is not None else "no score")
        for way, curve in enumerate(self.curves):
            curve.set_lines(
                joined(np.stack((self._shares, values[way]), axis=1)) if values is not None else EMPTY
            )
        self.references.set_references([] if line is None or values is None else [Reference(line, "")])
        self.show_range(SEEN, y)
        self.refresh_readout()

    def say(self, words: str) -> None:
        """Write above the curves what they are."""
        self.set_headline((Figure(words, "muted"),))

    def mark(self, share: float | None) -> None:
        """Put the line there; None takes it away."""
        self.marker.setVisible(share is not None)
        if share is not None:
            self.marker.setValue(100 * share)

    def table(self) -> export.Table:
        """The number along both ways."""
        if self._values is None:
            return {}
        ways = {word: self._values[way] for way, (word, _) in enumerate(WAYS)}
        return {"per_cent_of_the_way": self._shares, **ways}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The place on the way, and the number there on both."""
        if self._values is None or not 0 <= x <= 100:
            return ""
        words = [f"{x:.0f} % of the way"]
        for way, (word, _) in enumerate(WAYS):
            number = float(np.interp(x, self._shares, self._values[way]))
            words.append(f"{word}: {self._word} {numeral(number, self._digits)}")
        return "   ".join(words)

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        self.marker.setPen(self.appearance.pen("fake", 2))
        self.marker.setHoverPen(self.appearance.pen("fake", 3.5))

    @property
    def _shares(self) -> Floats:
        assert self._values is not None
        return np.linspace(0.0, 100.0, self._values.shape[1])

    @Slot(QPointF)
    def _on_clicked(self, place: QPointF) -> None:
        self.chosen.emit(place.x() / 100)

    @Slot(object)
    def _on_dragged(self, marker: pg.InfiniteLine) -> None:
        self.chosen.emit(marker.value() / 100)
