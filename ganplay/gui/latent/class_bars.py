"""What the frozen classifier reads in a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ganplay.contract.pictures import NUMERALS
from ganplay.contract.snapshots import Array
from ganplay.gui.charts import export
from ganplay.gui.charts.bars import Bars
from ganplay.gui.charts.chart import Chart
from ganplay.gui.theme import Appearance


class ClassBars(Chart):
    """A bar for each class, its probability in per cent; the likeliest in full colour."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, unit="%")
        self._names: tuple[str, ...] = ()
        self._shares: Array | None = None
        self.bars = {best: Bars(appearance, "fake", alpha=1.0 if best else 0.45) for best in (True, False)}
        """The bar of the likeliest class and those of the others; x is the class's index."""
        for item in self.bars.values():
            self.view.addItem(item)
        self.setAccessibleName("probability of each class by the frozen classifier")
        self.setToolTip("A classifier trained on real digits, and frozen, says how likely each class is.")
        self._draw()

    def sizeHint(self) -> QSize:
        """Ten bars and their names."""
        return QSize(224, self.appearance.px(64))

    def minimumSizeHint(self) -> QSize:
        """Low."""
        return QSize(160, self.appearance.px(56))

    @property
    def headline(self) -> str:
        """The likeliest class: ``reads as 3, 97 %``."""
        if self._shares is None or not self._names:
            return "no classifier"
        best = int(np.argmax(self._shares))
        return f"reads as {self._names[best]}, {self._shares[best]:.0%}"

    def show_classes(self, names: tuple[str, ...], shares: Array | None) -> None:
        """Show probabilities, shape (10,); None draws no bars."""
        self._names, self._shares = names, shares
        self._draw()

    def table(self) -> export.Table:
        """The probability of each class, from 0 to 1."""
        return {"class": self._names, "probability": self._shares} if self._shares is not None else {}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The probability of the class under the pointer."""
        index = round(x)
        if self._shares is None or not 0 <= index < len(self._names):
            return ""
        share = 100 * float(self._shares[index])
        words = f"{share:.1f} %" if share >= 0.05 else "below 0.1 %"
        return f"{self._names[index]}: {words}"

    def _draw(self) -> None:
        names = self._names or NUMERALS
        shares = np.zeros(len(names)) if self._shares is None else np.asarray(self._shares, dtype=float)
        likeliest = np.arange(len(names)) == np.argmax(shares)
        for best, bars in self.bars.items():
            chosen = np.flatnonzero((likeliest == best) & (shares > 0))
            bars.set_bars(chosen, 100 * shares[chosen])
        self.bottom.set_fixed_ticks(list(enumerate(names)))
        self.show_range((-0.5, len(names) - 0.5), (0.0, 100.0))
        self.refresh_readout()
