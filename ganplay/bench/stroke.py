"""A hand that paints on the Inpaint page while it searches, in a process of its own."""

from __future__ import annotations

import json
import math
import sys
import time

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ganplay import app
from ganplay.bench.page_alone import app_context
from ganplay.contract.settings import put
from ganplay.gui.inpaint.page import inpaint_page
from ganplay.runtime.timers import repeating

PERIOD = 0.016
"""Seconds between two moves of the hand."""
MOVES = 560
WARM_UP = 60
"""Moves that are not counted."""
STROKE = 40
"""Moves from setting the brush down to lifting it; every second stroke erases."""
ROUND = 97
"""Moves once around."""

NONE = Qt.KeyboardModifier.NoModifier
NO_BUTTON = Qt.MouseButton.NoButton


class Stroke(QObject):
    """Moves are due by the clock: one that is late because the window is busy counts from when it was due."""

    def __init__(self) -> None:
        super().__init__()
        self._app_context = app_context()
        self._page = inpaint_page(self._app_context)
        self._inpaint_session = self._page.inpaint_session
        self._canvas = self._page.canvas
        self._window = QWidget()
        self._window.resize(1280, 720)
        QHBoxLayout(self._window).addWidget(self._page)
        self._due: list[float] = []
        self._seen: list[float] = []
        self._button = NO_BUTTON
        self._iteration = 0
        self._hand = repeating(round(1000 * PERIOD), self, precise=True)
        self._hand.timeout.connect(self._on_tick)
        self._canvas.installEventFilter(self)
        self._inpaint_session.progressed.connect(self._on_progressed)
        self._window.show()

    def eventFilter(self, _canvas: QObject, event: QEvent) -> bool:  # noqa: N802
        """Whatever the brush has done before a painting is on the screen once that has been done."""
        if event.type() == QEvent.Type.Paint:
            moves = len(self._due)
            QTimer.singleShot(0, lambda: self._on_painted(moves))
        return False

    @Slot()
    def _on_progressed(self) -> None:
        progress = self._inpaint_session.progress
        if progress is None or self._hand.isActive():
            return
        if not self._inpaint_session.playing:
            self._inpaint_session.set_recipe(put(self._inpaint_session.recipe, "iterations", 5000))
            self._inpaint_session.play()
        elif progress.iteration > 0:
            self._iteration, self._began = progress.iteration, time.perf_counter()
            self._hand.start()

    @Slot()
    def _on_tick(self) -> None:
        while len(self._due) < MOVES:
            due = self._began + len(self._due) * PERIOD
            if due > time.perf_counter():
                return
            self._due.append(due)
            self._move(len(self._due) - 1)

    def _move(self, index: int) -> None:
        angle = 2 * math.pi * index / ROUND
        place = 14 + 9 * math.cos(angle), 14 + 9 * math.sin(angle)
        point = QPointF(*self._canvas.placement.point(place))
        stroke, within = divmod(index, STROKE)
        if within == 0:
            self._button = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)[stroke % 2]
            self._send(QEvent.Type.MouseButtonPress, point, self._button)
        self._send(QEvent.Type.MouseMove, point, NO_BUTTON)
        if within == STROKE - 1:
            self._send(QEvent.Type.MouseButtonRelease, point, self._button)

    def _send(self, kind: QEvent.Type, point: QPointF, button: Qt.MouseButton) -> None:
        at = self._canvas.mapToGlobal(point)
        QApplication.sendEvent(self._canvas, QMouseEvent(kind, point, at, button, self._button, NONE))

    def _on_painted(self, moves: int) -> None:
        self._seen += [time.perf_counter()] * (moves - len(self._seen))
        if len(self._seen) < MOVES or not self._hand.isActive():
            return
        self._hand.stop()
        spent = [1000 * (seen - due) for due, seen in zip(self._due, self._seen, strict=True)][WARM_UP:]
        p50, p95, worst = np.percentile(spent, (50, 95, 100))
        progress = self._inpaint_session.progress
        made = progress.iteration - self._iteration if progress is not None else 0
        pace = made / (time.perf_counter() - self._began)
        print(json.dumps({"p50": p50, "p95": p95, "worst": worst, "pace": pace}), flush=True)
        self._app_context.stop(10.0)
        app.application().quit()


def main() -> int:
    """Paint for nine seconds."""
    application = app.application()
    sys.setswitchinterval(app.SWITCH_INTERVAL)
    stroke = Stroke()
    return application.exec() if stroke else 1


if __name__ == "__main__":
    sys.exit(main())
