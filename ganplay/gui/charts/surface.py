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

    The image holds indices into the table of 256 colours (``surfaces.tint``); its levels never change, so
    that a colour means the same in every frame.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(axisOrder="row-major", levels=(0, 255), autoDownsample=False)
        self._appearance = appearance
        self.setZValue(-50)
        self.restyle()

    def show_surface(self, surface: Surface | None, view: View) -> None:
        """Draw a surface, whose first row is the lowest, over a view; nothing for None."""
        if surface is None:
            self.clear()
            return
        self.setImage(tint(surface), autoLevels=False)
        self.setRect(QRectF(view[0], view[2], view[1] - view[0], view[3] - view[2]))

    def restyle(self) -> None:
        """Colour the image anew."""
        self.setLookupTable(self._appearance.surface_table())

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw smoothly."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
