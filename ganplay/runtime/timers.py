"""Timers, made without keyword arguments: PySide cannot find ``interval`` where a Turkish locale is in force.

There the capital letter of i is not I, so that the name of the setter is not found and no window opens.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer


def single_shot(milliseconds: int, parent: QObject | None = None) -> QTimer:
    """A timer that times out once after each start."""
    timer = repeating(milliseconds, parent)
    timer.setSingleShot(True)
    return timer


def repeating(milliseconds: int, parent: QObject | None = None, *, precise: bool = False) -> QTimer:
    """A timer that times out again and again until it is stopped; by default within 5 % of the interval."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    if precise:
        timer.setTimerType(Qt.TimerType.PreciseTimer)
    return timer
