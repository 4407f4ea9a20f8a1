"""The area of a chart in which data are drawn: wheel, drag, the way back and the menu; and its items."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal


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

    def _on_moved(self, *_: Any) -> None:
        self.moved_by_hand = True
        self.moved.emit()


class ViewItem(pg.GraphicsObject):
    """An item that covers the whole view, so that new data never move a bounding rectangle."""

    def boundingRect(self) -> QRectF:
        """All of the view."""
        view: QRectF = self.viewRect()
        return view

    def dataBounds(self, *_: Any, **__: Any) -> None:
        """Takes no part in automatic ranges."""
