"""Where a picture lies in a widget: the mapping between the mouse and its pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ganplay.contract.pictures import SIDE
from ganplay.gui.inpaint.brush import Position


@dataclass(frozen=True, slots=True)
class Placement:
    """A square of 28 x 28 pixels, each a whole number of device pixels wide, on the grid of device pixels."""

    left: float
    """Logical pixels of the widget, as are all that follow."""
    top: float
    zoom: int
    """Device pixels along one side of a pixel of the picture."""
    ratio: float
    """Device pixels per logical pixel."""

    @classmethod
    def within(cls, box: QRectF, ratio: float = 1.0, origin: tuple[float, float] = (0, 0)) -> Placement:
        """The largest one in the middle of a box of logical pixels.

        ``origin`` is where the widget begins in its window: at a ratio of 1.25 that may be in the middle
        of a device pixel.
        """
        zoom = max(1, math.floor(min(box.width(), box.height()) * ratio / SIDE + 1e-6))

        def begin(middle: float, at: float) -> float:
            return math.floor((at + middle) * ratio - zoom * SIDE / 2 + 1e-6) / ratio - at

        return cls(begin(box.center().x(), origin[0]), begin(box.center().y(), origin[1]), zoom, ratio)

    @property
    def pixel(self) -> float:
        """The side of a pixel of the picture."""
        return self.zoom / self.ratio

    @property
    def side(self) -> float:
        """The side of the whole picture."""
        return SIDE * self.pixel

    def place(self, x: float, y: float) -> Position:
        """The place in the picture under a point of the widget; may lie outside of the picture."""
        return (x - self.left) / self.pixel, (y - self.top) / self.pixel

    def point(self, place: Position) -> tuple[float, float]:
        """The point of the widget over a place in the picture."""
        return self.left + place[0] * self.pixel, self.top + place[1] * self.pixel
