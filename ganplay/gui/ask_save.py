"""The dialog that asks where to save something."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_save(parent: QWidget, title: str, name: str, kind: str, suffix: str) -> Path | None:
    """The file that a person chose; None if none was. A name typed without a suffix gets ``suffix``.

    The dialog adds it itself, so that it also asks before another file of that name is replaced.
    """
    dialog = QFileDialog(parent, title, f"{name}{suffix}", f"{kind} (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(f"{name}{suffix}")
    try:
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
    finally:
        dialog.deleteLater()
