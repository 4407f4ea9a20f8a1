"""A worker thread that runs jobs in turn, and channels through which the window sends it requests."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ganplay.contract.experiment import EngineLoader
from ganplay.runtime.failures import logged
from ganplay.runtime.mailbox import Mailbox
from ganplay.runtime.worker import WorkerThread

Job = Callable[[], None]
"""Work for a :class:`JobThread`. It says itself whom it concerns that it has failed."""

logger = logging.getLogger(__name__)


class JobThread(WorkerThread):
    """Runs the jobs of many callers, one at a time, in the order in which they were scheduled.

    A job that takes long looks at :attr:`interrupted` now and then, returns if that is so, and schedules
    itself again; so all jobs have their turns. The thread starts with the first job.
    """

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        super().__init__(load_engine, parent)
        self._changed = threading.Condition()
        self._queue: dict[Job, None] = {}  # In order of insertion, each job at most once.
        self._stopping = False

    @property
    def interrupted(self) -> bool:
        """Whether a long job should return: another one waits, or the thread is to end."""
        return self._stopping or bool(self._queue)

    @property
    def stopping(self) -> bool:
        """Whether the thread is to end."""
        return self._stopping

    def schedule(self, job: Job) -> None:
        """Run a job in its turn; one that waits already keeps its place. After :meth:`stop` nothing is run.

        Any thread may call this.
        """
        with self._changed:
            if self._stopping:
                return
            self._queue.setdefault(job)
            self._changed.notify()
            if not self.isRunning():
                self.start()

    def run(self) -> None:
        """Run jobs until told to stop."""
        while (job := self._next()) is not None:
            try:
                job()
            except Exception:
                logger.exception("a job has failed")

    def _next(self) -> Job | None:
        """The job whose turn it is, waited for; None when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._queue)
            if self._stopping:
                return None
            job = next(iter(self._queue))
            del self._queue[job]
            return job

    def _request_stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()


class RequestChannel(QObject):
    """Has requests answered by a job thread; of those that come faster than answers only the newest counts.

    One request is being answered and one waits; a new request replaces the one that waits. The next is
    begun when the last answer has been delivered, so nothing piles up, however slow the receiver is. Of the
    requests made within one turn of the event loop only the last is sent. Signals are emitted in the thread
    in which the channel was made, which alone may call its methods.
    """

    answered = Signal(object, object)
    """The request and its answer."""
    refused = Signal(str)
    """Why a request could not be answered, in one sentence."""
    _requested = Signal()
    _replied = Signal()

    def __init__(self, jobs: JobThread, answer: Callable[[Any], Any], parent: QObject | None = None) -> None:
        """``answer`` is called in the job thread; what it raises becomes a sentence."""
        super().__init__(parent)
        self._jobs, self._answer = jobs, answer
        self._requests: Mailbox[tuple[int, Any]] = Mailbox()
        self._replies: Mailbox[tuple[int, Any, Any, str]] = Mailbox()
        self._asked = self._settled = 0
        """Numbers of the last request and of the last one that was replied to or cancelled."""
        self._requested.connect(self._send, Qt.ConnectionType.QueuedConnection)
        self._replied.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether no answer is still to come."""
        return self._settled == self._asked

    def ask(self, request: Any) -> None:
        """Send a request, in place of one that waits."""
        self._asked += 1
        if self._requests.put((self._asked, request)):
            self._requested.emit()

    def cancel(self) -> None:
        """Want no answer to anything asked so far."""
        self._requests.take()
        self._settled = self._asked

    @Slot()
    def _send(self) -> None:
        self._jobs.schedule(self._reply)

    def _reply(self) -> None:
        """Answer the request that waits; called in the job thread."""
        if not self._replies.empty() or (taken := self._requests.take()) is None:
            return
        number, request = taken
        answer, refusal = None, ""
        try:
            answer = self._answer(request)
        except Exception as error:
            refusal = logged(error, "a request could not be answered")
        self._replies.put((number, request, answer, refusal))
        self._replied.emit()

    @Slot()
    def _deliver(self) -> None:
        reply = self._replies.take()
        assert reply is not None
        number, request, answer, refusal = reply
        if number > self._settled:
            self._settled = number
            if refusal:
                self.refused.emit(refusal)
            else:
                self.answered.emit(request, answer)
        if not self._requests.empty():
            self._send()
