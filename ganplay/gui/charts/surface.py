"""A function on the plane as an image in the colours of a surface."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from ganplay.contract.data import Extent
from ganplay.contract.views import Surface
from ganplay.gui.charts.surface_colours import tint
from ganplay.gui.theme import Appearance


class SurfaceImage(pg.ImageItem):
    """A surface over an extent of the plane, interpolated between the middles of its cells.

    Cells without a value are hatched, so that they are not taken for the neutral value.

    Cells are coloured by the table of 256 colours here (``surfaces.tint``): pyqtgraph would make a table of
    Qt colours anew for every frame, which takes longer than all the rest.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(axisOrder="row-major", levels=(0, 255), autoDownsample=False)
        self._appearance = appearance
        self._table = appearance.surface_table()
        self._surface: Surface | None = None
        self._extent: Extent | None = None
        self.hatched = False
        """Whether there are cells without a value."""
        self.setZValue(-50)

    def show_surface(self, surface: Surface | None, extent: Extent) -> None:
        """Draw a surface, whose first row is the lowest, over an extent; nothing for None."""
        if surface is None:
            if self._surface is not None:
                self._surface = self._extent = None
                self.hatched = False
                self.clear()
            return
        self._surface = surface
        pixels = self._table[tint(surface)]
        unknown = np.isnan(surface.values)
        self.hatched = bool(unknown.any())
        if self.hatched:
            pixels[unknown] = 0
        self.setImage(pixels, autoLevels=False)
        if extent != self._extent:
            self._extent = extent
            self.setRect(QRectF(extent[0], extent[2], extent[1] - extent[0], extent[3] - extent[2]))

    def restyle(self) -> None:
        """Colour the image anew."""
        self._table = self._appearance.surface_table()
        if self._surface is not None and self._extent is not None:
            self.show_surface(self._surface, self._extent)

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw smoothly, over hatching that is seen where there is no value."""
        if self.hatched:
            brush = QBrush(self._appearance.color("muted", 0.3), Qt.BrushStyle.BDiagPattern)
            # The pattern is one of pixels of the screen, whatever the plane's units are.
            brush.setTransform(painter.worldTransform().inverted()[0])
            painter.fillRect(self.boundingRect(), brush)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
