"""Driving the canvas with the mouse, and what is then shown."""

from __future__ import annotations

import dataclasses

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hatching import stripes
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.theme import Appearance

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton

Places = tuple[float, float]


@dataclasses.dataclass
class CanvasDriver:
    """Mouse events by places in the picture: pixel (row, column) is at (column + 0.5, row + 0.5)."""

    editor: HoleEditor
    canvas: HoleCanvas
    appearance: Appearance

    def point(self, place: Places) -> QPoint:
        return QPointF(*self.canvas.placement.point(place)).toPoint()

    def drag(self, *way: Places, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.canvas, button, pos=self.point(way[0]))
        for place in way[1:]:
            QTest.mouseMove(self.canvas, self.point(place))
        QTest.mouseRelease(self.canvas, button, pos=self.point(way[-1]))

    def click(self, row: int, column: int, button: Qt.MouseButton = LEFT) -> None:
        self.drag((column + 0.5, row + 0.5), button=button)

    def scroll(self, notches: int) -> None:
        middle = QPointF(self.canvas.rect().center())
        event = QWheelEvent(
            middle,
            self.canvas.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def shown(self) -> np.ndarray:
        """Colours of the screen's own pixels, shape (H, W, 3), without the brush."""
        self.canvas.clearFocus()
        self.canvas._move_cursor(None)
        image = self.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
        return data[..., 2::-1].copy()

    def striped(self) -> np.ndarray:
        """Which pixels of the picture look striped on the screen, shape (28, 28), by their inner parts."""
        placement, shown = self.canvas.placement, self.shown()
        assert (shown.ndim, placement.zoom >= 6) == (3, True)
        zoom = placement.zoom
        left, top = (round(edge * placement.ratio) for edge in (placement.left, placement.top))
        square = shown[top : top + 28 * zoom, left : left + 28 * zoom].reshape(28, zoom, 28, zoom, 3)
        rim = round(2 * placement.ratio)
        inner = square[:, rim : zoom - rim, :, rim : zoom - rim]
        colored = np.ptp(inner.astype(int), axis=4) > 12
        striped = colored.all(axis=(1, 3))
        assert (striped | ~colored.any(axis=(1, 3))).all(), "a pixel that is partly striped"
        return striped


def tints(appearance: Appearance) -> set[str]:
    """The colours of the stripes."""
    return {f"#{color & 0xFFFFFF:06x}" for color in np.unique(stripes(40, 9, appearance)).tolist()}
