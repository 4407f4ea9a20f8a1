"""A key that does something wherever the focus is in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def shortcut(keys: str, parent: QWidget, slot: Callable[..., object], *, repeats: bool = True) -> QShortcut:
    """Call ``slot`` when the keys are pressed, and again while they are held if it ``repeats``."""
    made = QShortcut(QKeySequence(keys), parent, slot)
    made.setAutoRepeat(repeats)
    return made
