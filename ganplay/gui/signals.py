"""Ends the window in order when the system asks: Ctrl-C, a closed terminal, a shutdown."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from ganplay.runtime.ending_signals import heeded


class SystemSignals(QObject):
    """Turns the system's signals into one of Qt's: Python's own handlers wait until Qt calls Python."""

    end_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _noted) for number in heeded()}

    def stop(self) -> None:
        """Leave the system's signals as they were."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_activated(self) -> None:
        if set(self._reader.recv(64)) & {int(number) for number in self._before}:
            self.end_wanted.emit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The wake-up file has told Qt already; a handler must stand for Python not to end the process."""
