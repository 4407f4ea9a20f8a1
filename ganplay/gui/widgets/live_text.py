"""A label for words that change with every frame."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.gui.widgets.text import Role, Text


class LiveText(QWidget):
    """A text that asks for a new layout only when its words need more room than any before.

    A label asks for one with every change, and Qt then lays out the whole window: milliseconds in each frame.
    """

    def __init__(
        self, text: str = "", role: Role = "plain", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label = Text(text, role, wrap=wrap, parent=self)
        policy = self.label.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._room = QSize()
        """The largest size that any words have needed; not of lines that wrap."""

    def text(self) -> str:
        """The words."""
        return self.label.text()

    def setText(self, text: str) -> None:
        """Show other words."""
        if text == self.label.text():
            return
        self.label.setText(text)
        if self.label.wordWrap():
            if self.label.heightForWidth(self.width()) != self.height():
                self.updateGeometry()
        elif self.label.sizeHint().expandedTo(self._room) != self._room:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the words and for any before."""
        if self.label.wordWrap():
            return self.label.sizeHint()
        self._room = self._room.expandedTo(self.label.sizeHint()).expandedTo(self.minimumSize())
        return self._room

    def minimumSizeHint(self) -> QSize:
        """No less, where lines do not wrap."""
        return self.label.minimumSizeHint() if self.label.wordWrap() else self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Of lines that wrap."""
        return self.label.heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all the room."""
        super().resizeEvent(event)
        self.label.resize(event.size())

    def changeEvent(self, event: QEvent) -> None:
        """With other type the room is another."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._room = QSize()
            self.updateGeometry()
        super().changeEvent(event)
