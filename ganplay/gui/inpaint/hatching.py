"""A picture with its hole hatched, in device pixels, and the outline of a hole."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ganplay.contract.masks import Hole
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.theme import Appearance

PERIOD = 9
"""Logical pixels from one stripe to the next, along a row."""
FAINT, STRONG = 0.22, 0.62
"""How much of the accent is in the ground and in the stripes."""

Colors = NDArray[np.uint32]
Block = tuple[slice, slice]
"""Rows and columns of the picture."""

SWATCH = 16

OPAQUE = np.uint32(0xFF000000)

WHOLE: Block = (slice(0, SIDE), slice(0, SIDE))


class Hatching:
    """The hatched picture at one zoom; only changed blocks are drawn again."""

    def __init__(self) -> None:
        self._zoom = 0
        self.swatch = QImage()
        """Stripes for a legend, 16 x 16 pixels."""
        self._stripes: Colors = np.zeros((0, 0), np.uint32)
        self._colors: Colors = np.zeros((0, 0), np.uint32)

    def prepare(self, zoom: int, ratio: float, appearance: Appearance) -> None:
        """Make stripes for pictures at this zoom, in the current colours."""
        self._zoom = zoom
        self._stripes = stripes(SIDE * zoom, round(PERIOD * appearance.scale * ratio), appearance)
        self._colors = self._stripes.copy()
        self.swatch = _image(stripes(SWATCH, round(PERIOD * 0.7), appearance)).copy()

    def draw(self, picture: Grey, hole: Hole, block: Block = WHOLE, *, through: bool = False) -> None:
        """Draw a block of the picture; ``through`` makes the stripes half transparent."""
        part = tuple(slice(each.start * self._zoom, each.stop * self._zoom) for each in block)
        grey = self._magnified(picture[block].astype(np.uint32) * np.uint32(0x010101) | OPAQUE)
        hatched = self._stripes[part]
        if through:
            hatched = (hatched >> 1 & 0x7F7F7F) + (grey >> 1 & 0x7F7F7F) | OPAQUE
        self._colors[part] = np.where(self._magnified(hole[block]), hatched, grey)

    def image(self, ratio: float) -> QImage:
        """The picture as it is now; valid until the next change."""
        image = _image(self._colors)
        image.setDevicePixelRatio(ratio)
        return image

    def _magnified(self, values: NDArray[Any]) -> NDArray[Any]:
        return values.repeat(self._zoom, axis=0).repeat(self._zoom, axis=1)


def stripes(side: int, period: int, appearance: Appearance) -> Colors:
    """Diagonal stripes in two tints of the accent, shape (side, side), as 0xffrrggbb."""
    ground, accent = (appearance.rgb(token) for token in ("card", "accent"))
    along = np.add.outer(np.arange(side), np.arange(side)) % period
    # A wedge that is cut to a stripe whose edges are one pixel soft.
    inside = np.clip(period / 4 - np.abs(along - period / 2) + 0.5, 0, 1)
    strength = FAINT + (STRONG - FAINT) * inside
    levels = np.round(ground + strength[..., None] * (accent - ground)).astype(np.uint32)
    colors: Colors = levels @ np.array((0x10000, 0x100, 1), np.uint32) | OPAQUE
    return colors


def edges(hole: Hole) -> NDArray[np.float64]:
    """The outline of a hole along the borders of pixels: lines x1, y1, x2, y2, shape (n, 4)."""
    padded = np.pad(hole, 1)
    rows, columns = np.nonzero(padded[1:-1, 1:] != padded[1:-1, :-1])
    upright = np.stack((columns, rows, columns, rows + 1), axis=1)
    rows, columns = np.nonzero(padded[1:, 1:-1] != padded[:-1, 1:-1])
    level = np.stack((columns, rows, columns + 1, rows), axis=1)
    return np.concatenate((upright, level)).astype(np.float64)


def _image(colors: Colors) -> QImage:
    side = len(colors)
    return QImage(colors.data, side, side, 4 * side, QImage.Format.Format_RGB32)
