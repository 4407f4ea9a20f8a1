"""Round points with a rim of the card's colour, so that neighbours stay apart and lie above any surface."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ganplay.gui.theme import Appearance

RIM = 0.8
"""Width of the rim in pixels at scale 1."""


def dot(appearance: Appearance, token: str, diameter: float, ratio: float, alpha: float = 1.0) -> QPixmap:
    """The picture of one point, ``diameter`` pixels wide at scale 1, for a screen of this pixel ratio."""
    size = diameter * appearance.scale
    rim = RIM * appearance.scale
    # An odd number of pixels has a middle one, on which a point's place falls.
    side = 2 * round((size / 2 + rim) * ratio) + 1
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    centre = QPointF(side / 2, side / 2)
    painter.setBrush(appearance.brush("card", 0.65 * alpha))
    painter.drawEllipse(centre, (size / 2 + rim) * ratio, (size / 2 + rim) * ratio)
    painter.setBrush(appearance.brush(token, alpha))
    painter.drawEllipse(centre, size / 2 * ratio, size / 2 * ratio)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
