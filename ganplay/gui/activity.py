"""What goes on on a page of the window: the one interface that header, menus, rail and memory ask."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ganplay.contract.errors import GanplayError
from ganplay.contract.files import write_text
from ganplay.contract.scenes import Scene
from ganplay.gui.notice import Notice


@dataclass(frozen=True, slots=True)
class Kept:
    """An activity as it stood, from which it can be resumed."""

    scene: Scene
    """What had been opened."""
    present: Scene
    """The same with the knobs as they were."""
    run: Path | None = None
    """The checkpoint of its run; None where it has none."""
    step: int = 0


class Activity(QObject):
    """A training run, a game, and whatever else can be played, paused, changed and saved in the window.

    What an activity does not have, a seed say, is None or False here, and the window then hides it.
    """

    opened = Signal()
    """Another scene is shown."""
    began = Signal()
    """Another run is under way: histories are those of the old one."""
    settings_changed = Signal()
    """Other settings are asked for, or another scene."""
    device_changed = Signal()
    """It is computed elsewhere from now on."""
    said = Signal(object)
    """A notice for the person at the window."""

    goes_on = False
    """Whether it goes on while another page is shown."""
    noun = "experiment"
    """What its settings describe."""
    has_checkpoints = False
    """Whether its state can be saved, so that it can go on from there."""

    @property
    def scene(self) -> Scene:
        """What was opened last."""
        raise NotImplementedError

    @property
    def settings(self) -> Any:
        """What the forms show."""
        raise NotImplementedError

    @property
    def present(self) -> Scene:
        """The scene as it stands now."""
        raise NotImplementedError

    @property
    def changed(self) -> bool:
        """Whether the settings are no longer the scene's own."""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        raise NotImplementedError

    @property
    def step(self) -> int:
        """The step it is at."""
        raise NotImplementedError

    @property
    def steps_per_second(self) -> float:
        """How fast it goes on; 0 while it does not."""
        raise NotImplementedError

    @property
    def seed(self) -> int | None:
        """The seed of all its random numbers; None where nothing is random."""
        return None

    @property
    def wanted_device(self) -> str | None:
        """The device that the settings ask for; None where there is no choice."""
        return None

    @property
    def device(self) -> str:
        """Where it is computed, in words; empty before its first step."""
        return ""

    def start(self) -> None:
        """Make it ready, if that has not been done yet."""

    def open_scene(self, scene: Scene) -> None:
        """Show another scene at its first step."""
        raise NotImplementedError

    def keep(self, path: Path) -> Kept:
        """What :meth:`resume` needs; a run is written to ``path``, unless it has not moved meanwhile."""
        raise NotImplementedError

    def resume(self, kept: Kept) -> None:
        """Show what was kept, paused."""
        raise NotImplementedError

    def toggle(self) -> None:
        """Play, or pause."""
        raise NotImplementedError

    def pause(self) -> None:
        """Pause, if it is not paused."""
        if self.running:
            self.toggle()

    def set_seed(self, seed: int) -> None:
        """Start over with another seed; only where :attr:`seed` is one."""
        raise NotImplementedError

    def set_device(self, device: str) -> None:
        """Start over on another device; only where :attr:`wanted_device` is one."""
        raise NotImplementedError

    def save_settings(self, path: Path) -> None:
        """Write the settings as TOML, and say so."""
        try:
            write_text(path, self.as_toml())
        except GanplayError as error:
            self.said.emit(Notice.of(str(error)))
        else:
            self.said.emit(Notice.of(f"saved the {self.noun} as {path.name}", calm=True))

    def as_toml(self) -> str:
        """The settings as a file says them."""
        raise NotImplementedError

    def save_checkpoint(self, path: Path) -> None:
        """Write all that is needed to go on bit for bit; only with :attr:`has_checkpoints`."""
        raise NotImplementedError

    def open_checkpoint(self, path: Path) -> None:
        """Go on from a checkpoint; only with :attr:`has_checkpoints`."""
        raise NotImplementedError
