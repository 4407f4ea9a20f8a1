"""How the rules' courses are drawn, whatever the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from ganplay.gui.games.strokes import Floats
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.theme import Appearance

LONG = 1500
"""Lines in one picture above which all are thin and jagged: smooth ones would take a frame's time."""

Stroke = tuple[str, Floats, float]
"""Token, lines (n, 4) in pixels, and width."""


def draw_strokes(painter: QPainter, appearance: Appearance, strokes: Sequence[Stroke]) -> None:
    """Draw all lines of one picture, the first lowest."""
    long = sum(len(lines) for _, lines, _ in strokes) > LONG
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not long)
    for token, lines, width in strokes:
        pen = appearance.pen(token, 1.0 / appearance.scale if long else width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        draw_segments(painter, lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
