"""What every thread beside the window has in common."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QThread

from ganplay.contract.experiment import EngineLoader

_STACK = 16 << 20
"""Bytes, as Python gives its own threads; some systems give a QThread half a megabyte."""


class Worker(QThread):
    """A thread that loads the engine by itself when it needs it."""

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        """``load_engine`` is called in the thread and may take seconds."""
        super().__init__(parent)
        self.setStackSize(_STACK)
        self._load_engine = load_engine

    def stop(self, patience: float = math.inf) -> bool:
        """End the thread after what it is at, and wait for that.

        Returns whether it has ended within ``patience`` seconds; it cannot while it imports the engine.
        """
        self._ask_to_stop()
        return self.wait() if patience == math.inf else self.wait(round(1000 * patience))

    def _ask_to_stop(self) -> None:
        """Let :meth:`run` return as soon as it can."""
        raise NotImplementedError
