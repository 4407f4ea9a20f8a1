"""A function on the plane as an image in the colours of a surface."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ganplay.contract.data import View
from ganplay.contract.snapshots import Surface
from ganplay.gui.plots.surfaces import tint
from ganplay.gui.theme import Appearance


class SurfaceImage(pg.ImageItem):
    """A surface over a view of the plane, interpolated between the middles of its cells.

    Cells are coloured by the table of 256 colours here (``surfaces.tint``): pyqtgraph would make a table of
    Qt colours anew for every frame, which takes longer than all the rest.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(axisOrder="row-major", levels=(0, 255), autoDownsample=False)
        self._appearance = appearance
        self._table = appearance.surface_table()
        self._surface: Surface | None = None
        self._view: View | None = None
        self.setZValue(-50)

    def show_surface(self, surface: Surface | None, view: View) -> None:
        """Draw a surface, whose first row is the lowest, over a view; nothing for None."""
        if surface is None:
            if self._surface is not None:
                self._surface = self._view = None
                self.clear()
            return
        self._surface = surface
        self.setImage(self._table[tint(surface)], autoLevels=False)
        if view != self._view:
            self._view = view
            self.setRect(QRectF(view[0], view[2], view[1] - view[0], view[3] - view[2]))

    def restyle(self) -> None:
        """Colour the image anew."""
        self._table = self._appearance.surface_table()
        if self._surface is not None and self._view is not None:
            self.show_surface(self._surface, self._view)

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw smoothly."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
