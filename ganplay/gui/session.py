"""The run that all pages share: what was asked of the training thread, and what came back."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ganplay.contract.codec import to_toml
from ganplay.contract.commands import (
    Advance,
    Change,
    Load,
    Look,
    Open,
    Pace,
    Pause,
    PauseOn,
    Play,
    Save,
    Turn,
    Watch,
)
from ganplay.contract.errors import GanplayError
from ganplay.contract.files import write_text
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import MAX_SEED, Settings, rebuilds
from ganplay.contract.snapshots import Phase, Report
from ganplay.runtime.training import TrainingThread

REBUILD_MS = 200
"""Networks are rebuilt when a slider has rested for so long, not at each of its stops."""


class Session(QObject):
    """Holds the settings a person asked for, and speaks to the training thread for every page.

    Turning knobs never piles up commands: while one change is under way only the newest waits.
    """

    began = Signal()
    """Another run is under way: histories are those of the old one."""
    reported = Signal(object)
    """A report of the present run."""
    settings_changed = Signal()
    """Other settings are asked for, or another scene."""
    said = Signal(str)
    """One sentence for the person at the window."""

    def __init__(self, thread: TrainingThread, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._scene = scene
        self._settings = scene.settings
        self._generation = 0
        self._phase = Phase.WARMING
        self._asked = self._waiting = False
        self._rebuild = QTimer(self, singleShot=True, interval=REBUILD_MS)
        self._rebuild.timeout.connect(self._on_rebuild_due)
        thread.frame_ready.connect(self._on_frame_ready)

    @property
    def scene(self) -> Scene:
        """What was opened last."""
        return self._scene

    @property
    def settings(self) -> Settings:
        """What the forms show; the run follows."""
        return self._settings

    @property
    def running(self) -> bool:
        """Whether the run goes on by itself."""
        return self._phase is Phase.RUNNING

    def start(self) -> None:
        """Start the thread and load the scene."""
        self._thread.start()
        self._load()

    def stop(self) -> None:
        """End the thread after its present step."""
        self._rebuild.stop()
        self._thread.stop()

    def open_scene(self, scene: Scene) -> None:
        """Show another scene from its first step."""
        self._scene = scene
        self._settings = dataclasses.replace(scene.settings, device=self._settings.device)
        self._load()
        self.settings_changed.emit()

    def open_checkpoint(self, path: Path) -> None:
        """Go on from a checkpoint; its settings come back with the first report."""
        self._begin()
        self._thread.post(Open(path, self._generation))

    def edit(self, settings: Settings) -> None:
        """Turn knobs: live ones act at the next step, the others rebuild the networks a moment later."""
        needed = bool(rebuilds(self._settings, settings))
        self._settings = settings
        self.settings_changed.emit()
        if needed or self._rebuild.isActive():
            self._rebuild.start()
        else:
            self._change()

    def reset(self) -> None:
        """Start over with the same settings and seed."""
        self._load()

    def set_seed(self, seed: int) -> None:
        """Start over with another seed."""
        self._settings = dataclasses.replace(self._settings, seed=seed)
        self.settings_changed.emit()
        self._load()

    def new_seed(self) -> None:
        """Start over with a seed that nobody has chosen."""
        self.set_seed(random.randrange(min(MAX_SEED, 10_000)))

    def set_device(self, device: str) -> None:
        """Start over on another device."""
        self._settings = dataclasses.replace(self._settings, device=device)
        self.settings_changed.emit()
        self._load()

    def toggle(self) -> None:
        """Play, or pause."""
        self._thread.post(Pause() if self.running else Play())

    def run_to(self, step: int) -> None:
        """Run up to a step and pause exactly there."""
        self._thread.post(Play(step))

    def advance(self, turn: Turn) -> None:
        """Take one step, of one player or of both."""
        self._thread.post(Advance(turn))

    def set_pace(self, steps_per_second: float | None) -> None:
        """At most so many steps a second; None is full speed."""
        self._thread.post(Pace(steps_per_second))

    def pause_on(self, kinds: frozenset[str]) -> None:
        """Pause at events of these kinds."""
        self._thread.post(PauseOn(kinds))

    def watch(self, look: Look) -> None:
        """What frames shall hold from now on."""
        self._thread.post(Watch(look))

    def save_checkpoint(self, path: Path) -> None:
        """Write all that is needed to go on bit for bit."""
        self._thread.post(Save(path))

    def save_settings(self, path: Path) -> None:
        """Write the experiment as TOML."""
        try:
            write_text(path, to_toml(self._settings))
        except GanplayError as error:
            self.said.emit(str(error))
        else:
            self.said.emit(f"Saved the experiment as {path.name}.")

    def _load(self) -> None:
        running = self.running
        self._begin()
        self._thread.post(Load(self._settings, self._generation))
        if running:
            self._thread.post(Play())

    def _begin(self) -> None:
        self._rebuild.stop()
        self._asked = self._waiting = False
        self._generation += 1
        self.began.emit()

    def _change(self) -> None:
        if self._asked:
            self._waiting = True
        else:
            self._asked = True
            self._thread.post(Change(self._settings))

    @Slot()
    def _on_rebuild_due(self) -> None:
        self._load()
        self.said.emit(f"Rebuilt the networks with the same seed, {self._settings.seed}.")

    @Slot()
    def _on_frame_ready(self) -> None:
        report = self._thread.take()
        if report is None or report.generation != self._generation:
            return
        self._follow(report)
        self.reported.emit(report)
        if report.failure:
            self.said.emit(f"{report.failure[0].upper()}{report.failure[1:]}.")

    def _follow(self, report: Report) -> None:
        self._phase = report.phase
        if self._asked:
            self._asked = False
            if self._waiting:
                self._waiting = False
                self._change()
        elif report.settings is not None and not self._rebuild.isActive() and not report.failure:
            self._adopt(report.settings)

    def _adopt(self, settings: Settings) -> None:
        """Take over what a checkpoint brought."""
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit()
