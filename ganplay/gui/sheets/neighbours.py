"""The training pictures nearest to a generated one: did G learn by heart?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.latent import Neighbours
from ganplay.contract.snapshots import Grey
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.sheets.enlarge import enlarge
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

WAITING = "looking for the nearest training pictures"
_BESIDE = 46
"""Pixels for the words beside each picture."""
_WORDS = 84


class NeighboursPlot(PaintedWidget):
    """A picture, and to its right as many of its neighbours as there is room for, nearest first."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._picture: Grey | None = None
        self._neighbours: Neighbours | None = None
        self._names: tuple[str, ...] = ()
        self._failure = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "Euclidean distance: root mean square difference of a pixel, black to white is 1. "
            "A distance of nearly 0 would be a copy."
        )

    def sizeHint(self) -> QSize:
        """One line of small pictures."""
        return QSize(480, 50)

    @property
    def words(self) -> str:
        """What stands in place of neighbours; empty when they are there."""
        if self._failure:
            return self._failure
        if self._neighbours is None:
            return WAITING
        return self._neighbours.note

    def show_picture(self, picture: Grey) -> None:
        """Show a picture, shape (28, 28), whose neighbours are being looked for."""
        self._picture, self._neighbours, self._failure = picture, None, ""
        self.update()

    def show_neighbours(self, picture: Grey, neighbours: Neighbours, names: Sequence[str]) -> None:
        """Show a picture with its neighbours; classes by name."""
        self._picture, self._neighbours, self._failure = picture, neighbours, ""
        self._names = tuple(names)
        self.update()

    def show_failure(self, sentence: str) -> None:
        """Say why there are none."""
        self._failure = sentence
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the picture, what follows it, and the neighbours."""
        if self._picture is None:
            return
        px, side = self.appearance.px, self.height()
        self._draw_picture(painter, 0, self._picture)
        left = side + px(10)
        painter.setFont(self.appearance.font(9))
        painter.setPen(self.appearance.color("muted"))
        if self.words:
            words = QRectF(left, 0, self.width() - left, side)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.words)
            return
        assert self._neighbours is not None
        words = QRectF(left, 0, px(_WORDS), side)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, "nearest training pictures"
        )
        left += px(_WORDS)
        for index, picture in enumerate(self._neighbours.pictures):
            if left + side + px(_BESIDE) > self.width():
                break
            self._draw_picture(painter, left, picture)
            self._draw_words(painter, left + side + px(5), index)
            left += side + px(_BESIDE)

    def _draw_words(self, painter: QPainter, left: float, index: int) -> None:
        assert self._neighbours is not None
        room, middle = self.appearance.px(_BESIDE - 8), self.height() / 2
        label = self._neighbours.labels[index]
        name = self._names[label] if label < len(self._names) else str(label)
        painter.setFont(self.appearance.font(10, QFont.Weight.DemiBold))
        painter.setPen(self.appearance.color("real"))
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, middle - 3), name)
        painter.setFont(self.appearance.font(9, tabular=True))
        painter.setPen(self.appearance.color("muted"))
        distance = numeral(float(self._neighbours.distances[index]), 2)
        painter.drawText(QPointF(left, middle + painter.fontMetrics().ascent()), distance)

    def _draw_picture(self, painter: QPainter, left: float, picture: Grey) -> None:
        ratio = self.devicePixelRatioF()
        side = round(self.height() * ratio)
        large = np.ascontiguousarray(enlarge(picture[None], side)[0])
        image = QImage(large.data, side, side, side, QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(left, 0), image)
