"""The base of all threads beside the window's: how they get the engine, and how they end."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QThread

from ganplay.contract.experiment import Engine, EngineLoader

_STACK = 16 << 20
"""Bytes, as Python gives its own threads; some systems give a QThread half a megabyte."""


class WorkerThread(QThread):
    """A thread that loads the engine itself when it needs it, and ends when asked to."""

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        """``load_engine`` is called in the thread and may take seconds."""
        super().__init__(parent)
        self.setStackSize(_STACK)
        self._load_engine = load_engine
        self._engine: Engine | None = None

    def engine(self) -> Engine:
        """The engine, loaded at the first call; to be called in the thread itself.

        Raises:
            Exception: the engine cannot be imported; the next call tries again.
        """
        if self._engine is None:
            self._engine = self._load_engine()
        return self._engine

    def stop(self, patience: float = math.inf) -> bool:
        """End the thread after what it is doing, and wait for that.

        Returns whether it has ended within ``patience`` seconds; it cannot while it imports the engine.
        """
        self._request_stop()
        return self.wait() if patience == math.inf else self.wait(round(1000 * patience))

    def _request_stop(self) -> None:
        """Let :meth:`run` return as soon as it can."""
        raise NotImplementedError
