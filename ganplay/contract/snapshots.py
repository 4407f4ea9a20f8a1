"""What comes back from the training thread: frames may be dropped, histories and events may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.data import Extent
from ganplay.contract.events import Event
from ganplay.contract.settings import Settings

Array = NDArray[np.float32]
Grey = NDArray[np.uint8]
"""Pictures: 0 is black, 255 white."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A function on the plane: ``values[row, column]`` at the cells' centres, row 0 at the lowest y.

    ``low``, ``neutral`` and ``high`` are the values at the ends and the middle of the colour bar: for a
    probability 0, 1/2 and 1; for a critic they follow the data.
    """

    values: Array
    low: float
    neutral: float
    high: float
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Counts, shape (B,), between edges, shape (B + 1,)."""

    edges: Array
    counts: Array


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The networks of a moment as numbers, from which others can draw: what is explored is never trained."""

    settings: Settings
    step: int
    tensors: Mapping[str, Array]
    """By name, as in a file of weights."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Frame:
    """One moment of a run, as the screen needs it. All arrays are fresh and read-only."""

    step: int
    mode_shares: Array | None = None
    """Share of generated samples in each mode or class, shape (K,): points within 3 sigma, or pictures that
    the frozen classifier reads as such.

    For data in the plane without modes, the share in each of 16 regions; ``notes["modes"]`` then says so."""
    fair_shares: Array | None = None
    """The shares that a perfect generator would have, shape (K,)."""
    weights: Histogram | None = None
    """D's parameters."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """The newest value of every metric by key; NaN where it says nothing."""
    floors: Mapping[str, float] = field(default_factory=dict)
    """What a perfect generator would read, for the metrics that have such a value."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Why something is missing, by layer or metric key: one sentence each."""
    source: str = ""
    """Which data these are and where they came from, in words."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlaneFrame(Frame):
    """A moment of a run on a distribution in the plane."""

    extent: Extent
    real: Array
    """Real points, shape (N, 2)."""
    fake: Array
    """G at fixed noise, shape (N, 2): row i is the same z in every frame."""
    surface: Surface | None = None
    """What D says."""
    optimal: Surface | None = None
    """What the best D against this G would say; None where the loss has none."""
    pull: Array | None = None
    """Minus the gradient of each point's own generator loss, shape (M, 2), for the first M fake points."""
    manifold: Array | None = None
    """The noise grid through G, shape (rows, columns, 2)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PictureFrame(Frame):
    """A moment of a run on pictures."""

    real: Grey
    """Real pictures, the same in every frame, shape (N, 28, 28)."""
    fake: Grey
    """G at fixed noise, shape (N, 28, 28): tile i is the same z in every frame; conditioned on labels, tile i
    is of class i mod 10."""
    real_labels: tuple[int, ...] = ()
    d_real: Histogram | None = None
    """What D says of real pictures, on the scale of its output."""
    d_fake: Histogram | None = None
    """The same of generated ones, with the same edges."""
    classes: tuple[str, ...] = ()
    """The names of the classes in ``mode_shares``."""
    model: Model | None = None
    """The networks that drew this, where the look asked for them."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The first 64 tiles of the fixed-noise grid at one step, shape (64, 28, 28): kept for scrubbing."""

    step: int
    pictures: Grey


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Everything recorded since the last log, oldest first; columns as in ``metrics``."""

    trace: NDArray[np.float64]
    """One row a step, shape (n, 1 + len(TRACE)); column 0 is the step."""
    measures: NDArray[np.float64]
    """One row a measurement, shape (m, 1 + len(MEASURES)); column 0 is the step, NaN is not measured."""
    events: tuple[Event, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    """The history of the picture grid: every 2 steps at the start, then ever more rarely."""


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
