"""Tooltips that stand beside what they explain."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

GAP = 6
"""Pixels between a widget and its tip."""
TIP = "QTipLabel"
"""What Qt calls the label of its tooltips."""


def show_beside(widget: QWidget, pointer: QPoint) -> None:
    """Show a widget's tip next to it instead of below the pointer, where it would cover what is looked at.

    Args:
        widget: what is explained.
        pointer: where on the screen the pointer is.
    """
    QToolTip.showText(pointer, widget.toolTip(), widget)
    tip = next((top for top in QApplication.topLevelWidgets() if top.metaObject().className() == TIP), None)
    if tip is not None and tip.isVisible():
        around = QRect(widget.mapToGlobal(QPoint()), widget.size())
        tip.move(place_beside(around, tip.size(), widget.screen().availableGeometry(), pointer.y()))


def place_beside(around: QRect, size: QSize, screen: QRect, height: int) -> QPoint:
    """The top left of a tip of this size to the left of a rectangle, or to its right, below or above it.

    Of what is lower than the tip, as a word of a legend, it stands above if it can: below is the picture.
    Where none of them has room, it stands at the left edge of the screen. ``height`` is where its top should
    be if it stands at a side.
    """
    top = min(max(height, screen.top()), screen.bottom() + 1 - size.height())
    left = min(max(around.left(), screen.left()), screen.right() + 1 - size.width())
    places = (
        QPoint(around.left() - GAP - size.width(), top),
        QPoint(around.right() + 1 + GAP, top),
        QPoint(left, around.bottom() + 1 + GAP),
        QPoint(left, around.top() - GAP - size.height()),
    )
    if around.height() < size.height():
        places = (places[3], *places[:3])
    free = (place for place in places if screen.contains(QRect(place, size)))
    return next(free, QPoint(screen.left(), top))
