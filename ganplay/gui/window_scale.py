"""How large type, lines and points are in a window of some size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Slot
from PySide6.QtWidgets import QWidget

from ganplay.gui.theme import Appearance
from ganplay.runtime.timers import single_shot

PLAIN = QSize(1280, 720)
"""The window in which the scale is 1."""
SMALLEST = QSize(960, 640)
"""Of the window: narrower, and neither plots nor words would be left."""
SCALES = (0.85, 2.0)
STEP = 0.05
SETTLE_MS = 120
"""How long the window must keep its size before it takes another scale, which dresses every widget."""


class WindowScale(QObject):
    """Lets the scale follow the size of a window, and keeps the window from getting too small."""

    def __init__(self, window: QWidget, appearance: Appearance) -> None:
        super().__init__(window)
        self._window, self._appearance = window, appearance
        self._settled = single_shot(SETTLE_MS, self)
        self._settled.timeout.connect(self._on_settled)
        # Or Qt would take the smallest size at the present scale, and the window could never be made smaller.
        window.setMinimumSize(SMALLEST)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window: at once before it is seen, else when it has come to rest."""
        if event.type() == QEvent.Type.Resize:
            if self._window.isVisible():
                self._settled.start()
            else:
                self._on_settled()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_settled(self) -> None:
        self._appearance.scale = scale_for(self._window.size())


def scale_for(size: QSize) -> float:
    """The scale in a window of this size: 1 at 1280 x 720, between .85 and 2.

    In a larger window all grows half as much as the window, which so shows more as well; in a smaller one it
    shrinks with it, as far as it can be read.
    """
    ratio = min(size.width() / PLAIN.width(), size.height() / PLAIN.height())
    scale = ratio if ratio < 1 else (1 + ratio) / 2
    return min(max(round(round(scale / STEP) * STEP, 2), SCALES[0]), SCALES[1])
