"""How the parameters of D are spread, and whether they pile up at the clipping bounds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Frame
from ganplay.gui.plots.histogram import Mark, draw_histograms
from ganplay.gui.plots.numerals import MINUS
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class WeightsPlot(Plot):
    """A histogram of D's parameters; with weight clipping, the bounds as dashed lines."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._frame: Frame | None = None
        self._bound: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("histogram of D's weights")
        self.setToolTip("How many of D's weights and biases have which value, in per cent of all.")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 160)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks."""
        return QSize(180, 90)

    def show_frame(self, frame: Frame | None) -> None:
        """Draw a moment of a run, or the empty state."""
        self._frame = frame
        self.update()

    def set_bound(self, bound: float | None) -> None:
        """The bound c of weight clipping; None without it."""
        if bound != self._bound:
            self._bound = bound
            self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the histogram over its axes."""
        weights = self._frame.weights if self._frame is not None else None
        if weights is None or not weights.counts.sum() > 0:
            self.draw_message(painter, QRectF(self.rect()), "how D's weights are spread, once they are there")
            return
        x_from, x_to = float(weights.edges[0]), float(weights.edges[-1])
        marks: list[Mark] = []
        if self._bound is not None:
            # Room beside the bounds, so that a pile on them is seen whole.
            x_from, x_to = min(x_from, -1.15 * self._bound), max(x_to, 1.15 * self._bound)
            marks = [(-self._bound, f"{MINUS}c"), (self._bound, "+c")]
        draw_histograms(
            painter,
            self.appearance,
            QRectF(self.rect()),
            [(weights, "critic")],
            (x_from, x_to),
            "% of D's weights",
            marks,
        )
