"""The outline of the brush at the mouse, as large as what it paints."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ganplay.gui.theme import Appearance

TINY = 14
"""Logical pixels of a brush that gets a cross around it, since its outline alone is hard to find."""
ARM = 9
"""Logical pixels of an arm of the cross."""


def draw_cursor(
    painter: QPainter, appearance: Appearance, box: QRectF, *, square: bool, erasing: bool
) -> None:
    """Draw the outline of a brush that covers a box; an eraser is crossed and in another colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Each line twice: it has to be seen on black, on white and on stripes.
    for pen in (
        appearance.pen("card", 4.0, alpha=0.8),
        appearance.pen("warn" if erasing else "text", 2.0 if erasing else 1.5),
    ):
        _draw(painter, pen, appearance, box, square=square, erasing=erasing)


def extent(appearance: Appearance, box: QRectF) -> QRectF:
    """The area that a cursor covers."""
    reach = appearance.px(3) + (appearance.px(ARM + 3) if box.width() < appearance.px(TINY) else 0)
    return box.adjusted(-reach, -reach, reach, reach)


def _draw(
    painter: QPainter, pen: QPen, appearance: Appearance, box: QRectF, *, square: bool, erasing: bool
) -> None:
    painter.setPen(pen)
    if square:
        painter.drawRect(box)
    else:
        painter.drawEllipse(box)
    middle = box.center()
    if erasing:
        inset = 0.0 if square else box.width() * 0.146  # Where a circle meets its diagonals.
        cross = box.adjusted(inset, inset, -inset, -inset)
        painter.drawLine(QLineF(cross.topLeft(), cross.bottomRight()))
        painter.drawLine(QLineF(cross.bottomLeft(), cross.topRight()))
    if box.width() < appearance.px(TINY):
        near, far = box.width() / 2 + appearance.px(3), box.width() / 2 + appearance.px(ARM)
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(QLineF(middle + way * near, middle + way * far))
