"""How the parameters of D are spread, and whether they pile up at the clipping bounds."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Frame
from ganplay.gui.plots.arrays import polygon
from ganplay.gui.plots.axes import Axes
from ganplay.gui.plots.numerals import MINUS
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class WeightsPlot(Plot):
    """A histogram of D's parameters; with weight clipping, the bounds as dashed lines."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._frame: Frame | None = None
        self._bound: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("histogram of D's weights")
        self.setToolTip("How many of D's weights and biases have which value, in per cent of all.")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 160)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks."""
        return QSize(180, 90)

    def show_frame(self, frame: Frame | None) -> None:
        """Draw a moment of a run, or the empty state."""
        self._frame = frame
        self.update()

    def set_bound(self, bound: float | None) -> None:
        """The bound c of weight clipping; None without it."""
        if bound != self._bound:
            self._bound = bound
            self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the histogram over its axes."""
        weights = self._frame.weights if self._frame is not None else None
        if weights is None or not weights.counts.sum() > 0:
            self.draw_message(painter, QRectF(self.rect()), "how D's weights are spread, once they are there")
            return
        edges = weights.edges.astype(float)
        share = 100 * weights.counts.astype(float) / weights.counts.sum()
        appearance, px = self.appearance, self.appearance.px
        metrics = QFontMetricsF(appearance.font(9, tabular=True))
        x_from, x_to = float(edges[0]), float(edges[-1])
        if self._bound is not None:
            # Room beside the bounds, so that a pile on them is seen whole.
            x_from, x_to = min(x_from, -1.15 * self._bound), max(x_to, 1.15 * self._bound)
        left = metrics.horizontalAdvance("100") + px(8)
        head, foot = metrics.height() + px(2), metrics.height() + px(6)
        area = QRectF(left, head, self.width() - left - px(2), self.height() - head - foot)
        if area.width() < 20 or area.height() < 20:
            return
        axes = Axes(area, (x_from, x_to), (0.0, 1.05 * float(share.max())))
        axes.draw(painter, appearance)
        painter.setPen(appearance.color("muted"))
        painter.drawText(
            QRectF(left, 0, area.width(), head), Qt.AlignmentFlag.AlignHCenter, "% of D's weights"
        )

        x, y = np.repeat(axes.x_pixels(edges), 2), np.repeat(axes.y_pixels(share), 2)
        outline = np.stack((x, np.concatenate(([area.bottom()], y, [area.bottom()]))), axis=1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(appearance.brush("critic", 0.75))
        painter.drawPolygon(polygon(outline))
        if self._bound is not None:
            self._draw_bounds(painter, axes, metrics, self._bound)

    def _draw_bounds(self, painter: QPainter, axes: Axes, metrics: QFontMetricsF, bound: float) -> None:
        for value, sign in ((-bound, MINUS), (bound, "+")):
            x = float(axes.x_pixels(np.array(value)))
            painter.setPen(self.appearance.pen("text", 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, axes.area.top()), QPointF(x, axes.area.bottom()))
            text = f"{sign}c"
            painter.setPen(self.appearance.color("text"))
            painter.drawText(QPointF(x - metrics.horizontalAdvance(text) / 2, metrics.ascent()), text)
