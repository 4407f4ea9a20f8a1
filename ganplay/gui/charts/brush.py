"""Drawing with the mouse: what the window adds to a sketch."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ganplay.contract.knobs import Points
from ganplay.gui.charts.sketch import Sketch
from ganplay.runtime.timers import single_shot

RADII = (0.01, 0.02, 0.03, 0.045, 0.07, 0.1)
"""Brushes from fine to broad, over the width of the sheet."""

REPORT_MS = 100
"""How often the points are handed on while a stroke goes on."""


class Brush(QObject):
    """The brush or the eraser over a sketch; says what was drawn, now and then and at the end of a stroke."""

    points_drawn = Signal(object)
    """The points as settings hold them; never empty, as no distribution is."""
    edited = Signal()
    """The sketch looks different."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sketch = Sketch()
        self.radius = RADII[2]
        self.eraser = False
        self._reported = self.sketch.points
        self._report = single_shot(REPORT_MS, self)
        self._report.timeout.connect(self._on_report)

    def load(self, points: Points) -> None:
        """Start from the points of settings; says nothing back."""
        self._report.stop()
        self.sketch.load(points)
        self._reported = self.sketch.points
        self.edited.emit()

    def press(self, x: float, y: float, *, erase: bool) -> None:
        """Begin a stroke; ``erase`` wipes even when the eraser is not chosen."""
        self.sketch.begin(x, y, self.radius, erase=erase or self.eraser)
        self._on_stroke()

    def move(self, x: float, y: float) -> None:
        """Go on with the stroke, if there is one."""
        if self.sketch.drawing:
            self.sketch.move(x, y)
            self._on_stroke()

    def release(self) -> None:
        """End the stroke, if there is one."""
        if self.sketch.drawing:
            self.sketch.end()
            self._finish()

    def undo(self) -> None:
        """Take the newest stroke back."""
        self.sketch.undo()
        self._finish()

    def clear(self) -> None:
        """Wipe the sheet; what was drawn last stays in force until there is something new."""
        self.sketch.clear()
        self._finish()

    def _on_stroke(self) -> None:
        self.edited.emit()
        if not self._report.isActive():
            self._report.start()

    def _finish(self) -> None:
        self._report.stop()
        self.edited.emit()
        self._on_report()

    def _on_report(self) -> None:
        points = self.sketch.points
        if len(points) and points is not self._reported:
            self._reported = points
            self.points_drawn.emit(self.sketch.pairs())
