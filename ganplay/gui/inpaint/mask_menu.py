"""The Masks menu: preset holes, and masks opened from and saved to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ganplay.contract.errors import GanplayError
from ganplay.contract.masks import PRESETS, Hole, beyond_ink
from ganplay.contract.picture_files import read_mask
from ganplay.contract.pictures import SIDE
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.inpaint.picture_files import write_mask
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance

KINDS = "PNG (*.png)"


class MaskMenu(QMenu):
    """Each preset with an icon; choosing a random one again draws another hole."""

    refused = Signal(str)
    """Why a file could not be read or written; empty when it could."""
    saved = Signal(str)
    """The name of the file that has been saved."""

    def __init__(
        self,
        editor: HoleEditor,
        exploration: Exploration,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._appearance = editor, appearance
        self._files = exploration.reader(read_mask, self)
        self._files.answered.connect(self._on_read)
        self._files.refused.connect(self.refused)
        self._seeds = dict.fromkeys(PRESETS, 0)
        self.setToolTipsVisible(True)
        self.presets = {name: self._add(name, self._on_preset_chosen) for name in PRESETS}
        self.addSeparator()
        self.beyond = self._add("all but the ink", self._on_beyond_chosen)
        self.beyond.setToolTip("What is drawn stays known, with two pixels around it: the rest is completed")
        self.addSeparator()
        self.open = self._add("Open a mask…", self._on_open_chosen)
        self.open.setToolTip("A picture of 28 x 28 pixels: white is unknown, black is known")
        self.save = self._add("Save the mask…", self._on_save_chosen)
        self.save.setToolTip("A PNG file of 28 x 28 pixels: white is unknown, black is known")
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def open_mask(self, path: Path) -> None:
        """Set the hole from a file once it has been read, or signal why that failed."""
        self._files.ask(path)

    def save_mask(self, path: Path) -> None:
        """Save the hole to a file, or signal why that failed."""
        try:
            write_mask(path, self._editor.hole)
        except GanplayError as error:
            self.refused.emit(str(error))
        else:
            self.saved.emit(path.name)

    def _add(self, text: str, slot: Callable[[], None]) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(slot)
        return action

    @Slot(object, object)
    def _on_read(self, _path: Path, hole: Hole) -> None:
        self.refused.emit("")
        self._editor.set_hole(hole)

    @Slot()
    def _on_preset_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        name = action.text()
        hole = PRESETS[name](self._seeds[name])
        self._seeds[name] += 1
        self._editor.set_hole(hole)

    @Slot()
    def _on_beyond_chosen(self) -> None:
        self._editor.set_hole(beyond_ink(self._editor.picture))

    @Slot()
    def _on_open_chosen(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a mask", "", KINDS)
        if name:
            self.open_mask(Path(name))

    @Slot()
    def _on_save_chosen(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the mask", "mask.png", KINDS)
        if name:
            path = Path(name)
            self.save_mask(path if path.suffix else path.with_suffix(".png"))

    @Slot()
    def _on_looks_changed(self) -> None:
        for name, action in self.presets.items():
            action.setIcon(_miniature(PRESETS[name](0), self._appearance))


def _miniature(hole: Hole, appearance: Appearance) -> QIcon:
    unknown, known = (np.uint32(appearance.color(token).rgb()) for token in ("accent", "line"))
    colors = np.where(hole, unknown, known)
    image = QImage(colors.data, SIDE, SIDE, 4 * SIDE, QImage.Format.Format_RGB32)
    return QIcon(QPixmap.fromImage(image))
