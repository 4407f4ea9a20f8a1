"""What comes back from the training thread: frames may be dropped, histories and events may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.events import Event
from ganplay.contract.metrics import Columns
from ganplay.contract.settings import Settings

Array = NDArray[np.float32]
Grey = NDArray[np.uint8]
"""Pictures: 0 is black, 255 white."""


class View:
    """Something of a moment to see or to draw from; the kinds are in ``contract/views.py``, all frozen."""

    __slots__ = ()


V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Frame:
    """One moment of a run, as the screen needs it. All arrays of its views are fresh and read-only."""

    step: int
    views: tuple[View, ...] = ()
    """What there is to see, at most one view of a kind: what was asked for and these data have."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """The newest value of every metric by key; NaN where it says nothing."""
    floors: Mapping[str, float] = field(default_factory=dict)
    """What a perfect model would read on average, for the metrics that have such a value."""
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Between which values nine of ten perfect models would read, for the metrics where chance counts."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Why something is missing, by layer or metric key: one sentence each."""
    source: str = ""
    """Which data these are and where they came from, in words."""

    def get(self, kind: type[V]) -> V | None:
        """The view of a kind; None where the frame has none."""
        return next((view for view in self.views if isinstance(view, kind)), None)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The first 64 tiles of the fixed-noise grid at one step, shape (64, 28, 28): kept for scrubbing."""

    step: int
    pictures: Grey


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Everything recorded since the last log, oldest first."""

    columns: Columns
    """What is recorded in which column."""
    trace: NDArray[np.float64]
    """One row a step, shape (n, 1 + len(columns.trace)); column 0 is the step."""
    measures: NDArray[np.float64]
    """One row a measurement, shape (m, 1 + len(columns.measures)); column 0 is the step, NaN not measured."""
    events: tuple[Event, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    """The history of the picture grid: every 2 steps at the start, then ever more rarely."""

    def values(self, key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The steps at which a number was recorded, and its values: two of shape (n,)."""
        if key in self.columns.trace_keys:
            return self.trace[:, 0], self.trace[:, 1 + self.columns.trace_keys.index(key)]
        values = self.measures[:, 1 + self.columns.measure_keys.index(key)]
        # Some measures are taken less often than others: a row without one is no gap in its curve.
        taken = np.isfinite(values)
        return self.measures[taken, 0], values[taken]


class Phase(Enum):
    """What the training thread is doing."""

    WARMING = "warming up"
    PAUSED = "paused"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What the window takes from the mailbox: the newest frame and all that was logged since."""

    generation: int
    phase: Phase
    settings: Settings | None = None
    """The settings in force; differs from what was asked when a change was refused."""
    frame: Frame | None = None
    logs: tuple[Log, ...] = ()
    device: str = ""
    steps_per_second: float = 0.0
    failure: str = ""
    """One sentence, when something that was asked for could not be done."""
    run: int = 0
    """The generation that made the experiment in force; an earlier one when the newest was refused."""
    lacks_device: bool = False
    """Whether that was for want of a device or of its memory, so that another device may do."""
    lacks_memory: bool = False
    """Whether it was the memory, so that a smaller batch may do."""
    lacks_data: bool = False
    """Whether that was for want of data that can be used."""
    obeyed: int = 0
    """How many commands came before this report; what it says is older than those that followed."""
    done: str = ""
    """One sentence, when something was done that the screen does not show."""
