"""How a rule's course is drawn, whatever the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from ganplay.gui.games.strokes import Floats
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.theme import Appearance

LONG = 1500
"""Strokes above which thin and jagged ones are drawn: smooth ones would take a frame's time."""


def stroke(
    painter: QPainter,
    appearance: Appearance,
    token: str,
    segments: Floats,
    width: float = 2.0,
) -> None:
    """Draw lines (n, 4), in pixels, in a rule's colour."""
    long = len(segments) > LONG
    pen = appearance.pen(token, 1.0 / appearance.scale if long else width)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not long)
    painter.setPen(pen)
    draw_segments(painter, segments)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
