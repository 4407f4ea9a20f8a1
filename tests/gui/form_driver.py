"""Turning the knobs of a form as a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ganplay.gui.forms.settings_form import SettingsForm


def choose(form: SettingsForm, path: str, key: str) -> None:
    """Choose with the arrow keys on the closed box, past what lies between."""
    box = form.rows[path].control
    steps = box.findData(key) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def type_in(form: SettingsForm, path: str, text: str) -> None:
    """Type a value over the one in a row's field, and press Return."""
    entry = form.rows[path].control.entry
    entry.selectAll()
    QTest.keyClicks(entry, text)
    QTest.keyClick(entry, Qt.Key.Key_Return)
