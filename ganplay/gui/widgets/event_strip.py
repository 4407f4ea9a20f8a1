"""One sentence about what has just happened, what might help, and a way to be rid of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class EventStrip(QFrame):
    """Hidden until there is something to say; the newest sentence replaces the one before."""

    acted = Signal()
    """The remedy's button was pressed."""
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self._appearance = appearance
        self._sentence = Text("", wrap=True)
        self._remedy = Text("", "small", wrap=True)
        self.action = QPushButton(self)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("kind", "flat")
        self.close_button.setToolTip("Close")
        for button in (self.action, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._remedy)
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action.clicked.connect(self.acted)
        self.close_button.clicked.connect(self._on_close_clicked)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.hide()

    def say(self, sentence: str, remedy: str = "", action: str = "", *, calm: bool = False) -> None:
        """Show a sentence, what might help, and a button that does it; empty texts take no room.

        A calm one wants nothing of the person, and looks like that.
        """
        self.setProperty("tone", "calm" if calm else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()

    @Slot()
    def _on_close_clicked(self) -> None:
        self.hide()
        self.closed.emit()

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._row.setContentsMargins(px(10), px(6), px(6), px(6))
        self._row.setSpacing(px(8))
        self.close_button.setIcon(icon("close", self._appearance, "muted"))
        self.close_button.setFixedSize(px(26), px(26))
