"""How fast a run goes."""

from __future__ import annotations

from collections import deque

SPAN = 1.0
"""Seconds over which the speed is averaged; longer where steps are rarer."""


class Speedometer:
    """Steps a second over the last :data:`SPAN` seconds; 0 until two readings say more."""

    def __init__(self) -> None:
        self._newest: tuple[float, int] | None = None
        self._marks: deque[tuple[float, int]] = deque()

    def restart(self) -> None:
        """Forget the past: a pause is no slow step."""
        self._newest = None
        self._marks.clear()

    def note(self, now: float, step: int) -> None:
        """A step has ended, at ``now`` seconds; costs next to nothing."""
        self._newest = now, step

    def read(self) -> float:
        """The speed in steps a second."""
        marks = self._marks
        if self._newest is not None and (not marks or self._newest[1] > marks[-1][1]):
            marks.append(self._newest)
        if len(marks) < 2:
            return 0.0
        while len(marks) > 2 and marks[1][0] <= marks[-1][0] - SPAN:
            marks.popleft()
        (start, first), (end, last) = marks[0], marks[-1]
        return (last - first) / (end - start) if end > start else 0.0
