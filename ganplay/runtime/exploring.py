"""The thread that answers questions about trained models while the window draws and another thread trains."""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject, Signal

from ganplay.contract.errors import GanplayError
from ganplay.contract.experiment import EngineLoader
from ganplay.contract.latent import Answer, Explorer, Open, Replies, Request
from ganplay.runtime.failures import sentence
from ganplay.runtime.worker import Worker

logger = logging.getLogger(__name__)


class ExploringThread(Worker):
    """Answers the newest question of each channel; what was overtaken before its turn is never computed.

    A channel is whatever the window wants to hear of separately, as the large picture and the map beside
    it. In each at most one question is under way and one waits, however fast a slider is dragged. The
    channels take turns. The thread starts at the first question.
    """

    answered = Signal()
    """Replies can be taken. Not sent again before they are: at most one such event is pending."""

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        """``load_engine`` is called in the thread and may take seconds."""
        super().__init__(load_engine, parent)
        self._explorer: Explorer | None = None
        self._changed = threading.Condition()
        self._waiting: dict[str, Request] = {}
        self._answers: dict[str, tuple[Request, Answer]] = {}
        self._failures: dict[str, str] = {}
        self._asked = 0
        self._stopping = False

    def ask(self, channel: str, request: Request) -> int:
        """Ask in place of what waits in this channel; call it from one thread.

        What is asked after an :class:`Open` is asked of that model, in whatever channel. Returns the
        question's number; after :meth:`stop` nothing is answered any more.
        """
        self._asked += 1
        with self._changed:
            # Whoever asks again keeps the channel's turn, or the busiest slider would never have one; but
            # nothing may slip in before the model that it is asked of.
            if any(isinstance(other, Open) for other in self._waiting.values()):
                self._waiting.pop(channel, None)
            self._waiting[channel] = request
            self._changed.notify()
            if not self._stopping and not self.isRunning():
                self.start()
        return self._asked

    def take(self) -> Replies | None:
        """The newest answer or refusal of each channel since the last take; None if nothing is new."""
        with self._changed:
            if not self._answers and not self._failures:
                return None
            replies = Replies(self._answers, self._failures)
            self._answers, self._failures = {}, {}
            return replies

    def _ask_to_stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def run(self) -> None:
        """Answer until told to stop."""
        while (question := self._next()) is not None:
            self._answer(*question)

    def _next(self) -> tuple[str, Request] | None:
        """The channel whose turn it is with its question, waited for; None when it is time to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._waiting)
            if self._stopping:
                return None
            channel = next(iter(self._waiting))
            return channel, self._waiting.pop(channel)

    def _answer(self, channel: str, request: Request) -> None:
        try:
            if self._explorer is None:
                self._explorer = self._load_engine().explorer()
            answer = self._explorer.answer(request)
        except Exception as error:
            if not isinstance(error, GanplayError):
                logger.exception("a question could not be answered")
            self._put(channel, failure=sentence(error))
        else:
            self._put(channel, answer=(request, answer))

    def _put(
        self, channel: str, answer: tuple[Request, Answer] | None = None, failure: str | None = None
    ) -> None:
        with self._changed:
            first = not self._answers and not self._failures
            # A later answer makes up for a refusal; a later refusal leaves what there is to be seen.
            self._failures.pop(channel, None)
            if answer is not None:
                self._answers[channel] = answer
            if failure is not None:
                self._failures[channel] = failure
        if first:
            self.answered.emit()
