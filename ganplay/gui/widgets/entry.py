"""A line to type in that speaks once per edit, and takes an edit back with Escape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class Entry(QLineEdit):
    """A line edit whose ``entered`` comes on Return or on leaving, and only if something was typed."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.editingFinished.connect(self._on_editing_finished)

    def show_text(self, text: str) -> None:
        """Show what is in force; an edit under way is dropped."""
        self._shown = text
        self.setText(text)
        self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Keep the Escape that takes an edit back from being taken for a shortcut of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and self.isModified():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all when reached by Tab, so that typing replaces."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings back what was there."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_text(self._shown)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_editing_finished(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.entered.emit(self.text())
