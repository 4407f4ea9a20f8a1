"""What the training thread and the command line need of anything that can be played."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from ganplay.contract.commands import Look, Turn
from ganplay.contract.events import Event
from ganplay.contract.inpainting import Search, Task
from ganplay.contract.latent import Explorer
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Log


class Moment(Protocol):
    """The state of an experiment from which it goes on bit for bit; a checkpoint is one in a file."""

    @property
    def settings(self) -> Settings:
        """The settings in force then."""

    @property
    def step(self) -> int:
        """Steps taken before it."""

    def save(self, path: Path) -> None:
        """Write it as a checkpoint, whole or not at all.

        Raises:
            GanplayError: the file cannot be written.
        """


class Experiment(Protocol):
    """A deterministic function of settings, seed and the steps taken."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""

    @property
    def step(self) -> int:
        """Steps taken so far."""

    @property
    def device(self) -> str:
        """The device in words, as in ``CPU, 1 thread``."""

    @property
    def diverged(self) -> bool:
        """Whether a number was not finite at the last step, which was then not applied."""

    @property
    def noticed(self) -> tuple[Event, ...]:
        """What the last step brought to notice, usually nothing; stays in the log as well.

        Asked after every step, so that a run can pause at the very step of an event: keep it a plain field.
        """

    def advance(self, turn: Turn | None = None) -> None:
        """Take one step, a whole one or one of the kind's turns; what is noticed on the way lands in the log.

        A step for which memory does not suffice is taken back before the error leaves.
        """

    def look(self, look: Look) -> Frame:
        """See the present moment; leaves no trace in the run."""

    def drain(self) -> Log:
        """Hand over everything recorded since the last call."""

    def history(self) -> Log:
        """What :meth:`drain` has handed over since step 0, thinned; that of its file too."""

    def change(self, settings: Settings) -> None:
        """Turn live knobs.

        Raises:
            SettingsError: a knob that needs new networks differs.
        """

    def moment(self) -> Moment:
        """The present moment: a copy of all that decides what follows."""

    def restore(self, moment: Any) -> None:
        """Go back, or on, to a moment of an experiment of this kind: what followed it follows, bit for bit.

        Raises:
            SettingsError: the moment needs other networks.
        """

    def save_model(self, path: Path, title: str, *, only_drawing: bool = False) -> None:
        """Write the networks to be explored, not to be trained on; if so wished, only those that draw.

        Raises:
            GanplayError: such networks cannot be explored, or the file cannot be written.
        """


class Engine(Protocol):
    """Makes experiments; importing what stands behind it may take seconds."""

    def create(self, settings: Settings) -> Experiment:
        """Start at step 0."""

    def open(self, path: Path) -> Experiment:
        """Go on from a checkpoint."""

    def explorer(self) -> Explorer:
        """Someone who answers questions about trained models."""

    def search(self, task: Task) -> Search:
        """Begin to fill a hole.

        Raises:
            GanplayError: the model cannot be read, or nothing or everything is masked.
        """


EngineLoader = Callable[[], Engine]
