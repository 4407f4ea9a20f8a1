"""How the parameters of D are spread, and whether they pile up at the clipping bounds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.settings import Settings
from ganplay.contract.views import WeightsView
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.histogram import HistogramPlot, reference_at
from ganplay.gui.charts.numerals import MINUS
from ganplay.gui.theme import Appearance

BESIDE_BOUNDS = 1.15
"""How far beyond the clipping bounds the picture reaches, so that a pile on them is seen whole."""


class WeightsPlot(HistogramPlot):
    """A histogram of D's parameters; with weight clipping, the bounds as dashed lines."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, ("critic",), parent)
        self._bound: float | None = None
        self.setAccessibleName("histogram of D's weights")
        self.setToolTip("How many of D's weights and biases have which value, in per cent of all.")
        self.set_headline((Figure("% of D's weights", "muted"),))
        self._draw()

    def show_settings(self, settings: Settings) -> None:
        """Show the bound of weight clipping."""
        self.set_bound(settings.penalty.weight_bound)

    def set_bound(self, bound: float | None) -> None:
        """Show the bound c of weight clipping; None without it."""
        if bound != self._bound:
            self._bound = bound
            self._draw()

    def _draw(self) -> None:
        bound = self._bound
        marks = [] if bound is None else [reference_at(-bound, f"{MINUS}c"), reference_at(bound, "+c")]
        self.references.set_references(marks)
        weights = self.shown.histogram if isinstance(self.shown, WeightsView) else None
        if weights is None or not weights.counts.sum() > 0:
            self.clear("how D's weights are spread, once they are there")
            return
        low, high = float(weights.edges[0]), float(weights.edges[-1])
        if bound is not None:
            low, high = min(low, -BESIDE_BOUNDS * bound), max(high, BESIDE_BOUNDS * bound)
        self.show_histograms((weights,), (low, high))
