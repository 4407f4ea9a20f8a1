"""The view that is looked at, as large as there is room for it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.inpainting import Progress
from ganplay.contract.pictures import SIDE
from ganplay.gui.inpaint.hatching import edges
from ganplay.gui.inpaint.placement import Placement
from ganplay.gui.inpaint.view_image import ViewImage
from ganplay.gui.inpaint.views import RESULT, VIEWS, ResultView
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

CRUMBS = 400
"""Pieces of outline beyond which a hole is so scattered that its outline would hide the picture."""


class LargeView(Plot):
    """One of the six views, the hole outlined; words while there is nothing to see."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.progress: Progress | None = None
        self._index = RESULT
        self.message = ""
        """What is read while there is nothing to see."""
        self._images = ViewImage(appearance)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.view.title)

    @property
    def view(self) -> ResultView:
        """What is shown."""
        return VIEWS[self._index]

    def show_view(self, index: int) -> None:
        """Look at another of :data:`VIEWS`."""
        self._index = index
        self.setAccessibleName(self.view.title)
        self._renew()

    def show_progress(self, progress: Progress | None) -> None:
        """Look at what has been found; None shows the message."""
        self.progress = progress
        self._renew()

    def say(self, message: str) -> None:
        """What to read while there is nothing to see."""
        if message != self.message:
            self.message = message
            self.update()

    def sizeHint(self) -> QSize:
        """Twelve pixels for each of its own."""
        return QSize(12 * SIDE, 12 * SIDE)

    def minimumSizeHint(self) -> QSize:
        """Four for each."""
        return QSize(4 * SIDE, 4 * SIDE)

    def restyle(self) -> None:
        """Other colours."""
        self._images.restyle()
        self._image = QImage()
        super().restyle()

    def draw(self, painter: QPainter) -> None:
        """Draw the view at the top of its room, and the hole's outline."""
        place = self._placement()
        box = QRectF(place.left, place.top, place.side, place.side)
        painter.setPen(self.appearance.pen("line"))
        if self.progress is None:
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            self.draw_message(painter, box.adjusted(24, 16, -24, -16), self.message)
            return
        if self._image.width() != SIDE * place.zoom:
            self._image = self._images.draw(self.view, self.progress, place.zoom, place.ratio)
        painter.drawImage(QPointF(place.left, place.top), self._image)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))  # White may be all that there is on white.
        outline = edges(self.progress.task.hole)
        if len(outline) <= CRUMBS:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(self.appearance.pen("accent", 1.0, alpha=0.75))
            corner = np.array((place.left, place.top) * 2)
            draw_segments(painter, outline * place.pixel + corner)

    def _placement(self) -> Placement:
        corner = self.mapTo(self.window(), self.rect().topLeft())
        return Placement.within(QRectF(self.rect()), self.devicePixelRatioF(), (corner.x(), corner.y()))

    def _renew(self) -> None:
        self._image = QImage()
        self.update()
