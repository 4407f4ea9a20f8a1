"""An engine of numpy alone: a run is a sum of random numbers, so that one step too many shows."""

from __future__ import annotations

import dataclasses
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ganplay.contract.codec import from_toml, to_toml
from ganplay.contract.commands import Look, Turn
from ganplay.contract.data import UNIT_EXTENT
from ganplay.contract.errors import CheckpointError, DataError, SettingsError
from ganplay.contract.events import Event
from ganplay.contract.files import write_text
from ganplay.contract.metrics import GAN_COLUMNS, MEASURES, TRACE
from ganplay.contract.settings import Settings, rebuilds
from ganplay.contract.snapshots import Frame, Log
from ganplay.contract.views import PlaneView


@dataclass
class Script:
    """What shall happen, and what has happened in every experiment of an engine."""

    events: dict[int, str] = field(default_factory=dict)
    """Kinds of event by the step that brings them to notice."""
    diverges_at: int | None = None
    fails: dict[str, Exception] = field(default_factory=dict)
    """Errors by the method that raises them."""
    fails_at: int = 0
    """The step from which on ``advance`` raises its error."""
    seconds_per_step: float = 0.0
    times: list[float] = field(default_factory=list)
    """When each step began."""
    threads: set[int] = field(default_factory=set)
    """Who called the engine."""
    turns: list[Turn] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def act(self, method: str) -> None:
        self.threads.add(threading.get_ident())
        if method in self.fails:
            raise self.fails[method]


@dataclasses.dataclass
class FakeMoment:
    settings: Settings
    step: int
    script: Script

    def save(self, path: Path) -> None:
        self.script.act("save")
        write_text(path, f"{self.step}\n{to_toml(self.settings)}")


class FakeExperiment:
    device = "CPU, 1 thread"

    def __init__(self, settings: Settings, script: Script) -> None:
        self.settings = settings
        self.step = self.opened_at = 0
        self.noticed: tuple[Event, ...] = ()
        self.diverged = False
        self.state = np.zeros(2)
        self._script = script
        self._rng = np.random.default_rng(settings.seed)
        self._rows: list[int] = []
        self._events: list[Event] = []

    def advance(self, turn: Turn | None = None) -> None:
        script = self._script
        if self.step + 1 >= script.fails_at:
            script.act("advance")
        if script.seconds_per_step:
            end = time.perf_counter() + script.seconds_per_step
            while time.perf_counter() < end:
                pass
        self.diverged = self.step + 1 == script.diverges_at
        self.noticed = ()
        if self.diverged:
            return
        self.step += 1
        self.state = self.state * 0.9 + self._rng.normal(size=2) * self.settings.batch
        script.times.append(time.perf_counter())
        script.turns.append(turn)
        self._rows.append(self.step)
        if self.step in script.events:
            self.noticed = (Event(script.events[self.step], self.step, "something happened"),)
            self._events += self.noticed

    def look(self, look: Look) -> Frame:
        self._script.act("look")
        self._script.looks.append(look)
        points = self.state.astype(np.float32)[None]
        plane = PlaneView(extent=UNIT_EXTENT, real=points, fake=points)
        return Frame(step=self.step, views=(plane,), numbers={"d_loss": float(self.state[0])})

    def drain(self) -> Log:
        self._script.act("drain")
        trace = np.zeros((len(self._rows), 1 + len(TRACE)))
        trace[:, 0] = self._rows
        events, self._rows, self._events = tuple(self._events), [], []
        return Log(GAN_COLUMNS, trace, np.zeros((0, 1 + len(MEASURES))), events)

    def history(self) -> Log:
        """A row for every tenth step before it was opened."""
        trace = np.zeros((self.opened_at // 10, 1 + len(TRACE)))
        trace[:, 0] = np.arange(10, self.opened_at + 1, 10)
        told = (Event("collapse", 10, "something happened"),) if len(trace) else ()
        return Log(GAN_COLUMNS, trace, np.zeros((0, 1 + len(MEASURES))), told)

    def change(self, settings: Settings) -> None:
        self._script.act("change")
        if knobs := rebuilds(self.settings, settings):
            raise SettingsError(f"{knobs[0]}: needs new networks")
        self.settings = settings

    def moment(self) -> FakeMoment:
        return FakeMoment(self.settings, self.step, self._script)


class FakeEngine:
    def __init__(self, script: Script) -> None:
        self._script = script

    def create(self, settings: Settings) -> FakeExperiment:
        self._script.act("create")
        if settings.device == "broken":
            raise DataError("points.csv is empty")
        return FakeExperiment(settings, self._script)

    def open(self, path: Path) -> FakeExperiment:
        if not path.exists():
            raise CheckpointError(f"{path.name} is not there")
        step, _, settings = path.read_text().partition("\n")
        experiment = FakeExperiment(from_toml(settings), self._script)
        for _ in range(int(step)):
            experiment.advance()
        experiment.drain()
        experiment.opened_at = experiment.step
        return experiment
