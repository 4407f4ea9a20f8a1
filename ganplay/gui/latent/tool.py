"""A small button with a word, an icon or both, and its sentence on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QToolButton

from ganplay.gui.actions import Action
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance


class Tool(QToolButton):
    """Keeps its icon in the colours of the day."""

    def __init__(self, appearance: Appearance, text: str = "", tip: str = "", picture: str = "") -> None:
        super().__init__()
        self._appearance, self._picture = appearance, picture
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text and picture:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    @classmethod
    def of(cls, action: Action, appearance: Appearance) -> Tool:
        """The button of an action, with its keys."""
        tool = cls(appearance, action.text, action.tip, action.icon)
        action.attach(tool)
        return tool

    def set_picture(self, picture: str) -> None:
        """Wear another icon."""
        if picture != self._picture:
            self._picture = picture
            self._on_looks_changed()

    @Slot()
    def _on_looks_changed(self) -> None:
        if self._picture:
            px = self._appearance.px
            self.setIcon(icon(self._picture, self._appearance))
            self.setIconSize(QSize(px(16), px(16)))
