"""The plane of a run: surface, contour, manifold, points and gradients, and the sheet that one draws on."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGraphicsEllipseItem, QLabel, QWidget

from ganplay.contract.data import MAX_POINTS, UNIT_EXTENT
from ganplay.contract.views import PlaneView, Surface
from ganplay.gui.charts import export
from ganplay.gui.charts.arrows import CELL, arrows, thinned
from ganplay.gui.charts.brush import Brush
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.segments import EMPTY, Segments
from ganplay.gui.charts.surface import SurfaceImage
from ganplay.gui.charts.surface_colours import neutral_lines, value_at
from ganplay.gui.theme import Appearance

REAL_DIAMETER = 4.6
FAKE_DIAMETER = 5.0
BLANK = "draw something; the last drawing counts until you do"
FULL = f"the sheet is full: {MAX_POINTS:,} points"
NO_VALUE = "(no points here)"
"""Said of a place where the surface has no value: D* knows only where real or generated points are."""
EMPTY_EXTENT = (-3.0, 3.0, -3.0, 3.0)
NO_POINTS: NDArray[np.floating[Any]] = np.empty((0, 2))
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class PlaneChart(Chart):
    """Draws one moment, layer by layer; what is shown and why something is missing is decided by its owner.

    In drawing mode the left button draws and the right one erases, instead of panning and opening the menu.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, aspect_locked=True, rules=False)
        self._plane: PlaneView | None = None
        self._surface: Surface | None = None
        self._layers: frozenset[str] = frozenset()
        self._symbol = ""
        self._drawing = False
        self._sigma = 0.0
        self._notice = ""
        self.surface = SurfaceImage(appearance)
        self.contour = Segments(appearance, "text", 1.2, alpha=0.85, dash=5, z=1)
        self.manifold = Segments(appearance, "fake", 1.0, alpha=0.55, z=2)
        self.real = Points(appearance, "real", REAL_DIAMETER, z=3)
        self.fake = Points(appearance, "fake", FAKE_DIAMETER, z=4)
        self.gradients = Segments(appearance, "pull", 1.4, z=5)
        self.brush = Brush(self)
        self.brush_circle, self.blur_circle = QGraphicsEllipseItem(), QGraphicsEllipseItem()
        for item in (self.surface, self.contour, self.manifold, self.real, self.fake, self.gradients):
            self.view.addItem(item)
        for circle in (self.brush_circle, self.blur_circle):
            circle.setZValue(6)
            circle.hide()
            self.view.addItem(circle)
        self.notice_label = QLabel(self.canvas)
        self.notice_label.setProperty("role", "readout")
        self.notice_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.notice_label.hide()
        self.brush.edited.connect(self._draw)
        self.restyle()
        self._draw()

    @property
    def notice(self) -> str:
        """What is to be known of a layer that is on, or why it cannot be seen; empty for nothing."""
        return self._notice

    @property
    def drawing(self) -> bool:
        """Whether the plane is a sheet to draw on."""
        return self._drawing

    def show_plane(self, plane: PlaneView | None, layers: frozenset[str]) -> None:
        """Draw these layers of a moment of a run; nothing for None."""
        self._plane, self._layers = plane, layers
        self._draw()

    def show_surface(self, surface: Surface | None, contour_of: Surface | None, symbol: str) -> None:
        """Choose the surface behind the points, the one whose neutral line is drawn, and the value's name."""
        self._surface, self._symbol = surface, symbol
        extent = self._plane.extent if self._plane is not None else EMPTY_EXTENT
        self.surface.show_surface(surface, extent)
        self.contour.set_lines(neutral_lines(contour_of, extent) if contour_of is not None else EMPTY)
        self.refresh_readout()

    def set_notice(self, notice: str) -> None:
        """Say this at the top left; empty for nothing."""
        self._notice = notice
        self._write_notice()

    def set_drawing(self, on: bool, sigma: float) -> None:
        """Make the plane a sheet to draw on; ``sigma`` is how far the data blur each point."""
        self._drawing, self._sigma = on, sigma
        self.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        if not on:
            self.brush.release()
        self._draw()

    def table(self) -> export.Table:
        """Coordinates of the real and the generated points."""
        if self._plane is None:
            return {}
        kinds = {"real": self._plane.real, "generated": self._plane.fake}
        return {
            f"{kind}_{axis}": points[:, i] for kind, points in kinds.items() for i, axis in enumerate("xy")
        }

    def readout_at(self, x: float, y: float) -> str:
        """The place, and the surface's value there."""
        text = f"x {numeral(x)}   y {numeral(y)}"
        if self._surface is not None and self._plane is not None:
            value = value_at(self._surface, self._plane.extent, x, y)
            text += f"   {self._symbol} {NO_VALUE if math.isnan(value) else numeral(value)}"
        return text

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        look = self.appearance
        self.view.setBorder(look.pen("line"))
        self.blur_circle.setPen(look.pen("text", 1.0, Qt.PenStyle.DotLine, 0.5))
        self.notice_label.setFont(look.font(9))

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """In drawing mode, take the mouse for the brush."""
        if self._drawing and isinstance(event, QMouseEvent):
            self._draw_with(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self.brush_circle.hide()
            self.blur_circle.hide()
        return super().eventFilter(watched, event)

    def _draw_with(self, event: QMouseEvent) -> None:
        place = QPointF(event.position())
        point = self.view.mapSceneToView(place)
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() in BUTTONS and not self.brush.sketch.drawing:
                self.brush.press(point.x(), point.y(), erase=event.button() == Qt.MouseButton.RightButton)
            case QEvent.Type.MouseMove:
                self.brush.move(point.x(), point.y())
            case QEvent.Type.MouseButtonRelease if not event.buttons():
                self.brush.release()
        self._on_pointer_moved(place)
        self._place_brush(point)

    def _place_brush(self, point: QPointF) -> None:
        wipes = self.brush.eraser or self.brush.sketch.erasing
        self.brush_circle.setPen(self.appearance.pen("warn" if wipes else "text", 1.5))
        radius = self.brush.radius
        for circle, reach in ((self.brush_circle, radius), (self.blur_circle, radius + 2 * self._sigma)):
            circle.setRect(QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach))
            circle.show()

    def _draw(self) -> None:
        """Bring the items up to date with plane, layers and sheet."""
        plane, layers = self._plane, self._layers
        real, fake, gradients, manifold = NO_POINTS, NO_POINTS, EMPTY, EMPTY
        if plane is not None:
            if "real" in layers:
                real = plane.real
            if "fake" in layers:
                fake = plane.fake
            if "pull" in layers and plane.pull is not None:
                chosen = thinned(plane.fake[: len(plane.pull)], plane.extent, self._cells)
                gradients = arrows(plane.fake[chosen], plane.pull[chosen], plane.extent)
            if "manifold" in layers and plane.manifold is not None:
                manifold = grid_lines(plane.manifold)
        if self._drawing:
            real = self.brush.sketch.points
        self.real.set_points(real)
        self.fake.set_points(fake)
        self.gradients.set_lines(gradients)
        self.manifold.set_lines(manifold)
        seen = plane.extent if plane is not None else EMPTY_EXTENT
        x_from, x_to, y_from, y_to = UNIT_EXTENT if self._drawing else seen
        self.show_range((x_from, x_to), (y_from, y_to))
        if not self._drawing:
            self.brush_circle.hide()
            self.blur_circle.hide()
        self._write_notice()

    @property
    def _cells(self) -> int:
        """How many cells of the screen lie beside each other, each with room for one arrow."""
        return max(1, round(float(self.view.width()) / self.appearance.px(CELL)))

    def _write_notice(self) -> None:
        notice = self._notice
        if self._drawing and self.brush.sketch.full:
            notice = FULL
        elif self._drawing and not len(self.brush.sketch.points):
            notice = BLANK
        self.notice_label.setText(notice)
        self.notice_label.setVisible(bool(notice))
        self._place_labels()

    def _place_labels(self) -> None:
        super()._place_labels()
        if not hasattr(self, "notice_label") or self.notice_label.isHidden():
            return
        self.notice_label.adjustSize()
        self.notice_label.move(round(self.left.width()) + 6, 6)
        if not self.readout_label.isHidden():
            # Below a notice, which may need the whole width.
            self.readout_label.move(self.readout_label.x(), 10 + self.notice_label.height())


def grid_lines(grid: np.ndarray) -> np.ndarray:
    """The lines between neighbours of a grid of points, (rows, columns, 2), as (n, 4)."""
    across = np.concatenate((grid[:, :-1], grid[:, 1:]), axis=2).reshape(-1, 4)
    along = np.concatenate((grid[:-1], grid[1:]), axis=2).reshape(-1, 4)
    return np.concatenate((across, along)).astype(np.float64)
