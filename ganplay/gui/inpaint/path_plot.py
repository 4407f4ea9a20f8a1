"""The way of every candidate through latent space, over the pictures that G draws there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.inpainting import Plane, Progress
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Array
from ganplay.gui.inpaint.reading import TOKENS
from ganplay.gui.latent.sheet import draw_picture
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

Floats = NDArray[np.float64]

MOST = 2400
"""Pieces of all paths together."""

DIM = 0.25
"""How bright the picture with the largest loss is, of the brightness of that with the least."""

NEAR = 14.0
"""Logical pixels within which a click finds the end of a path."""


def project(plane: Plane, z: Array) -> Floats:
    """Places of shape (..., d) on the plane, shape (..., 2): across and up, from -1 to 1 in its view."""
    flat: Floats = (z.astype(np.float64) - plane.origin) @ plane.axes.T.astype(np.float64) / plane.reach
    return flat


class PathPlot(Plot):
    """Paths in the colour of the class that is read at their end, the one that is large in bold."""

    chosen = Signal(int)
    """A person clicked on the end of this candidate's path."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.progress: Progress | None = None
        self._sheet = QImage()
        self._drawn: Plane | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("paths of all candidates through latent space")

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far they have come."""
        self.progress = progress
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        """A small one."""
        return QSize(160, 160)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the path that ends under the pointer."""
        progress = self.progress
        if progress is None or progress.plane is None or not len(progress.path):
            return
        ends = self.pixels(project(progress.plane, progress.path[self._last(progress)]))
        far = np.hypot(*(ends - (event.position().x(), event.position().y())).T)
        if np.nanmin(far) <= NEAR:
            self.chosen.emit(int(np.nanargmin(far)))

    def pixels(self, places: Floats) -> Floats:
        """Where places on the plane are drawn; (..., 2) each."""
        box = self._box()
        x = box.center().x() + places[..., 0] * box.width() / 2
        y = box.center().y() - places[..., 1] * box.height() / 2
        return np.stack((x, y), axis=-1)

    def draw(self, painter: QPainter) -> None:
        """Draw the pictures, then the paths over them."""
        progress = self.progress
        if progress is None or progress.plane is None:
            self.draw_message(painter, QRectF(self.rect()), "The map is drawn when the first z are there.")
            return
        self._draw_pictures(painter, progress.plane)
        if not len(progress.path):
            return
        painter.save()
        painter.setClipRect(self._box())
        count = progress.path.shape[1]
        last = self._last(progress)
        rows = np.linspace(0, last, min(last + 1, max(2, MOST // count))).round().astype(np.intp)
        ways = self.pixels(project(progress.plane, progress.path[rows]))
        order = [index for index in range(count) if index != progress.focus] + [progress.focus]
        for index in order:
            self._draw_way(painter, ways[:, index], self._token(progress, index), index == progress.focus)
        painter.restore()

    def _draw_way(self, painter: QPainter, way: Floats, token: str, bold: bool) -> None:
        look = self.appearance
        lines = np.hstack((way[:-1], way[1:]))
        for color, width, alpha in (("card", 3.0, 0.55), (token, 1.5, 0.9)):
            painter.setPen(look.pen(color, width + (2.0 if bold else 0.0), alpha=1.0 if bold else alpha))
            draw_segments(painter, lines)
        if not np.isfinite(way[-1]).all():
            return
        radius = look.px(7 if bold else 4)
        painter.setPen(look.pen("card", 1.5))
        painter.setBrush(look.brush(token))
        painter.drawEllipse(QPointF(*way[-1]), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_pictures(self, painter: QPainter, plane: Plane) -> None:
        if plane is not self._drawn:
            self._drawn = plane
            self._sheet = _sheet(plane)
        draw_picture(painter, self._box(), self._sheet)

    def _box(self) -> QRectF:
        side = max(1, min(self.width(), self.height()) - 2)
        return QRectF((self.width() - side) / 2, 1, side, side)

    @staticmethod
    def _last(progress: Progress) -> int:
        """The row of the path that is looked at."""
        return min(progress.shown, len(progress.path) - 1)

    @staticmethod
    def _token(progress: Progress, index: int) -> str:
        return "fake" if progress.classes is None else TOKENS[int(progress.classes[index].argmax())]


def _sheet(plane: Plane) -> QImage:
    """The pictures of a plane in one image, the brighter the smaller the loss there."""
    cells = len(plane.pictures)
    losses = np.where(np.isfinite(plane.losses), plane.losses, np.nanmax(plane.losses))
    rank = losses.ravel().argsort().argsort().reshape(cells, cells) / max(1, cells * cells - 1)
    light = 1 - (1 - DIM) * rank
    tiles = (plane.pictures * light[..., None, None]).astype(np.uint8)[::-1]
    side = cells * SIDE
    sheet = np.ascontiguousarray(tiles.swapaxes(1, 2).reshape(side, side))
    return QImage(sheet.data, side, side, side, QImage.Format.Format_Grayscale8).copy()
