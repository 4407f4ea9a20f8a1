"""Our own icons: strokes on a 24 x 24 grid, drawn in a colour of the palette."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ganplay.contract.files import resources
from ganplay.gui.theme import Appearance

SIZES = (12, 16, 20, 24, 32, 40, 48, 64, 96)
"""Device pixels at which an icon is drawn sharply; other sizes are scaled down from the next larger one."""


def icon(name: str, appearance: Appearance, token: str = "text") -> QIcon:
    """One icon in a token's colour; ask again when the appearance has changed.

    Raises:
        FileNotFoundError: there is no icon of this name.
    """
    return _draw(name, appearance.color(token).name())


@functools.cache
def _draw(name: str, color: str) -> QIcon:
    source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    drawn = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        drawn.addPixmap(pixmap)
    return drawn
