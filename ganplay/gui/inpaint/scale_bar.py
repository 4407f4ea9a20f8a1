"""What the colours of a map mean."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.gui.inpaint.view_image import heat
from ganplay.gui.inpaint.views import View
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

_BAR = 72
_GAP = 5


class ScaleBar(Plot):
    """The colours of a view from 0 to its highest number, with both; empty for a grey picture."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._view: View | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_view(self, view: View) -> None:
        """Say what its colours mean."""
        self._view = view
        self.update()

    @property
    def labels(self) -> tuple[str, str]:
        """The numbers at both ends."""
        return ("0", f"{self._view.high:g}") if self._view is not None else ("", "")

    def sizeHint(self) -> QSize:
        """The bar and its numbers."""
        words = QFontMetricsF(self.appearance.font(9)).horizontalAdvance("0" + "0.5")
        return QSize(round(self.appearance.px(_BAR) + words + 2 * _GAP + 2), self.appearance.px(25))

    def draw(self, painter: QPainter) -> None:
        """Draw the strip between its numbers."""
        if self._view is None or not self._view.token:
            return
        look = self.appearance
        font = look.font(9, tabular=True)
        metrics = QFontMetricsF(font)
        low, high = self.labels
        colors = heat(np.linspace(0, 1, 256)[None], self._view.token, look)
        strip = QImage(np.ascontiguousarray(colors).data, 256, 1, 1024, QImage.Format.Format_RGB32).copy()
        right = self.width() - metrics.horizontalAdvance(high)
        box = QRectF(right - _GAP - look.px(_BAR), self.height() / 2 - 5, look.px(_BAR), 10)
        painter.drawImage(box, strip)
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        base = self.height() / 2 + metrics.capHeight() / 2
        painter.drawText(QPointF(right, base), high)
        painter.drawText(QPointF(box.left() - _GAP - metrics.horizontalAdvance(low), base), low)
