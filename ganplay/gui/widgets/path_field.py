"""The path of a file or a folder: typed, or picked with the system's own dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.entry import Entry

FILTERS = "CSV (*.csv *.txt);;*"


class PathField(QWidget):
    """A line for the path and a button that opens the dialog for it."""

    changed = Signal(object)
    refused = Signal(str)
    """Never sent: whether the file is of use is found out by whoever opens it."""

    def __init__(
        self, appearance: Appearance, parent: QWidget | None = None, *, folder: bool = False
    ) -> None:
        """A file is one of points, unless a ``folder`` is wanted."""
        super().__init__(parent)
        self._appearance = appearance
        self._folder = folder
        self._value = ""
        self.entry = Entry(self)
        self.entry.setPlaceholderText(f"path of a {self._word}")
        self.button = QToolButton(self)
        self.button.setProperty("kind", "flat")
        self.button.setToolTip(f"Choose a {self._word}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.entry, 1)
        self._row.addWidget(self.button)
        self.setFocusProxy(self.entry)
        self.entry.entered.connect(self._take)
        self.button.clicked.connect(self._on_button_clicked)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def _word(self) -> str:
        return "folder" if self._folder else "file"

    @property
    def value(self) -> str:
        """The path, perhaps empty."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show another path without saying so."""
        self._value = value
        self.entry.show_text(value)
        self.entry.setToolTip(value)

    @Slot(str)
    def _take(self, path: str) -> None:
        path = path.strip()
        changed = path != self._value
        self.set_value(path)
        if changed:
            self.changed.emit(path)

    @Slot()
    def _on_button_clicked(self) -> None:
        title = f"Choose a {self._word}"
        if self._folder:
            path = QFileDialog.getExistingDirectory(self, title, self._value)
        else:
            path, _ = QFileDialog.getOpenFileName(self, title, self._value, FILTERS)
        if path:
            self._take(path)

    @Slot()
    def _on_appearance_changed(self) -> None:
        look = self._appearance
        self._row.setSpacing(look.px(2))
        self.entry.setFixedHeight(look.px(25))
        self.button.setIcon(icon("folder", look, "muted"))
        self.button.setFixedSize(look.px(26), look.px(26))
