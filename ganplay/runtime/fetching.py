"""Fetching data sets from the network while the window stays responsive."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from ganplay.runtime.jobs import JobThread, RequestChannel

Progress = Callable[[int, int], None]
"""Called with the bytes received and the bytes in all."""

Fetch = Callable[[str, Progress, Callable[[], bool]], bool]
"""Fetch the set of this name; the function is asked between pieces whether to stop. Returns whether the set
is complete."""


class Fetcher(QObject):
    """Fetches one data set at a time; files that are complete are kept when it is cancelled."""

    ended = Signal(bool, str)
    """Whether the set is complete, and one sentence if it is not and nobody has cancelled."""

    def __init__(self, fetch: Fetch, jobs: JobThread, parent: QObject | None = None) -> None:
        """``jobs`` is occupied while a set is fetched."""
        super().__init__(parent)
        self._fetch, self._jobs = fetch, jobs
        self._cancelled = threading.Event()
        self._progress = (0, 0)
        self._channel = RequestChannel(jobs, self._run, self)
        self._channel.answered.connect(self._on_answered)
        self._channel.refused.connect(self._on_refused)

    @property
    def running(self) -> bool:
        """Whether a set is being fetched."""
        return not self._channel.idle

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes received and bytes in all; 0 while that is not known."""
        return self._progress

    def fetch(self, which: str) -> None:
        """Begin, unless a set is being fetched; ``ended`` follows."""
        if not self.running:
            self._progress = (0, 0)
            self._cancelled.clear()
            self._channel.ask(which)

    def cancel(self) -> None:
        """End after the piece that is being received."""
        self._cancelled.set()

    def _run(self, which: str) -> bool:
        return self._fetch(which, self._set_progress, lambda: self._cancelled.is_set() or self._jobs.stopping)

    def _set_progress(self, received: int, size: int) -> None:
        self._progress = received, size

    @Slot(object, object)
    def _on_answered(self, _which: str, complete: bool) -> None:
        self.ended.emit(complete, "")

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.ended.emit(False, "" if self._cancelled.is_set() else sentence)
