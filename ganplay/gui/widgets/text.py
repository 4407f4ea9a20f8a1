"""Words on the screen, with a role that decides how they look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ganplay.gui.stylesheet import ROLES

Role = Literal["plain", "title", "heading", "number", "muted", "small", "warn", "alarm", "changed"]

COLORS: dict[Role, str] = {
    "muted": "muted",
    "small": "muted",
    "changed": "accent",
    "warn": "warn",
    "alarm": "warn",
}
"""Tokens of the roles that are not in the colour of all text."""


class Text(QLabel):
    """A label of plain text; ``wrap`` lets it run over several lines."""

    def __init__(
        self, text: str = "", role: Role = "plain", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, role)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def set_role(self, role: Role) -> None:
        """Look like something else from now on."""
        if role != self.property("role"):
            set_role(self, role)
            self.style().unpolish(self)
            self.style().polish(self)


def set_role(label: QLabel, role: Role) -> None:
    """Give a label a role: its size comes from the style sheet, its colour from the palette."""
    label.setProperty("role", role)
    label.setForegroundRole(ROLES[COLORS[role]] if role in COLORS else QPalette.ColorRole.WindowText)
