"""The thread that fetches a set of data while the window lives on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from ganplay.contract.errors import GanplayError
from ganplay.runtime.failures import sentence

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and how many there will be."""

Fetch = Callable[[str, Progress, Callable[[], bool]], bool]
"""Fetch the set of this name, told whom to tell of progress and whom to ask whether it was cancelled;
answers whether all is there."""

logger = logging.getLogger(__name__)


class FetchingThread(QThread):
    """Fetches one set at a time; what is there when it is cancelled stays for the next time."""

    ended = Signal(bool, str)
    """Whether all is there, and one sentence if it is not and nobody has cancelled."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._which = ""
        self._cancelled = threading.Event()
        self._progress = (0, 0)

    @property
    def progress(self) -> tuple[int, int]:
        """How many bytes are there, and how many there will be; 0 while that is not known."""
        return self._progress

    def fetch(self, which: str) -> None:
        """Begin, unless one is under way; ``ended`` follows."""
        if not self.isRunning():
            self._which, self._progress = which, (0, 0)
            self._cancelled.clear()
            self.start()

    def cancel(self) -> None:
        """Want it no longer; it ends after the piece that is on its way."""
        self._cancelled.set()

    def stop(self, patience: float) -> bool:
        """Cancel, and wait; whether it has ended within so many seconds."""
        self.cancel()
        return self.wait(round(1000 * patience))

    def run(self) -> None:
        """Fetch, and say how it ended."""
        try:
            complete, failure = self._fetch(self._which, self._note, self._cancelled.is_set), ""
        except Exception as error:
            if not isinstance(error, GanplayError):
                logger.exception("fetching has failed")
            complete, failure = False, sentence(error)
        self.ended.emit(complete, "" if self._cancelled.is_set() else failure)

    def _note(self, there: int, size: int) -> None:
        self._progress = there, size
