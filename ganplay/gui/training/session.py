"""A run that pages share: what was asked of the training thread, and what came back."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.commands import (
    Advance,
    Attend,
    Change,
    Command,
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
from ganplay.contract.kinds import is_trained
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import MAX_SEED, Settings, rebuilds
from ganplay.contract.snapshots import Log, Phase, Report
from ganplay.gui.activity import Kept
from ganplay.gui.notice import Notice
from ganplay.gui.training.experiment_activity import ExperimentActivity
from ganplay.gui.training.report_watchdog import ReportWatchdog
from ganplay.runtime.timers import single_shot
from ganplay.runtime.training import TrainingThread

REBUILD_MS = 200
"""Networks are rebuilt when a slider has rested for so long, not at each of its stops."""


class Session(ExperimentActivity):
    """Holds the settings a person asked for, and speaks to the training thread for every page.

    Turning knobs never piles up commands: while one change is under way only the newest waits.
    """

    reported = Signal(object)
    """A report of the present run."""

    goes_on = True
    has_checkpoints = True

    def __init__(self, thread: TrainingThread, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(scene, parent)
        self._thread = thread
        self._built: Settings | None = None
        """What the networks in force were built for; None when there are none."""
        self._in_force = True
        self._device = ""
        self._step, self._rate = 0, 0.0
        self.began_at = 0
        """The step at which the run was opened."""
        self._attended = Attend(seen=True)
        self._generation = self._run = 0
        self._posted = self._changed_at = 0
        self._started = self._alive = self._playing = self._waiting = False
        self._greeting: Notice | None = None
        """What to say when the next run begins."""
        self._opening: Path | None = None
        self._resuming: Kept | None = None
        """What has been asked for, but is not there yet."""
        self._saved: tuple[object, ...] = ()
        self._held: tuple[Log, ...] = ()
        self._rebuild = single_shot(REBUILD_MS, self)
        self._rebuild.timeout.connect(self._on_rebuild_due)
        self._watchdog = ReportWatchdog(self)
        self._watchdog.timed_out.connect(self._on_timed_out)
        thread.frame_ready.connect(self._on_frame_ready)

    @property
    def in_force(self) -> bool:
        """Whether the run has followed; it has not when a change was refused."""
        return self._in_force

    @property
    def running(self) -> bool:
        """Whether the run goes on by itself, or will as soon as it can."""
        return self._playing

    @property
    def step(self) -> int:
        """The step of the newest report."""
        return self._step

    @property
    def steps_per_second(self) -> float:
        """The rate of the newest report; 0 while the run does not go on."""
        return self._rate

    @property
    def device(self) -> str:
        """Where the run is computed, in words; empty before its first step."""
        return self._device

    def start(self) -> None:
        """Start the thread and load the scene, if that has not been done yet."""
        if not self._started:
            self._started = True
            self._thread.start()
            if self._resuming is None or self._resuming.run is None:
                self._load()
            else:
                self._post(Open(self._resuming.run, self._generation))

    def stop(self, patience: float) -> bool:
        """End the thread after its present step; whether it has ended within so many seconds."""
        self._rebuild.stop()
        self._watchdog.stop()
        return self._thread.stop(patience)

    def open_scene(self, scene: Scene) -> None:
        """Show another scene at its first step; a person says when it shall run."""
        self._scene = self._folders.fill(scene, self._settings)
        self._settings = dataclasses.replace(self.origin, device=self._settings.device)
        self._playing = False
        self._load(keep=False)
        self.opened.emit()
        self.settings_changed.emit()

    def keep(self, path: Path) -> Kept:
        """What :meth:`resume` needs; the run is written to ``path``, unless it has not moved meanwhile."""
        if self._resuming is not None:
            return dataclasses.replace(self._resuming, present=self.present)
        if not self._alive:
            return Kept(self._scene, self.present)
        saved = path, self._run, self._step, self._settings
        if saved != self._saved:
            self._saved = saved
            self._post(Save(path, quiet=True))
        return Kept(self._scene, self.present, path, self._step)

    def resume(self, kept: Kept) -> None:
        """Show what was kept, paused; without its checkpoint it starts over."""
        assert is_trained(kept.present.settings)
        self._scene, self._settings = kept.scene, kept.present.settings
        self._playing = False
        self.opened.emit()
        self.settings_changed.emit()
        if kept.run is None:
            self._load()
            return
        self._begin()
        self._resuming, self._step = kept, kept.step
        if self._started:
            self._post(Open(kept.run, self._generation))

    def open_checkpoint(self, path: Path) -> None:
        """Go on from a checkpoint; it is shown once the run has been restored."""
        self._begin()
        self._opening = path
        self._post(Open(path, self._generation))

    def edit(self, settings: Settings) -> None:
        """Turn knobs: live ones act at the next step, the others rebuild the networks a moment later."""
        self._folders.note(settings)
        self._settings = settings
        self.settings_changed.emit()
        if self._resuming is not None:
            return  # The run follows when it is there.
        if self._built is None or rebuilds(self._built, settings):
            self._rebuild.start()
        else:
            self._rebuild.stop()
            self._change()

    def reset(self) -> None:
        """Start over with the same settings and seed."""
        self._load()

    def set_seed(self, seed: int) -> None:
        """Start over with another seed."""
        self._start_over(dataclasses.replace(self._settings, seed=seed))

    def new_seed(self) -> None:
        """Start over with a seed that nobody has chosen."""
        self.set_seed(random.randrange(min(MAX_SEED, 10_000)))

    def set_device(self, device: str) -> None:
        """Start over on another device."""
        self._start_over(dataclasses.replace(self._settings, device=device))

    def toggle(self) -> None:
        """Play, or pause."""
        self._playing = not self._playing
        self._post(Play() if self._playing else Pause())

    def run_to(self, step: int) -> None:
        """Run up to a step and pause exactly there."""
        self._playing = True
        self._post(Play(step))

    def advance(self, turn: Turn | None = None) -> None:
        """Take one step: a whole one, or one player's turn."""
        self._playing = False
        self._post(Advance(turn))

    def set_pace(self, steps_per_second: float | None) -> None:
        """At most so many steps a second; None is full speed."""
        self._post(Pace(steps_per_second))

    def pause_on(self, kinds: frozenset[str]) -> None:
        """Pause at events of these kinds."""
        self._post(PauseOn(kinds))

    def watch(self, look: Look) -> None:
        """What frames shall hold from now on."""
        self._post(Watch(look))

    def attend(self, attended: Attend) -> None:
        """Tell the run whether it is looked at, if that or its share of the time has changed."""
        if attended != self._attended:
            self._attended = attended
            self._post(attended)

    def save_checkpoint(self, path: Path) -> None:
        """Write all that is needed to go on bit for bit."""
        self._post(Save(path))

    def _post(self, command: Command) -> None:
        self._posted = self._thread.post(command)

    def _start_over(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit()
        self._load()

    def _load(self, *, keep: bool = True) -> None:
        """Start over; unless told to ``keep`` it, the present run ends even where that is refused."""
        self._resuming = None
        if not self._started:
            return
        self._begin()
        self._built = self._settings
        self._post(Load(self._settings, self._generation, keep))
        if self._playing:
            self._post(Play())

    def _begin(self) -> None:
        self._rebuild.stop()
        self._waiting = False
        self._greeting = None
        self._opening = self._resuming = None
        self._generation += 1

    def _change(self) -> None:
        self._waiting = self._changed_at > 0
        if not self._waiting:
            self._post(Change(self._settings))
            self._changed_at = self._posted

    @Slot()
    def _on_rebuild_due(self) -> None:
        self._load()
        then = "" if self._playing else "; press Play to see what it does"
        words = f"rebuilt the networks with the same seed, {self._settings.seed}{then}"
        self._greeting = Notice.of(words, calm=True)

    @Slot()
    def _on_frame_ready(self) -> None:
        report = self._thread.take()
        if report is None:
            return
        self._watchdog.note(report, self._posted)
        if report.obeyed >= self._changed_at:
            self._changed_at = 0
        if report.generation < self._generation and report.phase is not Phase.WARMING:
            # Of no interest, unless the start that was asked for meanwhile is refused.
            self._held += report.logs if report.run == self._run else ()
            return
        self._follow(dataclasses.replace(report, logs=self._logs(report)))
        if self._waiting:
            self._change()

    @Slot()
    def _on_timed_out(self) -> None:
        text = "this takes long: with networks, batches or unrolling of this size a step needs seconds"
        self.said.emit(Notice.of(text, calm=True))

    def _logs(self, report: Report) -> tuple[Log, ...]:
        held, self._held = self._held, ()
        return held + report.logs if report.run == self._run else report.logs

    def _follow(self, report: Report) -> None:
        if report.run != self._run:
            self._run = report.run
            self.began.emit()
            self._step, opened = 0, self._opening or self._resuming
            self.began_at = report.frame.step if opened and report.frame is not None else 0
            self._on_begun(report)
            self._on_resumed(report)
        elif self._resuming is not None and report.generation == self._generation and report.failure:
            self._load()
            self._greeting = Notice.of(f"{report.failure}; the scene starts over")
        self._alive = report.settings is not None
        self._rate = report.steps_per_second
        if report.frame is not None:
            self._step = report.frame.step
        if report.device and report.device != self._device:
            self._device = report.device
            self.device_changed.emit()
        if report.obeyed >= self._posted:
            self._catch_up(report)
        self.reported.emit(report)
        if report.failure:
            self.said.emit(Notice.of_failure(report, self._settings, self._device))
        if report.done:
            self.said.emit(Notice.of(report.done, calm=True))

    def _on_begun(self, report: Report) -> None:
        if self._greeting is not None:
            self.said.emit(self._greeting)
        if self._opening is not None and report.settings is not None and report.frame is not None:
            name, self._opening = self._opening.stem, None
            self._settings = report.settings
            self._playing = False
            self._scene = Scene(
                name, name, report.settings, subtitle=f"checkpoint of step {report.frame.step:,}"
            )
            self.opened.emit()
            self.settings_changed.emit()

    def _on_resumed(self, report: Report) -> None:
        resumed, self._resuming = self._resuming, None
        if resumed is not None and report.settings not in (None, self._settings):
            # Knobs may have been turned since it was written, and before it was there.
            self._built = report.settings
            self.edit(self._settings)

    def _catch_up(self, report: Report) -> None:
        """Nothing that was asked is still on its way: what the thread says is how it is."""
        if report.phase is not Phase.WARMING:
            self._playing = report.phase is Phase.RUNNING
        self._built = report.settings
        if report.run < report.generation and report.lacks_device and report.settings is not None:
            # Another device was refused: with it in the settings no Reset would ever succeed.
            self._settings = dataclasses.replace(self._settings, device=report.settings.device)
            self.settings_changed.emit()
        self._in_force = report.settings in (None, self._settings) or self._rebuild.isActive()
