"""What the bars below runs, games and searches share: Play, buttons, and numbers that stand still."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ganplay.gui.actions import Action
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.live_text import LiveText


class TransportBar(QFrame):
    """A card with one row, which a subclass fills."""

    def __init__(self, play: Action, appearance: Appearance, parent: QWidget | None = None) -> None:
        """``play`` is what the Play button does."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._appearance = appearance
        self._icons: dict[QAbstractButton, str] = {}
        self._samples: dict[LiveText, tuple[str, bool]] = {}
        self._row = QHBoxLayout(self)
        self.play = self.button(play)
        self.play.setProperty("kind", "primary")
        appearance.changed.connect(self._on_appearance_changed)

    def button(self, action: Action) -> QPushButton:
        """A button of the bar and its keys; it is not in its row yet."""
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dress(button, action)
        return button

    def dice(self, action: Action) -> QToolButton:
        """The square button that takes another seed."""
        dice = QToolButton(self)
        self._dress(dice, action)
        return dice

    def number(self, text: str, sample: str, *, large: bool = False) -> LiveText:
        """Words that change as the run goes on: as wide as ``sample`` from the start, so nothing moves."""
        number = LiveText(text, "heading" if large else "small")
        self._samples[number] = sample, large
        return number

    def show_playing(self, playing: bool) -> None:
        """Have the button say what it would do now."""
        word = "Pause" if playing else "Play"
        if self.play.text() != word:
            self.play.setText(word)
            self._icons[self.play] = word.lower()
            self._draw_icon(self.play)

    def _dress(self, button: QAbstractButton, action: Action) -> None:
        action.attach(button)
        if action.icon:
            self._icons[button] = action.icon

    def _draw_icon(self, button: QAbstractButton) -> None:
        color = "on_accent" if button is self.play else "text"
        button.setIcon(icon(self._icons[button], self._appearance, color))

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._row.setContentsMargins(px(10), px(8), px(14), px(8))
        self._row.setSpacing(px(8))
        self.play.setMinimumSize(QSize(px(112), px(42)))
        for button in self._icons:
            self._draw_icon(button)
            if isinstance(button, QToolButton):
                button.setFixedSize(px(34), px(34))
        for text, (sample, large) in self._samples.items():
            if large:
                text.label.setFont(look.font(13, QFont.Weight.DemiBold, tabular=True))
            text.label.ensurePolished()
            text.setMinimumWidth(text.label.fontMetrics().horizontalAdvance(sample) + px(2))
