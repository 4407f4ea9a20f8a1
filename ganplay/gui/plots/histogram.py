"""Histograms over one axis, in per cent of each one's own total."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ganplay.contract.snapshots import Histogram
from ganplay.gui.plots.arrays import polygon
from ganplay.gui.plots.axes import Axes, Span
from ganplay.gui.theme import Appearance

Mark = tuple[float, str]
"""A value, and the label of the dashed line that stands there."""


def draw_histograms(
    painter: QPainter,
    appearance: Appearance,
    room: QRectF,
    histograms: Sequence[tuple[Histogram, str]],
    span: Span,
    title: str,
    marks: Sequence[Mark] = (),
) -> None:
    """Draw histograms with their colours' tokens one over the other, with axes, a title and marks."""
    px = appearance.px
    metrics = QFontMetricsF(appearance.font(9, tabular=True))
    left = room.left() + metrics.horizontalAdvance("100") + px(8)
    head, foot = metrics.height() + px(2), metrics.height() + px(6)
    area = QRectF(left, room.top() + head, room.right() - left - px(2), room.height() - head - foot)
    if area.width() < 20 or area.height() < 20:
        return
    shares = [100 * histogram.counts / histogram.counts.sum() for histogram, _ in histograms]
    axes = Axes(area, span, (0.0, 1.05 * max(float(share.max()) for share in shares)))
    axes.draw(painter, appearance)
    painter.setPen(appearance.color("muted"))
    painter.drawText(QRectF(left, room.top(), area.width(), head), Qt.AlignmentFlag.AlignHCenter, title)
    painter.setPen(Qt.PenStyle.NoPen)
    for (histogram, token), share in zip(histograms, shares, strict=True):
        x, y = np.repeat(axes.x_pixels(histogram.edges.astype(float)), 2), np.repeat(axes.y_pixels(share), 2)
        outline = np.stack((x, np.concatenate(([area.bottom()], y, [area.bottom()]))), axis=1)
        painter.setBrush(appearance.brush(token, 0.75 if len(histograms) == 1 else 0.55))
        painter.drawPolygon(polygon(outline))
    for value, label in marks:
        x = float(axes.x_pixels(np.array(value)))
        painter.setPen(appearance.pen("text", 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(appearance.color("text"))
        painter.drawText(
            QPointF(x - metrics.horizontalAdvance(label) / 2, room.top() + metrics.ascent()), label
        )
