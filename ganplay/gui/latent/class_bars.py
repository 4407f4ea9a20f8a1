"""What the frozen classifier reads in a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.pictures import NUMERALS
from ganplay.contract.snapshots import Array
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class ClassBars(Plot):
    """A bar for each class, the likeliest in full colour."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._names: tuple[str, ...] = ()
        self._shares: Array | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("probability of each class by the frozen classifier")
        self.setToolTip("A classifier trained on real digits, and frozen, says how likely each class is.")

    def sizeHint(self) -> QSize:
        """Ten bars and their names."""
        return QSize(224, self.appearance.px(64))

    @property
    def headline(self) -> str:
        """The likeliest class: ``reads as 3, 97 %``."""
        if self._shares is None or not self._names:
            return "no classifier"
        best = int(np.argmax(self._shares))
        return f"reads as {self._names[best]}, {self._shares[best]:.0%}"

    def show_classes(self, names: tuple[str, ...], shares: Array | None) -> None:
        """Show probabilities, shape (10,); None draws empty bars."""
        self._names, self._shares = names, shares
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the bars and their names."""
        look, px = self.appearance, self.appearance.px
        font = look.font(9, tabular=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        names = self._names or NUMERALS
        area = QRectF(0, px(2), self.width(), self.height() - metrics.height() - px(4))
        slot = area.width() / len(names)
        shares = np.zeros(len(names)) if self._shares is None else self._shares
        best = int(np.argmax(shares)) if self._shares is not None else -1
        for index, (name, share) in enumerate(zip(names, shares, strict=True)):
            left = area.left() + slot * index + 0.15 * slot
            bar = QRectF(left, area.bottom() - area.height() * share, 0.7 * slot, area.height() * share)
            painter.fillRect(bar, look.color("fake", 1.0 if index == best else 0.45))
            painter.setPen(look.color("text" if index == best else "muted"))
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, slot)
            middle = area.left() + slot * (index + 0.5) - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(middle, self.height() - metrics.descent()), text)
        painter.setPen(look.pen("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
