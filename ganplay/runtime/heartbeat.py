"""How evenly the window lives: what a person feels as stutter, in milliseconds."""

from __future__ import annotations

import math
import time
from array import array
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Slot

from ganplay.runtime.timers import repeating

PERIOD = 16
"""Milliseconds between two ticks when nothing is in the way."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Times from one tick to the next in milliseconds; lateness is what exceeds :data:`PERIOD`."""

    ticks: int
    p50: float
    p99: float
    worst: float


class Heartbeat(QObject):
    """Ticks in the event loop of the thread that made it, and remembers how long each tick took to come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps = array("d")
        self._last = 0.0
        self._timer = repeating(PERIOD, self, precise=True)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin anew, without the ticks so far."""
        self._gaps = array("d")
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Tick no more; the pulse can still be read."""
        self._timer.stop()

    def pulse(self) -> Pulse:
        """How it went since the start; all times are NaN before the first tick."""
        if not self._gaps:
            return Pulse(0, math.nan, math.nan, math.nan)
        p50, p99, worst = 1000 * np.percentile(self._gaps, (50, 99, 100))
        return Pulse(len(self._gaps), float(p50), float(p99), float(worst))

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now
