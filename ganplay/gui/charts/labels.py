"""Short words and numbers at places of a chart, as one item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ganplay.gui.charts.segments import to_pixels
from ganplay.gui.charts.view import ViewItem
from ganplay.gui.theme import Appearance

MARGIN = 3
"""Pixels of ground at either side of a text."""


class Label(NamedTuple):
    """A text at a place in the units of the axes.

    ``anchor`` is the point of the text that lies there, (0, 0) its top left and (1, 1) its bottom right;
    ``gap`` moves it so many pixels away from there, towards the text's own side.
    """

    x: float
    y: float
    text: str
    anchor: tuple[float, float] = (0.5, 0.5)
    gap: float = 0.0
    token: str = "muted"
    points: float = 8.0


class Labels(ViewItem):
    """Texts on a ground that keeps lines from running through them.

    A text that would be cut off by the view or lie on an earlier one is left out.
    """

    def __init__(self, appearance: Appearance, *, z: float = 0.0) -> None:
        super().__init__()
        self._appearance = appearance
        self._labels: tuple[Label, ...] = ()
        self.setZValue(z)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What should be written; those that come first are the last to be left out."""
        return self._labels

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Write these from now on."""
        labels = tuple(labels)
        if labels != self._labels:
            self._labels = labels
            self.update()

    def boxes(self, seen: QRectF, places: np.ndarray) -> list[tuple[Label, QRectF]]:
        """The texts that are written, each with its ground.

        Args:
            seen: the view in pixels.
            places: where the labels belong, shape (n, 2), in pixels.
        """
        look = self._appearance
        fonts = {label.points: look.font(label.points, tabular=True) for label in self._labels}
        metrics = {points: QFontMetricsF(font) for points, font in fonts.items()}
        kept: list[tuple[Label, QRectF]] = []
        for label, (x, y) in zip(self._labels, places.tolist(), strict=True):
            size = metrics[label.points]
            width = size.horizontalAdvance(label.text) + 2 * look.px(MARGIN)
            across, up = label.anchor
            gap = 2 * label.gap * look.scale
            left = x - across * width + (0.5 - across) * gap
            top = y - up * size.height() + (0.5 - up) * gap
            box = QRectF(left, top, width, size.height())
            if seen.contains(box) and not any(box.intersects(other) for _, other in kept):
                kept.append((label, box))
        return kept

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Write the texts in device pixels."""
        if not self._labels:
            return
        look = self._appearance
        places = to_pixels(painter, np.array([(label.x, label.y) for label in self._labels]))
        seen = painter.worldTransform().mapRect(self.rect())
        painter.save()
        painter.resetTransform()
        for label, box in self.boxes(seen, places):
            painter.fillRect(box, look.color("card", 0.8))
            painter.setFont(look.font(label.points, tabular=True))
            painter.setPen(look.color(label.token))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label.text)
        painter.restore()
