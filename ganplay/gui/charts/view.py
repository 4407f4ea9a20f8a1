"""The area of a chart in which data are drawn: wheel, drag, the way back and the menu; and its items."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QGraphicsRectItem


class ChartView(pg.ViewBox):
    """A view that follows its chart's range until a hand moves it, and again when asked to."""

    menu_wanted = Signal(QPoint)
    """Where on the screen the menu should open."""
    followed = Signal()
    """The range should follow the data again."""
    moved = Signal()
    """A hand has zoomed or panned."""
    clicked = Signal(QPointF)
    """A left click at this place, in the units of the axes."""

    def __init__(self, *, aspect_locked: bool = False) -> None:
        super().__init__(enableMenu=False, lockAspect=aspect_locked, defaultPadding=0.0)
        self.moved_by_hand = False
        """Whether somebody has zoomed or panned since the view last followed its data."""
        self.disableAutoRange()
        self.sigRangeChangedManually.connect(self._on_moved)
        self.sigRangeChanged.connect(self._on_range_changed)

    def follow(self) -> None:
        """Show what the chart wants to show from now on."""
        self.moved_by_hand = False
        self.followed.emit()

    def mouseClickEvent(self, event: Any) -> None:
        """Open the menu at a right click; tell of a left one."""
        if event.button() == Qt.MouseButton.RightButton:
            event.accept()
            self.menu_wanted.emit(event.screenPos().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(self.mapToView(event.pos()))

    def mouseDoubleClickEvent(self, event: Any) -> None:
        """Go back to what the chart wants to show."""
        event.accept()
        self.follow()

    def addItem(self, item: Any, ignoreBounds: bool = True) -> None:  # noqa: N803
        """Draw an item, which takes no part in automatic ranges."""
        super().addItem(item, ignoreBounds)
        if isinstance(item, ViewItem):
            item.setRect(self.viewRect())

    def _on_range_changed(self, *_: Any) -> None:
        view = self.viewRect()
        for item in self.childGroup.childItems():
            if isinstance(item, ViewItem):
                item.setRect(view)

    def _on_moved(self, *_: Any) -> None:
        self.moved_by_hand = True
        self.moved.emit()


class ViewItem(QGraphicsRectItem):
    """An item that covers the whole view, so that new data never move a bounding rectangle.

    Qt's rectangle keeps it, and not Python, which Qt would ask some twenty times a frame, each time waiting
    until the training thread lets go of the interpreter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setPen(Qt.PenStyle.NoPen)
