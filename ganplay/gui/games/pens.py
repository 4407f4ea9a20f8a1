"""How the rules' courses are drawn, whatever the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from ganplay.gui.games.strokes import Floats
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.theme import Appearance

LONG, LONGEST = 1500, 3000
"""Lines in one picture above which all are thin, and jagged too: a frame has time for no more."""

Stroke = tuple[str, Floats, float]
"""Token, lines (n, 4) in pixels, and width."""


def draw_strokes(painter: QPainter, appearance: Appearance, strokes: Sequence[Stroke]) -> None:
    """Draw all lines of one picture, the first lowest."""
    count = sum(len(lines) for _, lines, _ in strokes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, count <= LONGEST)
    for token, lines, width in strokes:
        pen = appearance.pen(token, 1.0 / appearance.scale if count > LONG else width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        draw_segments(painter, lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
