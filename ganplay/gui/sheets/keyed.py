"""Widgets on which keys walk."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ganplay.gui.sheets.painted_widget import PaintedWidget


class Keyed(QWidget):
    """Has keys of its own while it or a part of it has the focus, whatever they do elsewhere."""

    KEYS: ClassVar[frozenset[Qt.Key]] = frozenset()

    def event(self, event: QEvent) -> bool:
        """Keep its keys from being taken for the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in self.KEYS:
                event.accept()
                return True
        return super().event(event)


class KeyedWidget(Keyed, PaintedWidget):
    """A painted widget on which keys walk."""
