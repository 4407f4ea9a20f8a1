"""Bars as one item."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from ganplay.gui.charts.arrays import draw_rectangles
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

BAR_WIDTH = 0.7
"""Of the distance of two bars."""


class Bars(ViewItem):
    """Bars of one colour that stand on y = 0 in the middle of their x, in the units of the axes.

    In the page of a run ``BarGraphItem``, which works out its bounds and outlines anew, takes .5 ms a frame.
    """

    def __init__(self, appearance: Appearance, token: str, *, alpha: float = 1.0) -> None:
        super().__init__()
        self._appearance = appearance
        self.token, self.alpha = token, alpha
        self._rectangles = np.empty((0, 4))

    @property
    def middles(self) -> NDArray[np.float64]:
        """The middles of the bars, shape (n,)."""
        return self._rectangles[:, 0] + BAR_WIDTH / 2

    @property
    def heights(self) -> NDArray[np.float64]:
        """Where the bars end, shape (n,)."""
        return self._rectangles[:, 3]

    def set_bars(self, x: ArrayLike, heights: ArrayLike) -> None:
        """Draw these bars from now on."""
        middles = np.asarray(x, dtype=np.float64)
        self._rectangles = np.zeros((len(middles), 4))
        self._rectangles[:, 0] = middles - BAR_WIDTH / 2
        self._rectangles[:, 2] = BAR_WIDTH
        self._rectangles[:, 3] = heights
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Fill the bars."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.brush(self.token, self.alpha))
        draw_rectangles(painter, self._rectangles)
