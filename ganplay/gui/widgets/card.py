"""A card: a title, perhaps one large number with its explanation, and whatever is put on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.live_text import LiveText
from ganplay.gui.widgets.text import Text


class Card(QFrame):
    """A rounded frame with a hair line.

    Put things below each other with :meth:`add`, or beside the title with :meth:`add_beside_title`.
    """

    PADDING = 12
    GAP = 6

    def __init__(self, title: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._appearance = appearance
        self._title = Text(title, "heading")
        self._number = LiveText("", "number")
        self._note = LiveText("", "small", wrap=True)
        self.header = QHBoxLayout()
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.header)
        self.body.addWidget(self._number)
        self.body.addWidget(self._note)
        self._title.setVisible(bool(title))
        self._number.hide()
        self._note.hide()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def set_title(self, title: str) -> None:
        """Name the card."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def set_number(self, text: str, note: str = "") -> None:
        """Show the number that matters, large, and its explanation, small; empty texts take no room."""
        self._number.setText(text)
        self._number.setVisible(bool(text))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something at the bottom of the card."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)

    def add_beside_title(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something at the right end of the title's line, or over all the room there if it stretches."""
        if stretch:
            self.header.setStretch(1, 0)
        self.header.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _on_appearance_changed(self) -> None:
        padding = self._appearance.px(self.PADDING)
        self.body.setContentsMargins(padding, self._appearance.px(10), padding, padding)
        self.body.setSpacing(self._appearance.px(self.GAP))
        self.header.setSpacing(self._appearance.px(8))
