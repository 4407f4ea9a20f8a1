"""Inter, bundled, so that the window looks alike on every machine."""

from __future__ import annotations

import functools

from PySide6.QtGui import QFontDatabase

from ganplay.contract.files import resources


@functools.cache
def family() -> str:
    """The family to set type in: Inter if its files are there, else the system's own sans.

    Needs a running QGuiApplication.
    """
    found: list[str] = []
    for path in sorted((resources() / "fonts").glob("*.otf")):
        handle = QFontDatabase.addApplicationFont(str(path))
        if handle != -1:
            found += QFontDatabase.applicationFontFamilies(handle)
    if "Inter" in found:
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
