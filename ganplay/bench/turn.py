"""A hand on a slider of the Games page, in a process of its own: ``python -m ganplay.bench.turn``."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Slot

from ganplay import app
from ganplay.contract.games import (
    XY,
    Alternating,
    Consensus,
    Extragradient,
    HeavyBall,
    Match,
    MovingAverage,
    Optimistic,
    Proximal,
    Simultaneous,
    Unrolled,
)
from ganplay.contract.scenes import Scene
from ganplay.gui.games.page import GamesPage
from ganplay.gui.games.session import GameSession
from ganplay.gui.memory import Memory
from ganplay.gui.window import MainWindow
from ganplay.runtime.timers import repeating

STEPS = 5000
RULES = (
    Simultaneous(),
    Alternating(),
    HeavyBall(),
    Extragradient(),
    Optimistic(),
    Proximal(),
    Consensus(0.1),
    Unrolled(1),
    MovingAverage(),
)
SCENE = Scene("nine", "Nine rules", Match(XY(), RULES[0], 0.1, (1.0, 1.0), STEPS), beside=RULES[1:])

PERIOD = 25
"""Milliseconds between two moves of the hand."""
MOVES = 240
WARM_UP = 40
"""Moves that are not counted."""


class Turn(QObject):
    """Turns the game's scale up and down, which moves the field and every trajectory, while all is seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        page, game = window.page, window.session
        assert isinstance(page, GamesPage)
        assert isinstance(game, GameSession)
        game.go_to(STEPS)
        self._slider = page.form.rows["game.scale"].control.slider
        self._way = 1
        self._moved: float | None = None
        self._waited: list[float] = []
        self._hand = repeating(PERIOD, self, precise=True)
        self._hand.timeout.connect(self._on_move)
        self._hand.start()
        page.planes[0].canvas.viewport().installEventFilter(self)

    @property
    def milliseconds(self) -> list[float]:
        """From each move until the field and all trajectories are painted, without the warm-up."""
        return [1000 * waited for waited in self._waited[WARM_UP:]]

    @Slot()
    def _on_move(self) -> None:
        if self._moved is not None:
            return
        low, high = self._slider.scale.stops[0], self._slider.scale.stops[-1]
        if self._slider.current in (low, high):
            self._way = 1 if self._slider.current == low else -1
        self._moved = time.perf_counter()
        self._slider.step(self._way)

    def eventFilter(self, _plane: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at the clock as soon as the painting has been done, of which the plane is a part."""
        if event.type() == QEvent.Type.Paint and self._moved is not None:
            QMetaObject.invokeMethod(self, "_on_painted", Qt.ConnectionType.QueuedConnection)
        return False

    @Slot()
    def _on_painted(self) -> None:
        if self._moved is None:
            return
        self._waited.append(time.perf_counter() - self._moved)
        self._moved = None
        if len(self._waited) < MOVES:
            return
        self._hand.stop()
        p50, p95, worst = np.percentile(self.milliseconds, (50, 95, 100))
        print(json.dumps({"p50": p50, "p95": p95, "worst": worst}), flush=True)
        app.application().quit()


def main() -> int:
    """Open the window on nine rules and turn."""
    application = app.application()
    with tempfile.TemporaryDirectory() as forgotten:
        window = app.build(SCENE, Memory(Path(forgotten)))
        window.show()
        turn = Turn(window)
        status = application.exec() if turn else 1
        window.close()
        return status


if __name__ == "__main__":
    sys.exit(main())
