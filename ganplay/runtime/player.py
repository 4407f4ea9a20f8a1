"""Plays one experiment at a time, as it is told; knows nothing of threads or windows."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

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
    Quit,
    Save,
    Turn,
    Watch,
)
from ganplay.contract.errors import CheckpointError, GanplayError
from ganplay.contract.experiment import Engine, EngineLoader, Experiment
from ganplay.contract.snapshots import Frame, Log, Phase, Report
from ganplay.runtime.failures import joined, lacks_data, lacks_device, lacks_memory, logged, sentence
from ganplay.runtime.speedometer import Speedometer

MEASURE_INTERVAL = 1.0
"""Seconds between two frames of a run in which everything is measured, however few steps lie between."""

MAX_MEASURE_SHARE = 1 / 20
"""Share of the time that measuring may take; it is done more rarely where it would take more."""


class Player:
    """Obeys commands and takes steps; what a run becomes depends on its steps, never on the clock.

    A command that cannot be obeyed leaves everything as it was and puts one sentence into the next report.
    """

    def __init__(self, load_engine: EngineLoader) -> None:
        """``load_engine`` is called for every new run, and should take seconds at the first call only."""
        self.phase = Phase.WARMING
        self.quitting = False
        self.due = 0.0
        """When the next step may begin, on the clock of :func:`time.perf_counter`."""
        self.seen = True
        """Whether somebody looks at the run."""
        self._load_engine = load_engine
        self._experiment: Experiment | None = None
        self.obeyed = 0
        """Commands that were obeyed or refused so far."""
        self._generation = self._run = 0
        self._look = Look()
        self._measure_due = 0.0
        self._until = math.inf
        self._interval = 0.0
        self._share = 1.0
        self._pause_on: frozenset[str] = frozenset()
        self._diverged = False
        self._last_logs: tuple[Log, ...] = ()
        self._failure = self._done = ""
        self._lacks_device = self._lacks_memory = self._lacks_data = False
        self._speedometer = Speedometer()

    def warm_up(self) -> None:
        """Load the engine, which may take seconds."""
        self._load_engine()
        self.phase = Phase.PAUSED

    def obey(self, command: Command) -> None:
        """Do what a command says, or keep a sentence that says why not."""
        try:
            self._obey(command)
        except Exception as error:
            if not isinstance(error, GanplayError) and not lacks_memory(error):
                raise
            self._record_failure(error)
        finally:
            self.obeyed += 1

    def step(self) -> None:
        """Take one step of a running experiment; pause where that was asked for, and at a divergence."""
        experiment = self._require_experiment()
        began = time.perf_counter()
        self._advance(experiment)
        if self._diverged or experiment.step >= self._until or self._met_pause_event(experiment):
            self._pause()
        now = time.perf_counter()
        rest = (now - began) * (1 / self._share - 1)
        self.due = max(self.due + self._interval, now + rest)
        self._speedometer.note(now, experiment.step)

    def report(self) -> Report:
        """The present moment, and everything that was recorded since the last report."""
        experiment = self._experiment
        frame = None if experiment is None else self._frame(experiment)
        report = Report(
            self._generation,
            self.phase,
            logs=self._last_logs,
            failure=self._failure,
            run=self._run,
            lacks_device=self._lacks_device,
            lacks_memory=self._lacks_memory,
            lacks_data=self._lacks_data,
            obeyed=self.obeyed,
            done=self._done,
        )
        if experiment is not None:
            report = dataclasses.replace(
                report,
                settings=experiment.settings,
                frame=frame,
                logs=(*self._last_logs, experiment.drain()),
                device=experiment.device,
                steps_per_second=self._speedometer.read() if self.phase is Phase.RUNNING else 0.0,
            )
        self._last_logs, self._failure, self._done = (), "", ""
        self._lacks_device = self._lacks_memory = self._lacks_data = False
        return report

    def _frame(self, experiment: Experiment) -> Frame | None:
        """The present moment; now and then, and whenever the run rests, with everything measured.

        None if there is no memory for it.
        """
        began = time.perf_counter()
        measured = self.phase is not Phase.RUNNING or began >= self._measure_due
        try:
            frame = experiment.look(dataclasses.replace(self._look, measured=measured))
        except Exception as error:
            if not lacks_memory(error):
                raise
            self._stop_for_memory(experiment, error)
            return None
        if measured:
            took = time.perf_counter() - began
            self._measure_due = began + max(MEASURE_INTERVAL, took / MAX_MEASURE_SHARE)
        return frame

    def fail(self, error: Exception) -> None:
        """Give up the experiment, whose state can no longer be trusted; its history is kept."""
        self.phase = Phase.FAILED
        self._record_failure(error)
        if self._experiment is not None:
            with contextlib.suppress(Exception):
                self._last_logs = (self._experiment.drain(),)
            self._experiment = None

    def _record_failure(self, error: Exception) -> None:
        self._failure = joined(self._failure, sentence(error))
        self._lacks_device |= lacks_device(error)
        self._lacks_memory |= lacks_memory(error)
        self._lacks_data |= lacks_data(error)

    def _obey(self, command: Command) -> None:
        match command:
            case Load(settings, generation):
                self._start(generation, lambda engine: engine.create(settings))
            case Open(path, generation):
                opened = self._start(generation, lambda engine: self._tried(engine, path))
                self._last_logs = (opened.history(),)
            case Change(settings):
                self._require_experiment().change(settings)
                self._diverged = False
            case Play(until):
                self._play(until)
            case Pause():
                self._pause()
            case Advance(turn):
                self._pause()
                self._advance(self._require_finite_run(), turn)
            case Pace(steps_per_second):
                self._set_pace(steps_per_second)
            case Watch(look):
                self._look = look
            case Attend(seen, share):
                self.seen, self._share = seen, share
            case PauseOn(kinds):
                self._pause_on = kinds
            case Save(path, quiet):
                self._require_experiment().moment().save(path)
                if not quiet:
                    self._done = joined(self._done, f"saved the run as {path.name}")
            case Quit():
                self.quitting = True
            case _:
                assert_never(command)

    def _start(self, generation: int, make: Callable[[Engine], Experiment]) -> Experiment:
        """Put a new experiment in the place of the present one, which stays if there is none to be had."""
        self._generation = generation
        if self._experiment is None:
            self.phase = Phase.FAILED
        self._experiment = make(self._load_engine())
        self._run = generation
        self._diverged = self._experiment.diverged
        self.phase = Phase.PAUSED
        return self._experiment

    def _tried(self, engine: Engine, path: Path) -> Experiment:
        """Open a checkpoint and look at it, before the present run is given up for it."""
        try:
            experiment = engine.open(path)
            experiment.look(self._look)
        except Exception as error:
            if isinstance(error, GanplayError) or lacks_memory(error):
                raise
            why = logged(error, f"the checkpoint {path} cannot be shown")
            raise CheckpointError(f"{path.name} cannot be shown ({why})") from error
        return experiment

    def _play(self, until: int | None) -> None:
        experiment = self._require_finite_run()
        if until is not None and until <= experiment.step:
            raise GanplayError(
                f"the run is at step {experiment.step} already; reset it to run to step {until}"
            )
        self._until = math.inf if until is None else until
        if self.phase is not Phase.RUNNING:
            self.phase = Phase.RUNNING
            self.due = time.perf_counter()
            self._speedometer.restart()

    def _pause(self) -> None:
        if self.phase is Phase.RUNNING:
            self.phase = Phase.PAUSED

    def _set_pace(self, steps_per_second: float | None) -> None:
        if steps_per_second is not None and not steps_per_second > 0:
            raise GanplayError(f"a pace of {steps_per_second:g} steps a second is none; it must be above 0")
        self._interval = 0.0 if steps_per_second is None else 1 / steps_per_second
        self.due = min(self.due, time.perf_counter() + self._interval)

    def _advance(self, experiment: Experiment, turn: Turn | None = None) -> None:
        try:
            experiment.advance(turn)
        except GanplayError as error:
            self.fail(error)  # No refusal: half a step may have been taken.
        except Exception as error:
            if not lacks_memory(error):
                raise
            self._stop_for_memory(experiment, error)
        else:
            self._diverged = experiment.diverged

    def _stop_for_memory(self, experiment: Experiment, error: Exception) -> None:
        """Stay at the last whole step until a knob or the device gives more room."""
        self._pause()
        self._record_failure(error)
        self._failure = joined(self._failure, f"the run is kept at step {experiment.step:,}")

    def _met_pause_event(self, experiment: Experiment) -> bool:
        return bool(self._pause_on) and any(event.kind in self._pause_on for event in experiment.noticed)

    def _require_experiment(self) -> Experiment:
        if self._experiment is None:
            raise GanplayError("there is no run; reset to start one")
        return self._experiment

    def _require_finite_run(self) -> Experiment:
        experiment = self._require_experiment()
        if self._diverged:
            raise GanplayError(
                f"the run met a number that is not finite at step {experiment.step}; turn a knob or reset it"
            )
        return experiment
