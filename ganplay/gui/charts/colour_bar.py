"""What the colours of a surface mean."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.views import Surface
from ganplay.gui.charts.axis import GAP, TICK_POINTS, ChartAxis
from ganplay.gui.charts.numerals import MINUS, power_of_ten
from ganplay.gui.theme import Appearance

BAR_WIDTH = 12
WIDEST = "−0.062"
"""A number as long as any that the bar shows."""


class ColourBar(pg.GraphicsView):
    """A surface's colours from low to high with three numbers and its title; empty without a surface."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.appearance = appearance
        self._ends = (0.0, 0.5, 1.0)
        self._title = ""
        self.setFrameShape(self.Shape.NoFrame)
        self.enableMouse(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._layout = pg.GraphicsLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setCentralItem(self._layout)
        self._view = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._view.setRange(xRange=(0, 1), yRange=(0, 1), padding=0)
        self.strip = pg.ImageItem(np.arange(256, dtype=np.uint8)[:, None], levels=(0, 255))
        self.strip.setRect(0, 0, 1, 1)
        self._view.addItem(self.strip)
        self.axis = ChartAxis("right", appearance)
        self.axis.linkToView(self._view)
        self._layout.addItem(self._view, 0, 0)
        self._layout.addItem(self.axis, 0, 1)
        appearance.changed.connect(self.restyle)
        self.restyle()
        self._layout.hide()

    def sizeHint(self) -> QSize:
        """Room for the widest number."""
        px = self.appearance.px
        metrics = QFontMetricsF(self.appearance.font(TICK_POINTS, tabular=True))
        return QSize(px(BAR_WIDTH) + math.ceil(metrics.horizontalAdvance(WIDEST)) + 2 * px(GAP), 160)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is, and as low as may be."""
        return QSize(self.sizeHint().width(), 40)

    def show_surface(self, surface: Surface | None) -> None:
        """Say what these colours mean; nothing for None."""
        ends = (surface.low, surface.neutral, surface.high) if surface is not None else self._ends
        title = surface.title if surface is not None else ""
        if (ends, title) != (self._ends, self._title):
            self._ends, self._title = ends, title
            self._write()

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
        """Colours or scale have changed."""
        self.setBackgroundBrush(self.appearance.brush("card"))
        self.strip.setLookupTable(self.appearance.surface_table())
        self.axis.restyle()
        self.axis.setWidth(self.sizeHint().width() - self.appearance.px(BAR_WIDTH))
        self._view.setBorder(self.appearance.pen("line"))
        self._write()
        self.updateGeometry()

    def _write(self) -> None:
        # A little inside the ends, so that no number is cut off.
        self.axis.set_fixed_ticks(list(zip((0.03, 0.5, 0.97), self.labels, strict=True)))
        self._layout.setVisible(bool(self._title))
        self.setToolTip(self._title)
        self.setAccessibleName(self._title)


def _short(value: float) -> str:
    """Two figures: a bar is read at a glance, and has no room for more."""
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return (f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}").replace("-", MINUS)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}·{power_of_ten(int(exponent))}".replace("-", MINUS)
