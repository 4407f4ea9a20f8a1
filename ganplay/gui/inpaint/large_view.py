"""The chosen view of the result, as large as there is room for it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.inpainting import Progress
from ganplay.contract.pictures import SIDE
from ganplay.gui.charts.arrays import draw_segments
from ganplay.gui.inpaint.hatching import edges
from ganplay.gui.inpaint.placement import Placement
from ganplay.gui.inpaint.view_image import ViewImage
from ganplay.gui.inpaint.views import RESULT, VIEWS, ResultView
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

MAX_OUTLINE = 400
"""Most lines of an outline that is drawn: that of a scattered hole would hide the picture."""


class LargeView(PaintedWidget):
    """One of the six views with the hole outlined; a message while there is no result."""

    read = Signal(str)
    """What is shown at the pixel under the pointer, in words; empty when it is elsewhere."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.progress: Progress | None = None
        self._index = RESULT
        self.message = ""
        """What is shown while there is no result."""
        self._images = ViewImage(appearance)
        self._pointer: QPointF | None = None
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.view.title)
        self.setMouseTracking(True)

    @property
    def view(self) -> ResultView:
        """What is shown."""
        return VIEWS[self._index]

    def show_view(self, index: int) -> None:
        """Show another of :data:`VIEWS`."""
        self._index = index
        self.setAccessibleName(self.view.title)
        self._renew()

    def show_progress(self, progress: Progress | None) -> None:
        """Show a result; None shows the message."""
        self.progress = progress
        self._renew()

    def set_message(self, message: str) -> None:
        """Set what is shown while there is no result."""
        if message != self.message:
            self.message = message
            self.update()

    def sizeHint(self) -> QSize:
        """Twelve pixels for each pixel of the picture."""
        return QSize(12 * SIDE, 12 * SIDE)

    def minimumSizeHint(self) -> QSize:
        """Four pixels for each pixel of the picture."""
        return QSize(4 * SIDE, 4 * SIDE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the pixel under the pointer."""
        self._pointer = event.position()
        self._read_out()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        self._pointer = None
        self._read_out()

    def _read_out(self) -> None:
        words = ""
        if self._pointer is not None and self.progress is not None:
            x, y = self._placement().place(self._pointer.x(), self._pointer.y())
            if 0 <= x < SIDE and 0 <= y < SIDE:
                words = self.view.reading(self.progress, int(y), int(x))
        self.read.emit(words)

    def restyle(self) -> None:
        """Colours or scale have changed."""
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
        if len(outline) <= MAX_OUTLINE:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(self.appearance.pen("accent", 1.0, alpha=0.75))
            corner = np.array((place.left, place.top) * 2)
            draw_segments(painter, outline * place.pixel + corner)

    def _placement(self) -> Placement:
        corner = self.mapTo(self.window(), self.rect().topLeft())
        return Placement.within(QRectF(self.rect()), self.devicePixelRatioF(), (corner.x(), corner.y()))

    def _renew(self) -> None:
        self._image = QImage()
        self._read_out()
        self.update()
