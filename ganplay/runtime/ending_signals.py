"""The signals by which a system asks a program to end."""

from __future__ import annotations

import signal

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""


def heeded() -> list[int]:
    """Those that end the process; what its parent wants ignored (nohup) stays ignored."""
    return [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
