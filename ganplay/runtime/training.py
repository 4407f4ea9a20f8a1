"""The thread that trains while the window draws."""

from __future__ import annotations

import dataclasses
import math
import queue
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ganplay.contract.commands import Command, Quit, Save
from ganplay.contract.experiment import EngineLoader
from ganplay.contract.snapshots import Phase, Report
from ganplay.runtime.failures import joined, logged
from ganplay.runtime.mailbox import Mailbox
from ganplay.runtime.player import Player
from ganplay.runtime.worker import WorkerThread

REPORT_INTERVAL = 1 / 30
"""Seconds between two reports of a run, unless a command or a pause asks for one."""

UNSEEN_INTERVAL = 1.0
"""The same for a run that nobody looks at: histories must be handed over, but hardly a frame is needed."""

LONGEST_INTERVAL = 0.1
"""Seconds after which there is another report, whatever it costs."""

MAX_REPORT_SHARE = 1 / 8
"""Share of the run's processor time that reports may take, unless ``LONGEST_INTERVAL`` asks for more."""

RETRY_INTERVAL = 0.005
"""Seconds until a slot that was still full is looked at again."""


class TrainingThread(WorkerThread):
    """Takes commands, trains, and leaves reports to be taken; an error ends the run, not the thread.

    Until the first ``Load`` or ``Open`` reports are of generation 0. One that is refused leaves the
    experiment before it in force, running if it was, under the new generation.
    """

    frame_ready = Signal()
    """A report can be taken. Not sent again before it is: at most one such event is pending."""

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        """``load_engine`` is called in the thread and may take seconds."""
        super().__init__(load_engine, parent)
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._mailbox: Mailbox[Report] = Mailbox(merged)
        self._player = Player(self.engine)
        self._posted = 0
        self._saves: dict[int, Path] = {}
        self._answer_due = False
        self._unseen_steps = False
        self._report_due = 0.0
        self._took = 0.0

    def post(self, command: Command) -> int:
        """Ask for something, obeyed in order before the next step; call it from one thread.

        Returns the command's number: reports with ``obeyed`` below it were made before.
        """
        self._posted += 1
        if isinstance(command, Save):
            self._saves[self._posted] = command.path
        self._commands.put(command)
        return self._posted

    @property
    def unsaved(self) -> tuple[Path, ...]:
        """Checkpoints that were asked for and are not written yet, nor refused."""
        done = self._player.obeyed
        self._saves = {number: path for number, path in self._saves.items() if number > done}
        return tuple(self._saves.values())

    def take(self) -> Report | None:
        """The newest frame and all that was recorded since the last take; None if nothing is new."""
        return self._mailbox.take()

    def _request_stop(self) -> None:
        # Obeyed in order: all that was asked for before is done.
        self.post(Quit())

    def run(self) -> None:
        """Obey, report and step until told to quit."""
        self._report()
        self._guard(self._player.warm_up)
        self._answer_due = True
        while not self._player.quitting:
            self._guard(self._take_turn)

    def _guard(self, action: Callable[[], None]) -> None:
        """Do something; an error ends the run, not the thread."""
        try:
            action()
        except Exception as error:
            logged(error, "the run has failed")
            self._player.fail(error)
            self._answer_due = True

    def _take_turn(self) -> None:
        """Do the one thing that is due: a command before a report before a step."""
        command = self._next_command(self._due() - time.perf_counter())
        if command is not None:
            self._player.obey(command)
            self._answer_due = True
        elif self._report_is_due():
            self._report()
        elif self._player.phase is Phase.RUNNING and self._player.due <= time.perf_counter():
            self._player.step()
            self._unseen_steps = True
            self._answer_due = self._player.phase is not Phase.RUNNING

    def _next_command(self, wait: float) -> Command | None:
        """The next command, waited for at most so many seconds."""
        if wait <= 0 and self._commands.empty():
            return None
        try:
            return self._commands.get(timeout=None if wait == math.inf else max(wait, 0))
        except queue.Empty:
            return None

    def _due(self) -> float:
        """When the next report or step is due."""
        if self._answer_due:
            return 0.0
        if self._player.phase is not Phase.RUNNING:
            return math.inf
        return min(self._player.due, self._report_due) if self._unseen_steps else self._player.due

    def _report_is_due(self) -> bool:
        """A command or a pause is answered at once, a step when the window has taken what was before."""
        if self._answer_due:
            return True
        now = time.perf_counter()
        if not self._unseen_steps or now < self._report_due:
            return False
        if self._mailbox.empty():
            return True
        self._report_due = now + RETRY_INTERVAL
        return False

    def _report(self) -> None:
        self._answer_due = self._unseen_steps = False
        began, spent = time.perf_counter(), time.thread_time()
        report = self._player.report()
        # Of the processor: on the clock a look takes longer where the window is drawing too. The lesser of
        # two: now and then one measures everything, and the next need not wait for that.
        before, self._took = self._took, time.thread_time() - spent
        interval = min(min(before, self._took) / MAX_REPORT_SHARE, LONGEST_INTERVAL)
        least = REPORT_INTERVAL if self._player.seen else UNSEEN_INTERVAL
        self._report_due = began + max(least, interval)
        if self._mailbox.put(report):
            self.frame_ready.emit()


def merged(old: Report, new: Report) -> Report:
    """The new report with all logs and failures of both; of two runs the report of the later one."""
    if new.run != old.run:
        return max(old, new, key=lambda report: report.generation)
    return dataclasses.replace(
        new,
        frame=new.frame or old.frame,
        logs=old.logs + new.logs,
        failure=joined(old.failure, new.failure),
        lacks_device=old.lacks_device or new.lacks_device,
        lacks_memory=old.lacks_memory or new.lacks_memory,
        lacks_data=old.lacks_data or new.lacks_data,
        done=joined(old.done, new.done),
    )
