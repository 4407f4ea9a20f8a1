"""Images of the six views in device pixels, and the colours of maps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ganplay.contract.inpainting import Progress
from ganplay.contract.pictures import SIDE
from ganplay.gui.inpaint.hatching import PERIOD, Colors, stripes
from ganplay.gui.inpaint.views import ResultView
from ganplay.gui.theme import Appearance

KNEE = 0.6
"""The share of a map's range at which its colour is full; above, it turns to white."""


def heat(shares: NDArray[np.floating], token: str, appearance: Appearance) -> Colors:
    """Shares from 0 to 1 as colours from black over the token's to white, 0x00rrggbb, same shape."""
    full = appearance.rgb(token)
    below = np.clip(shares / KNEE, 0, 1)[..., None]
    above = np.clip((shares - KNEE) / (1 - KNEE), 0, 1)[..., None]
    levels = np.round(below * full + above * (255 - full)).astype(np.uint32)
    colors: Colors = levels @ np.array((0x10000, 0x100, 1), np.uint32)
    return colors


class ViewImage:
    """Makes images of views with the hole hatched; keeps the stripes for one size."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._stripes: Colors = np.zeros((0, 0), np.uint32)

    def restyle(self) -> None:
        """Colours or scale have changed."""
        self._stripes = np.zeros((0, 0), np.uint32)

    def draw(self, view: ResultView, progress: Progress, zoom: int, ratio: float) -> QImage:
        """The image of a view with ``zoom`` device pixels along each pixel of the picture."""
        if view.picture is not None:
            small = view.picture(progress).astype(np.uint32) * np.uint32(0x010101)
        else:
            small = heat(view.shares(progress), view.token, self._appearance)
        large = _magnified(small, zoom)
        if view.hatched:
            if len(self._stripes) != len(large):
                period = round(PERIOD * self._appearance.scale * ratio)
                self._stripes = stripes(SIDE * zoom, max(4, min(period, 3 * zoom)), self._appearance)
            large = np.where(_magnified(progress.task.hole, zoom), self._stripes, large)
        side = SIDE * zoom
        image = QImage(large.data, side, side, 4 * side, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(ratio)
        return image


def _magnified(values: NDArray[np.generic], zoom: int) -> NDArray[np.generic]:
    return np.ascontiguousarray(values.repeat(zoom, axis=0).repeat(zoom, axis=1))
