"""A training thread on a fake engine, and a window that only listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from ganplay.contract.commands import Command, Load
from ganplay.contract.events import Event
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase, Report
from ganplay.runtime.training import TrainingThread

from .fake_engine import FakeEngine, Script


class Listener(QObject):
    """Takes what the thread leaves, at once or only when it is told to."""

    def __init__(self, thread: TrainingThread, qtbot: QtBot) -> None:
        super().__init__()
        self.training = thread
        self.listening = True
        self.notices = 0
        self.reports: list[Report] = []
        self._qtbot = qtbot
        thread.frame_ready.connect(self._on_frame_ready)

    @Slot()
    def _on_frame_ready(self) -> None:
        self.notices += 1
        if self.listening:
            self.take()

    def take(self) -> None:
        if (report := self.training.take()) is not None:
            self.reports.append(report)

    def post(self, *commands: Command) -> None:
        for command in commands:
            self.training.post(command)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def wait_for_step(self, step: int, phase: Phase = Phase.PAUSED) -> None:
        self.wait_until(lambda: self.last.phase is phase and self.step == step)

    def wait_for_phase(self, phase: Phase) -> None:
        self.wait_until(lambda: bool(self.reports) and self.last.phase is phase)

    def wait_for_failure(self) -> str:
        self.wait_until(lambda: any(report.failure for report in self.reports))
        return next(report.failure for report in self.reports if report.failure)

    @property
    def last(self) -> Report:
        return self.reports[-1]

    @property
    def step(self) -> int:
        return self.last.frame.step if self.last.frame else -1

    @property
    def steps(self) -> list[int]:
        """The steps of all rows of the history, in the order in which they came."""
        return [int(row[0]) for report in self.reports for log in report.logs for row in log.trace]

    @property
    def events(self) -> list[Event]:
        return [event for report in self.reports for log in report.logs for event in log.events]


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def training(script: Script) -> Iterator[TrainingThread]:
    """A thread that has not been started; it is stopped after the test."""
    thread = TrainingThread(lambda: FakeEngine(script))
    yield thread
    thread.stop()


@pytest.fixture
def window(training: TrainingThread, qtbot: QtBot) -> Listener:
    """Listens to a thread that has loaded an experiment and shown it."""
    listener = Listener(training, qtbot)
    training.start()
    listener.post(Load(Settings(), generation=1))
    listener.wait_until(lambda: bool(listener.reports) and listener.step == 0)
    return listener
