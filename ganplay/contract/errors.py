"""Errors that a person can read: one sentence, what is wrong and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LISTED = 5
"""Known names that an error lists, where there are more."""

SHOWN = 60
"""Letters of a refused value that an error repeats."""


class GanplayError(Exception):
    """Anything a user can mend; its text is one sentence, shown as it is."""


class SettingsError(GanplayError):
    """A knob that does not exist or a value it does not allow; names the knob."""


class DataError(GanplayError):
    """A data file that cannot be used; names the file and the line where there is one."""


class CheckpointError(GanplayError):
    """A checkpoint that is damaged, foreign or of another version."""


class DeviceError(GanplayError):
    """A device that is absent or out of memory."""


class SceneError(GanplayError):
    """A scene that does not exist or whose file cannot be read."""


def shown(value: object) -> str:
    """A refused value as it was written, no longer than a person reads."""
    try:
        text = repr(value)
    except ValueError:  # Python writes no integers of many thousands of digits.
        text = "a number with thousands of digits"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that ``name`` is no ``kind``, with the known name it must mean, or the nearest ones."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"unknown {kind} {shown(name)}; did you mean {near[0]!r}?"
    if len(names) > LISTED + 1:
        nearest = difflib.get_close_matches(name, names, n=LISTED, cutoff=0.0)
        there = f"known are {', '.join(sorted(nearest))} and {len(names) - LISTED} more"
    else:
        there = f"known are {', '.join(names)}" if names else "there is none here"
    return f"unknown {kind} {shown(name)}; {there}"
