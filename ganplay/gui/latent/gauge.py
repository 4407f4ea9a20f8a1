"""One number on a line, with the stretch on which it usually lies."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class Gauge(Plot):
    """A name, the number, a line with a mark on it, and in words what the stretch or the tick is."""

    def __init__(self, name: str, token: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.name = name
        self.value = math.nan
        self.note = ""
        self._token = token
        self._span = (0.0, 1.0)
        self._band: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line of words and the line below it."""
        return QSize(224, self.appearance.px(34))

    def set_scale(self, span: tuple[float, float], band: tuple[float, float] | None, note: str) -> None:
        """What the line's ends mean, which stretch of it is usual, and what that is."""
        self._span, self._band, self.note = span, band, note
        self.update()

    def show_value(self, value: float) -> None:
        """Move the mark; NaN takes it away."""
        self.value = value
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the words, the line, the stretch and the mark."""
        look, px = self.appearance, self.appearance.px
        plain, bold = look.font(10), look.font(13, QFont.Weight.DemiBold, tabular=True)
        words, figures = QFontMetricsF(plain), QFontMetricsF(bold)
        base = figures.ascent()
        painter.setFont(plain)
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(0, base), self.name)
        x = words.horizontalAdvance(self.name) + px(6)
        painter.setFont(bold)
        painter.setPen(look.color(self._token))
        text = numeral(self.value)
        painter.drawText(QPointF(x, base), text)
        x += figures.horizontalAdvance(text) + px(8)
        small = look.font(9)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        note = metrics.elidedText(self.note, Qt.TextElideMode.ElideRight, self.width() - x)
        # On a whole pixel: hinted letters may be a little wider than they are said to be.
        left = int(self.width() - metrics.horizontalAdvance(note)) - 1
        painter.drawText(QPointF(left, base), note)
        line = QRectF(0, self.height() - px(9), self.width(), px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("line"))
        painter.drawRoundedRect(line, px(2), px(2))
        if self._band is not None:
            low, high = (self._x(end) for end in self._band)
            painter.setBrush(look.brush("muted", 0.55))
            painter.drawRoundedRect(QRectF(low, line.top(), max(2.0, high - low), line.height()), 2, 2)
        if math.isfinite(self.value):
            x = self._x(self.value)
            painter.setBrush(look.brush(self._token))
            painter.drawRoundedRect(QRectF(x - px(2), line.top() - px(3), px(4), line.height() + px(6)), 2, 2)

    def _x(self, value: float) -> float:
        low, high = self._span
        share = (value - low) / (high - low) if high > low else 0.5
        return 2 + min(max(share, 0.0), 1.0) * (self.width() - 4)
