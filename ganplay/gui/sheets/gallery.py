"""The picture that rules the Images page: the grid of fixed noise, and real samples beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.sheets.grid import GridPlot
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance

_GAP = 14
_REAL = 64
"""Pixels that the real samples have at least."""


class Gallery(PaintedWidget):
    """Generated tiles as large as they fit, real ones of the same size at their side."""

    def __init__(self, appearance: Appearance, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.columns = columns
        """Of the grid, which is square."""
        self.fake = GridPlot(appearance, columns, self)
        self.real = GridPlot(appearance, 1, self)
        self.message: str | None = None
        """What stands here in place of pictures; None while these are shown."""
        self._caption, self._past = "", False
        self._columns: tuple[str, ...] = ()
        self._real: Grey | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.fake.setAccessibleName("generated pictures at fixed noise")
        self.real.setAccessibleName("real pictures")
        self.real.setToolTip("Pictures from the data, the same ones all the time.")

    def sizeHint(self) -> QSize:
        """As large as the page has room for."""
        return QSize(560, 500)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a projector."""
        return QSize(300, 250)

    @property
    def caption(self) -> str:
        """What is said of the generated pictures beside their name."""
        return self._caption

    @property
    def column_names(self) -> tuple[str, ...]:
        """What stands above the columns of generated pictures; nothing where they have no names."""
        return self._columns

    def set_message(self, message: str | None) -> None:
        """Say this in place of pictures; None shows them again."""
        if message != self.message:
            self.message = message
            for grid in (self.fake, self.real):
                grid.setVisible(message is None)
            self.update()

    def show_pictures(
        self,
        fake: Grey,
        real: Grey,
        columns: int,
        caption: str,
        *,
        past: bool = False,
        names: Sequence[str] = (),
    ) -> None:
        """Show generated pictures in so many columns, and as many real ones as there is room for.

        What is not of the present has its caption set off; ``names`` stand above the columns.
        """
        if (columns, tuple(names)) != (self.columns, self._columns):
            self.columns, self._columns = columns, tuple(names)
            self._place()
        self.fake.show_pictures(fake)
        if self._real is None or not np.array_equal(real, self._real):
            self._real = real
            self.real.show_pictures(real[: self.real.columns * columns])
        if (caption, past) != (self._caption, self._past):
            self._caption, self._past = caption, past
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the grid square."""
        super().resizeEvent(event)
        self._place()

    def restyle(self) -> None:
        """Type may be larger now."""
        super().restyle()
        self._place()

    def draw(self, painter: QPainter) -> None:
        """Draw the names above both kinds, or the message."""
        if self.message is not None:
            self.draw_message(painter, QRectF(self.rect()).adjusted(24, 24, -24, -24), self.message)
            return
        font = self.appearance.font(10, QFont.Weight.DemiBold)
        metrics, small = QFontMetricsF(font), self.appearance.font(9)
        base = metrics.ascent()
        for grid, token, word in ((self.fake, "fake", "generated"), (self.real, "real", "real")):
            painter.setFont(font)
            painter.setPen(self.appearance.color(token))
            painter.drawText(QPointF(grid.x(), base), word)
        painter.setFont(small)
        painter.setPen(self.appearance.color("accent" if self._past else "muted"))
        left = self.fake.x() + metrics.horizontalAdvance("generated ") + self.appearance.px(4)
        painter.drawText(QPointF(left, base), self._caption)
        painter.setPen(self.appearance.color("muted"))
        small_metrics = QFontMetricsF(small)
        for index, name in enumerate(self._columns):
            tile = self.fake.tile(index)
            room = QRectF(self.fake.x() + tile.x(), self.fake.y() - small_metrics.height(), tile.width(), 0)
            room.setHeight(small_metrics.height())
            text = small_metrics.elidedText(name, Qt.TextElideMode.ElideRight, tile.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _place(self) -> None:
        px = self.appearance.px
        head = round(QFontMetricsF(self.appearance.font(10, QFont.Weight.DemiBold)).height()) + px(6)
        if self._columns:
            head += round(QFontMetricsF(self.appearance.font(9)).height())
        gap = px(_GAP)
        height = max(1, self.height() - head)
        square = max(1, min(height, self.width() - gap - px(_REAL)))
        self.fake.fit(self.columns, square / self.columns)
        tile = self.fake.side
        square = round(tile * self.columns)
        columns = max(1, int((self.width() - square - gap) / tile))
        self.real.fit(columns, tile)
        real = round(tile * columns)
        left = max(0, (self.width() - square - gap - real) // 2)
        self.fake.setGeometry(left, head, square, square)
        self.real.setGeometry(left + square + gap, head, real, square)
        if self._real is not None:
            self.real.show_pictures(self._real[: columns * self.columns])
