"""What the colours of a surface mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Surface
from ganplay.gui.plots.numerals import MINUS, power_of_ten
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

_BAR = 12
_GAP = 6


class ColourBar(Plot):
    """The surface's colours from low to high with three numbers and its title; empty without a surface."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._ends = (0.0, 0.5, 1.0)
        self._title = ""
        self._strip = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.restyle()

    def sizeHint(self) -> QSize:
        """Room for the widest number."""
        metrics = QFontMetricsF(self.appearance.font(9))
        px = self.appearance.px
        return QSize(round(px(_BAR) + 2 * px(_GAP) + metrics.horizontalAdvance("−0.062")), 160)

    def show_surface(self, surface: Surface | None) -> None:
        """Say what these colours mean; nothing for None."""
        ends = (surface.low, surface.neutral, surface.high) if surface is not None else self._ends
        title = surface.title if surface is not None else ""
        if (ends, title) != (self._ends, self._title):
            self._ends, self._title = ends, title
            self.setAccessibleName(title)
            self.update()

    @property
    def title(self) -> str:
        """What the surface is; empty without one."""
        return self._title

    @property
    def labels(self) -> tuple[str, str, str]:
        """The numbers at the low end, in the middle and at the high end."""
        low, neutral, high = (_short(end) for end in self._ends)
        return low, neutral, high

    def restyle(self) -> None:
        """Make the strip of colours anew."""
        table = self.appearance.surface_table()[::-1].copy()
        self._strip = QImage(table.data, 1, 256, 4, QImage.Format.Format_RGBA8888).copy()
        super().restyle()

    def draw(self, painter: QPainter) -> None:
        """Draw the strip, its numbers and its title."""
        if not self._title:
            return
        px = self.appearance.px
        font = self.appearance.font(9, tabular=True)
        metrics = QFontMetricsF(font)
        inset = metrics.height() / 2
        strip = QRectF(0.5, 0.5, px(_BAR), self.height() - 1)
        painter.drawImage(strip, self._strip)
        painter.setPen(self.appearance.pen("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(strip)
        painter.setFont(font)
        painter.setPen(self.appearance.color("muted"))
        left = strip.right() + px(_GAP)
        # The end labels stay inside, so that nothing is cut off.
        middles = (strip.bottom() - inset, strip.center().y(), strip.top() + inset)
        for text, middle in zip(self.labels, middles, strict=True):
            painter.drawText(
                QRectF(left, middle - inset, self.width() - left, 2 * inset),
                Qt.AlignmentFlag.AlignVCenter,
                text,
            )
        # Read upwards, between the two upper numbers.
        painter.translate(left, strip.center().y() - metrics.height())
        painter.rotate(-90)
        room = QRectF(0, 0, strip.height() / 2 - 2 * metrics.height(), metrics.height())
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignCenter,
            metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room.width()),
        )


def _short(value: float) -> str:
    """Two figures: a bar is read at a glance, and has no room for more."""
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return (f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}").replace("-", MINUS)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)
