"""Every loss term of every candidate over the iterations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.inpainting import TERMS, Progress
from ganplay.contract.snapshots import Array
from ganplay.gui.charts.curves import extent
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.axes import Axes, Span, room_for_labels, settle, settle_steps
from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

Floats = NDArray[np.float64]

WORDS = {
    "total": ("total", "text"),
    "context": ("context: misses known pixels", "pull"),
    "realism": ("λ · realism: looks unreal to D", "critic"),
    "prior": ("μ · |z|²/d: z is far out", "fake"),
}
"""What each term is called, and its colour; from top to bottom."""

MOST = 1200
"""Lines in one chart for all but the answer together: 75 pieces each of sixteen, 18 of 64."""

FINEST = 300
"""Pieces of the answer's curve."""


class TermsPlot(Plot):
    """A chart for each term below the other; the answer bold, marks where the hole was changed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.progress: Progress | None = None
        self._spans: dict[str, Span] = {}
        self._left = 0.0
        """Where all charts begin, so that the same iterations are below each other."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("loss terms of every candidate over the iterations")
        self.setToolTip(
            "Each thin line is a candidate, the bold one the answer; dashed: there the hole or the picture "
            "was changed. Terms are drawn as they count, with λ and μ in them."
        )

    def show_progress(self, progress: Progress | None) -> None:
        """Show what has been recorded."""
        self.progress = progress
        self.update()

    def sizeHint(self) -> QSize:
        """Four low charts, which take what room there is."""
        return QSize(316, 240)

    def minimumSizeHint(self) -> QSize:
        """Four low ones."""
        return QSize(180, 240)

    def draw(self, painter: QPainter) -> None:
        """Draw all charts over the same iterations."""
        progress = self.progress
        if progress is None or len(progress.trace) < 2:
            self.draw_message(painter, QRectF(self.rect()), "Press Play: the curves begin with the search.")
            return
        px = self.appearance.px
        for key in WORDS:
            self._settle(key, progress.trace[:, :, TERMS.index(key)])
        self._left = max(room_for_labels(self.appearance, span, log=False) for span in self._spans.values())
        foot = QFontMetricsF(self.appearance.font(9)).height() + px(4)
        room = (self.height() - foot) / len(WORDS)
        for index, key in enumerate(WORDS):
            last = index == len(WORDS) - 1
            box = QRectF(0, index * room, self.width(), room + (foot if last else 0))
            self._draw_chart(painter, box, key, foot if last else px(8))

    def _draw_chart(self, painter: QPainter, box: QRectF, key: str, foot: float) -> None:
        progress, px = self.progress, self.appearance.px
        assert progress is not None
        word, token = WORDS[key]
        values = progress.trace[:, :, TERMS.index(key)].astype(np.float64)
        bold = QFontMetricsF(self.appearance.font(11, QFont.Weight.DemiBold))
        painter.setFont(self.appearance.font(9, QFont.Weight.DemiBold))
        painter.setPen(self.appearance.color(token))
        base = box.top() + bold.ascent()
        painter.drawText(QPointF(0, base), word)
        number = numeral(float(values[min(progress.shown, len(values) - 1), progress.answer]), 3)
        painter.setFont(self.appearance.font(11, QFont.Weight.DemiBold, tabular=True))
        painter.drawText(QPointF(box.right() - painter.fontMetrics().horizontalAdvance(number), base), number)
        top = box.top() + bold.height() + px(5)
        area = QRectF(self._left, top, box.width() - self._left - px(2), box.bottom() - top - foot)
        if area.width() < 20 or area.height() < 16:
            return
        axes = Axes(area, settle_steps(len(values) - 1), self._spans[key])
        painter.save()
        if foot <= px(8):
            # The iterations are written once, below all charts.
            painter.setClipRect(QRectF(0, area.top() - px(6), box.width(), area.height() + px(12)))
        axes.draw(painter, self.appearance)
        painter.restore()
        painter.save()
        painter.setClipRect(area.adjusted(0, -1, 0, 1))
        self._draw_marks(painter, axes)
        self._draw_lines(painter, axes, values, token)
        painter.restore()

    def _draw_lines(self, painter: QPainter, axes: Axes, values: Floats, token: str) -> None:
        progress = self.progress
        assert progress is not None
        count = values.shape[1]
        rows = _rows(len(values), max(8, MOST // count))
        painter.setPen(self.appearance.pen(token, 1.0, alpha=0.35))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_segments(painter, _segments(axes, rows, values[rows]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = _rows(len(values), FINEST)
        pen = self.appearance.pen(token, 2.5)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        draw_segments(painter, _segments(axes, rows, values[rows][:, [progress.answer]]))

    def _draw_marks(self, painter: QPainter, axes: Axes) -> None:
        progress = self.progress
        assert progress is not None
        painter.setPen(self.appearance.pen("accent", 1.2, Qt.PenStyle.DashLine))
        for x in axes.x_pixels(np.array([at for at in progress.painted if at], dtype=np.float64)):
            painter.drawLine(QPointF(x, axes.area.top()), QPointF(x, axes.area.bottom()))
        if progress.shown < progress.iteration:
            painter.setPen(self.appearance.pen("text", 1.5))
            (x,) = axes.x_pixels(np.array([float(progress.shown)]))
            painter.drawLine(QPointF(x, axes.area.top()), QPointF(x, axes.area.bottom()))

    def _settle(self, key: str, values: Array) -> None:
        known = np.where(np.isfinite(values), values, np.nan)
        low = np.nanmin(known, axis=1) if np.isfinite(known).any() else np.zeros(1)
        high = np.nanmax(known, axis=1) if np.isfinite(known).any() else np.ones(1)
        self._spans[key] = settle(*extent(low, high, ()), self._spans.get(key))


def _rows(count: int, most: int) -> NDArray[np.intp]:
    """At most so many rows of a table, evenly, the last one included."""
    return np.unique(np.linspace(0, count - 1, min(count, most + 1)).round().astype(np.intp))


def _segments(axes: Axes, rows: NDArray[np.intp], values: Floats) -> Floats:
    """The lines of curves (rows, columns) in pixels, shape (n, 4)."""
    x = np.broadcast_to(axes.x_pixels(rows.astype(np.float64))[:, None], values.shape)
    y = axes.y_pixels(values)
    return np.stack((x[:-1], y[:-1], x[1:], y[1:]), axis=-1).reshape(-1, 4)
