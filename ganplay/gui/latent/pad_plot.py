"""A map of pictures with a cross that can be dragged over it."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ganplay.contract.data import UNIT_EXTENT, Extent
from ganplay.contract.snapshots import Grey
from ganplay.gui.charts import export
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.points import Points
from ganplay.gui.latent.geometry import grid
from ganplay.gui.latent.pad_items import Cross, PictureMap
from ganplay.gui.latent.sheet import sheet_of
from ganplay.gui.sheets.keyed import Keyed
from ganplay.gui.theme import Appearance

NEAREST_ZOOM = 1 / 16
"""The smallest part of a side of the map that can be seen."""

ARROW_STEP = 1 / 30
"""How far an arrow key moves the cross, of what is seen."""

KEY_ZOOM = 2.0

EDGE_SIZE = 18
"""Pixels of the arrow that points to a cross out of sight."""

LETTER_SIZE = 18
"""Pixels of the disc behind a letter."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class PadAxis(NamedTuple):
    """What lies along one side of the map, and the numbers at its ends."""

    name: str
    low: float
    high: float


Mark = tuple[str, float, float]
"""A letter and its place."""


class PadPlot(Keyed, Chart):
    """Pictures of a plane, placed by two numbers. The map is a square, and nothing beyond it is seen.

    A click or a drag of the cross moves it; a drag of the map moves what is seen.
    """

    KEYS = frozenset(ARROWS)

    moved = Signal(float, float)
    """A person moved the cross to this place."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, rules=False)
        self.cross: tuple[float, float] | None = None
        self.axes = (PadAxis("", *UNIT_EXTENT[:2]), PadAxis("", *UNIT_EXTENT[2:]))
        """What lies across and upwards."""
        self._before: tuple[float, float] | None = None
        """Where the cross was before the last click."""
        self.map = PictureMap()
        self.target = Cross()
        self.edge = pg.ArrowItem()
        """Beside the edge, pointing to a cross that cannot be seen."""
        self.discs = Points(appearance, "pull", LETTER_SIZE)
        self.letters: list[pg.TextItem] = []
        for z, item in enumerate((self.map, self.discs, self.edge, self.target)):
            item.setZValue(2 * z)
            self.view.addItem(item)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("map of pictures")
        self.view.clicked.connect(self._on_clicked)
        self.view.sigRangeChanged.connect(self._point_to_cross)
        self.target.sigPositionChanged.connect(self._on_target_moved)
        self.set_axes(*self.axes)
        self.set_cross(None)
        self.clear()
        self.restyle()

    def sizeHint(self) -> QSize:
        """Fifteen pictures at their own size."""
        return QSize(430, 430)

    def minimumSizeHint(self) -> QSize:
        """A third of that."""
        return QSize(160, 160)

    @property
    def whole(self) -> Extent:
        """The numbers at the ends of both axes."""
        across, up = self.axes
        return across.low, across.high, up.low, up.high

    @property
    def seen(self) -> Extent:
        """The part of the map that is seen."""
        x, y = self.visible_range
        return *x, *y

    def set_axes(self, across: PadAxis, up: PadAxis) -> None:
        """Lay out another map; where it has other ends, the whole of it is seen."""
        if (across, up) != self.axes:
            self.view.moved_by_hand &= (across[1:], up[1:]) == (self.axes[0][1:], self.axes[1][1:])
            self.axes = (across, up)
        for axis, shown in zip((self.bottom, self.left), self.axes, strict=True):
            axis.set_title(shown.name)
        left, right, bottom, top = self.whole
        self.view.setLimits(
            xMin=left,
            xMax=right,
            yMin=bottom,
            yMax=top,
            minXRange=(right - left) * NEAREST_ZOOM,
            minYRange=(top - bottom) * NEAREST_ZOOM,
            maxXRange=right - left,
            maxYRange=top - bottom,
        )
        self.show_range((left, right), (bottom, top))
        self._make_square()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Letters at places of the map."""
        self.discs.set_points(np.array([mark[1:] for mark in marks]).reshape(-1, 2))
        for letter in self.letters:
            self.view.removeItem(letter)
        self.letters = [pg.TextItem(letter, anchor=(0.5, 0.5)) for letter, _, _ in marks]
        for item, (_, x, y) in zip(self.letters, marks, strict=True):
            item.setPos(x, y)
            item.setZValue(3)
            self.view.addItem(item)
        self._dress_marks()

    def show_map(self, pictures: Grey, columns: int, extent: Extent) -> None:
        """Show pictures, shape (N, 28, 28), row by row so that they fill an extent."""
        self.map.show_map(sheet_of(pictures, columns), columns, len(pictures) // columns, extent)
        self.set_message("")
        self._point_to_cross()

    def clear(self) -> None:
        """Show nothing until there is another map."""
        self.map.clear()
        self.set_cross(None)
        self.set_message("drawing the map")

    def set_cross(self, place: tuple[float, float] | None) -> None:
        """Move the cross without saying so."""
        self.cross = place
        if place is not None:
            self.target.setPos(place)
        self._point_to_cross()

    def zoom(self, factor: float) -> None:
        """See this much of what is seen now, around the cross and never beyond the map."""
        centre = QPointF(*self.cross) if self.cross is not None else None
        self.view.scaleBy((factor, factor), center=centre)
        self.view.sigRangeChangedManually.emit([True, True])

    def table(self) -> export.Table:
        """Where the middles of the pictures lie, and the cross."""
        if not self.map.columns:
            return {}
        middles = grid(self.map.columns, self.map.rows, self.map.extent)
        cross = self.cross or ()
        return {
            f"{what} {axis.name}": numbers
            for i, axis in enumerate(self.axes)
            for what, numbers in (("picture", middles[:, i]), ("cross", cross[i : i + 1]))
        }

    def readout_at(self, x: float, y: float) -> str:
        """The place, in the words of the axes, and what a click does there."""
        places = (f"{axis.name} {numeral(at)}" for axis, at in zip(self.axes, (x, y), strict=True))
        return "   ".join((*places, "a click goes there"))

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        look = self.appearance
        self.target.dress(look)
        self.edge.setStyle(
            headLen=look.px(EDGE_SIZE),
            headWidth=look.px(EDGE_SIZE) / 2,  # From the middle.
            pen=look.pen("card", 2),
            brush=look.brush("fake"),
        )
        self._dress_marks()
        self._dress_border()
        self._make_square()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cross with the arrows, look closer with plus and minus."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None and self.cross is not None:
            left, right, bottom, top = self.seen
            x, y = self.cross
            self._go(x + step[0] * (right - left) * ARROW_STEP, y + step[1] * (top - bottom) * ARROW_STEP)
        elif event.text() in ("+", "-"):
            self.zoom(1 / KEY_ZOOM if event.text() == "+" else KEY_ZOOM)
        elif step is None:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the map while it has the keys."""
        super().focusInEvent(event)
        self._dress_border()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self._dress_border()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the map a square."""
        super().resizeEvent(event)
        self._make_square()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """A double click leads back to the whole map: undo what its first click has done to the cross."""
        if event.type() == QEvent.Type.MouseButtonDblClick and self._before is not None:
            self._go(*self._before)
        return super().eventFilter(watched, event)

    def _make_square(self) -> None:
        """Leave empty what the canvas has beyond a square of the map and its axes."""
        room = self.canvas.size()
        width = room.width() - self.left.minimumWidth() - OVERHANG
        height = room.height() - self.bottom.minimumHeight() - OVERHANG
        side = max(20.0, min(width, height))
        beside, below = max(0.0, width - side), max(0.0, height - side)
        layout = self.canvas.centralWidget
        layout.setContentsMargins(beside / 2, OVERHANG, OVERHANG + beside / 2, below)
        self.view.prepareForPaint()

    def _go(self, x: float, y: float) -> None:
        left, right, bottom, top = self.whole
        place = (min(max(x, left), right), min(max(y, bottom), top))
        self.set_cross(place)
        self.moved.emit(*place)

    @Slot(QPointF)
    def _on_clicked(self, place: QPointF) -> None:
        if self.map.columns:
            self._before = self.cross
            self._go(place.x(), place.y())

    @Slot(object)
    def _on_target_moved(self, target: Cross) -> None:
        if target.moving:
            place = target.pos()
            self._go(place.x(), place.y())

    @Slot()
    def _point_to_cross(self) -> None:
        """Show the cross, or beside the edge in which direction it lies."""
        there = self.cross is not None and bool(self.map.columns)
        outside = False
        if self.cross is not None and there:
            left, right, bottom, top = self.seen
            x, y = self.cross
            outside = not (left <= x <= right and bottom <= y <= top)
            # So far from the edge that all of the arrow is seen, in which direction it may point.
            room = (self.appearance.px(EDGE_SIZE) / 2 + 1) / max(1.0, self.view.width())
            beside, above = room * (right - left), room * (top - bottom)
            at = (
                min(max(x, left + beside), right - beside),
                min(max(y, bottom + above), top - above),
            )
            self.edge.setPos(*at)
            # In pixels, in which a side of the map is as long as the other; zero degrees point to the left.
            across, up = (x - at[0]) / (right - left), (y - at[1]) / (top - bottom)
            self.edge.setStyle(angle=180 - math.degrees(math.atan2(up, across)))
        self.target.setVisible(there and not outside)
        self.edge.setVisible(outside)

    def _dress_marks(self) -> None:
        for letter in self.letters:
            letter.setFont(self.appearance.font(9))
            letter.setColor(self.appearance.color("card"))

    def _dress_border(self) -> None:
        self.view.setBorder(self.appearance.pen("accent", 1.5) if self.hasFocus() else None)
