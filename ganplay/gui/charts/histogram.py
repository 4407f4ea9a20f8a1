"""Histograms over one axis, each in per cent of its own total."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from ganplay.contract.views import Histogram
from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Range
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.references import Reference, References
from ganplay.gui.charts.view_chart import ViewChart
from ganplay.gui.theme import Appearance

HEADROOM = 1.05
"""Height of the picture to that of the highest bar."""


class HistogramPlot(ViewChart):
    """One histogram for each token of a colour; the height of a bar is the per cent of its own counts."""

    def __init__(self, appearance: Appearance, tokens: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.curves: dict[str, pg.PlotCurveItem] = {}
        """The outlines by token; only those that show something are in the view."""
        self.references = References(self, appearance)
        self._alpha = 0.75 if len(tokens) == 1 else 0.55
        self._tokens = tuple(tokens)
        self._histograms: dict[str, Histogram] = {}

    def show_histograms(self, histograms: Sequence[Histogram], span: Range) -> None:
        """Draw one histogram for each token, in order, over this range of x."""
        self._histograms = dict(zip(self._tokens, histograms, strict=True))
        top = 0.0
        for token, histogram in self._histograms.items():
            share = per_cent(histogram)
            top = max(top, float(share.max()))
            if token not in self.curves:
                # An item with steps raises when it is drawn without data: it is made with the first.
                self.curves[token] = pg.PlotCurveItem(
                    histogram.edges, share, stepMode="center", fillLevel=0, pen=None, brush=self._brush(token)
                )
                self.view.addItem(self.curves[token])
            else:
                self.curves[token].setData(histogram.edges, share, stepMode="center")
        self.set_message("")
        self.show_range(span, (0.0, HEADROOM * top))
        self.refresh_readout()

    def clear(self, message: str) -> None:
        """Show nothing, and say why."""
        for curve in self.curves.values():
            self.view.removeItem(curve)
        self.curves.clear()
        self._histograms.clear()
        self.set_message(message)

    def table(self) -> export.Table:
        """Edges and counts of each histogram."""
        return {
            f"{token}_{name}": column
            for token, histogram in self._histograms.items()
            for name, column in (("edge", histogram.edges), ("count", histogram.counts))
        }

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The value under the pointer and how many per cent have it."""
        words = [numeral(x, 3)]
        for histogram in self._histograms.values():
            at = int(np.searchsorted(histogram.edges, x, side="right")) - 1
            inside = 0 <= at < len(histogram.counts)
            words.append(f"{numeral(float(per_cent(histogram)[at]) if inside else 0.0, 1)} %")
        return "   ".join(words)

    def restyle(self) -> None:
        """Colour the bars anew."""
        super().restyle()
        for token, curve in self.curves.items():
            curve.setBrush(self._brush(token))

    def _brush(self, token: str) -> pg.QtGui.QBrush:
        return self.appearance.brush(token, self._alpha)


def per_cent(histogram: Histogram) -> np.ndarray:
    """Counts, shape (B,), as per cent of their sum."""
    shares: np.ndarray = 100 * histogram.counts / histogram.counts.sum()
    return shares


def reference_at(value: float, label: str) -> Reference:
    """An upright line at a value of x."""
    return Reference(value, label, "text", upright=True)
