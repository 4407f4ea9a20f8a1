"""Words on the screen, with a role that decides how they look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Role = Literal["plain", "title", "heading", "number", "muted", "small", "warn", "alarm", "changed"]


class Text(QLabel):
    """A label of plain text; ``wrap`` lets it run over several lines."""

    def __init__(
        self, text: str = "", role: Role = "plain", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def set_role(self, role: Role) -> None:
        """Look like something else from now on."""
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
