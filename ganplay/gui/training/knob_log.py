"""Which knobs were turned in a run, at which step: for the marks in the curves and the list of events."""

from __future__ import annotations

from ganplay.contract.events import Event
from ganplay.contract.settings import Settings, changed, leaves

TOGETHER = 300
"""Steps within which further turns of the same knobs, a slider being dragged, are one change."""

TOLD = 3
"""Knobs of one change that are named."""


class KnobLog:
    """Follows the settings in force of one run."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        """Where each change began."""
        self.goes_on = False
        """Whether the newest change is still the one before."""
        self.event = Event("knobs", 0, "")
        """The newest change in words."""
        self._settings: Settings | None = None
        self._before: Settings | None = None
        self._paths: tuple[str, ...] = ()
        self._last = 0

    def follow(self, settings: Settings, step: int) -> bool:
        """Take in the settings in force at a step; whether a knob has been turned since."""
        known, self._settings = self._settings, settings
        if known is None or known == settings:
            return False
        paths = changed(known, settings)
        self.goes_on = bool(self._paths) and paths == self._paths and step - self._last < TOGETHER
        if not self.goes_on:
            self._before = known
            self._paths = paths
            self.steps.append(step)
        self._last = step
        assert self._before is not None
        self.event = Event("knobs", self.steps[-1], _told(self._before, settings, paths))
        return True

    def interrupt(self) -> None:
        """Something else has happened: the next turn is another change."""
        self._paths = ()


def _told(before: Settings, after: Settings, paths: tuple[str, ...]) -> str:
    old, new = ({path: value for path, _, value in leaves(each)} for each in (before, after))
    turns = [f"{path} {_value(old[path])} → " if path in old else f"{path} " for path in paths]
    words = [f"{turn}{_value(new[path])}" for turn, path in zip(turns, paths, strict=True)]
    more = f" and {len(words) - TOLD} more" if len(words) > TOLD else ""
    return f"Turned: {', '.join(words[:TOLD])}{more}."


def _value(value: object) -> str:
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 24 else "another"
