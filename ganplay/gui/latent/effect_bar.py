"""How much a slider changes the picture, as a bar that is filled from below."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

WIDTH = 6
"""Logical pixels."""


class EffectBar(PaintedWidget):
    """Upright, so that nobody takes it for a slider; NaN draws nothing."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.share = math.nan
        """The effect as a share of the largest."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_share(self, share: float) -> None:
        """Fill this share of it."""
        self.share = share
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of words at least."""
        return QSize(self.appearance.px(WIDTH), self.appearance.px(14))

    @property
    def filled(self) -> QRectF:
        """The part in colour."""
        height = self.height() * self.share
        return QRectF(0, self.height() - height, self.width(), height)

    def draw(self, painter: QPainter) -> None:
        """Draw the whole in grey and the share in colour."""
        if math.isfinite(self.share):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(self.rect()), self.appearance.color("line"))
            painter.fillRect(self.filled, self.appearance.color("pull"))
