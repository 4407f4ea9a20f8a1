"""The hand-over between two threads: one slot, in which the newest wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


def _newest(_old: T, new: T) -> T:
    return new


class Mailbox(Generic[T]):
    """Holds at most one value; any thread may put and take."""

    def __init__(self, merge: Callable[[T, T], T] = _newest) -> None:
        """``merge(old, new)`` makes one value of two; by default the new one replaces the old."""
        self._lock = threading.Lock()
        self._merge = merge
        self._value: T | None = None

    def put(self, value: T) -> bool:
        """Leave a value, merged with one that still lies here; return whether the slot was empty.

        Only then need the receiver be told: otherwise the notice of the earlier value is still on its way.
        """
        with self._lock:
            waiting = self._value
            self._value = value if waiting is None else self._merge(waiting, value)
            return waiting is None

    def take(self) -> T | None:
        """All that was put since the last take; None if nothing was."""
        with self._lock:
            value, self._value = self._value, None
            return value

    def empty(self) -> bool:
        """Whether the last value has been taken."""
        return self._value is None
