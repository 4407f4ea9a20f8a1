"""The rail at the left: the pages, the step and rate of what runs there, and the button that pauses all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ganplay.contract.kinds import Kind
from ganplay.gui import actions
from ganplay.gui.actions import Action
from ganplay.gui.activity import Activity
from ganplay.gui.icons import icon
from ganplay.gui.page_table import PageEntry
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import repeating

REFRESH_MS = 500
"""Badges need not be newer than that."""


class Rail(QWidget):
    """Says which page is wanted; under the button of a page whose run goes on stand its step and rate."""

    chosen = Signal(int)
    """The page at this place is wanted."""
    pause_wanted = Signal()
    """Everything shall pause."""

    def __init__(
        self,
        pages: Sequence[PageEntry],
        runs: Mapping[Kind, Activity],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs, self._appearance = runs, appearance
        self.buttons: list[QToolButton] = []
        self.badges: dict[Kind, Text] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for index, place in enumerate(pages):
            button = self._button(place.action(index + 1))
            button.setProperty("page", index)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.toggled.connect(self._on_toggled)
            self.buttons.append(button)
            if place.kind is not None:
                self.badges[place.kind] = self._badge()
        self._column.addStretch(1)
        self.pause = self._button(actions.PAUSE_ALL)
        self.pause.clicked.connect(self.pause_wanted)
        self._refresh = repeating(REFRESH_MS, self)
        self._refresh.timeout.connect(self.refresh)
        self._refresh.start()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def choose(self, index: int) -> None:
        """Show this page as the one that is open."""
        self.buttons[index].setChecked(True)

    @Slot()
    def refresh(self) -> None:
        """Bring the badges up to date."""
        for kind, badge in self.badges.items():
            run = self._runs[kind]
            words = f"{_short(run.step)}\n{_short(run.steps_per_second)}/s" if run.running else ""
            if words != badge.text():
                badge.setText(words)
                badge.setToolTip(f"{kind.title} is at step {run.step:,}" if words else "")

    def _button(self, action: Action) -> QToolButton:
        button = QToolButton()
        action.attach(button)
        button.setObjectName(action.icon)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setProperty("kind", "rail")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column.addWidget(button)
        return button

    def _badge(self) -> Text:
        badge = Text("", "small")
        badge.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        badge.setAccessibleName("step and rate")
        self._column.addWidget(badge)
        return badge

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.sender().property("page"))

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._column.setSpacing(px(2))
        for button in (*self.buttons, self.pause):
            button.setIcon(icon(button.objectName(), look))
            button.setIconSize(QSize(px(22), px(22)))
            button.setFixedSize(px(60), px(58))
        for badge in self.badges.values():
            # The room is kept where nothing runs, so that no button moves under the pointer.
            badge.ensurePolished()
            badge.setFixedSize(px(60), 2 * badge.fontMetrics().lineSpacing())


def _short(number: float) -> str:
    """A number in at most five characters: 950, 12.3k, 1.2M."""
    for size, word in ((1e6, "M"), (1e4, "k")):
        if number >= size:
            shown = number / (1e3 if word == "k" else 1e6)
            return f"{shown:.1f}{word}" if shown < 100 else f"{shown:.0f}{word}"
    return f"{number:,.0f}" if number >= 10 or number == 0 else f"{number:.1f}".removesuffix(".0")
