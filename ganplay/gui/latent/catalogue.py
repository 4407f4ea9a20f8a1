"""The models that can be explored: shipped ones, the one that is training now, and files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ganplay.contract.checkpoints import title_of
from ganplay.contract.files import models
from ganplay.contract.latent import Source
from ganplay.contract.views import Model
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox

FIRST = "dcgan"

LIVE = "live"
OPEN = "open"
_SHIPPED = "shipped:"
_FILE = "file:"


class Catalogue(ChoiceBox):
    """One list of all of them, by title."""

    shipped_chosen = Signal(str)
    file_chosen = Signal(object)
    """A path."""
    live_chosen = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        shipped = models()
        # The one whose whole training is shipped shows most.
        self.names = tuple(sorted(shipped, key=lambda name: (name != FIRST, name)))
        titles = {name: title_of(shipped[name]) for name in self.names}
        choices = [Choice(_SHIPPED + name, titles[name], "Shipped with ganplay") for name in self.names]
        choices.append(Choice(LIVE, "training now", "What the Images page is training"))
        choices.append(Choice(OPEN, "open a file…", "Weights or a checkpoint (.safetensors)"))
        super().__init__(choices, appearance, parent)
        self._shown = ""
        self.setAccessibleName("model")
        self.set_value(choices[0].key if self.names else "")
        self.changed.connect(self._on_changed)
        self.again.connect(self._on_again)

    def show_source(self, source: Source) -> None:
        """Show what is in force: the name of a shipped model, a file, or networks that are being trained."""
        if isinstance(source, Model):
            self.show_live()
        elif isinstance(source, Path):
            self.show_file(source)
        else:
            self.show_shipped(source)

    def show_shipped(self, name: str) -> None:
        """Show that a shipped model is in force."""
        self._show(_SHIPPED + name)

    def show_file(self, path: Path) -> None:
        """Show that a file is in force, in the list from now on."""
        key = _FILE + str(path)
        if self.findData(key) < 0:
            title = title_of(path)
            self.insertItem(
                self.count() - 1, path.name if title == path.stem else f"{title} ({path.name})", key
            )
        self._show(key)

    def show_live(self) -> None:
        """Show that the run on the Images page is followed."""
        self._show(LIVE)

    def show_last(self) -> None:
        """Show again what was in force: what was chosen is not."""
        self._show(self._shown)

    def _show(self, key: str) -> None:
        self._shown = key
        self.set_value(key)

    @Slot(object)
    def _on_again(self, key: str | None) -> None:
        if key == LIVE:
            self.live_chosen.emit()

    @Slot(object)
    def _on_changed(self, key: str | None) -> None:
        if not key:
            return  # Nothing is in force, and nothing is shown.
        if key == LIVE:
            self.live_chosen.emit()
        elif key == OPEN:
            self.show_last()
            name, _ = QFileDialog.getOpenFileName(self, "Open a model", "", "Weights (*.safetensors)")
            if name:
                self.file_chosen.emit(Path(name))
        elif key.startswith(_FILE):
            self.file_chosen.emit(Path(key.removeprefix(_FILE)))
        else:
            self.shipped_chosen.emit(key.removeprefix(_SHIPPED))
