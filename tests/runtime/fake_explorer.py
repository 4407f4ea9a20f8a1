"""An explorer that answers when it is allowed to, and remembers what it was asked."""

from __future__ import annotations

import threading

import numpy as np

from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Answer, Card, Draw, Drawn, Open, Request
from ganplay.contract.settings import Settings


class FakeExplorer:
    """Answers a draw with grey pictures, one grey level for each number of opened models."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.threads: set[int] = set()
        self.fails: Exception | None = None
        self.opened = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.at_work = threading.Event()

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        self.threads.add(threading.get_ident())
        self.at_work.set()
        assert self.may_answer.wait(10)
        if self.fails is not None:
            raise self.fails
        match request:
            case Open(source):
                if source == "none":
                    raise GanplayError("there is no such model")
                self.opened += 1
                return Card(str(source), Settings(), 0, 2, 2, 0, False, 0, ())
            case Draw(rows):
                return Drawn(np.full((len(rows), 28, 28), self.opened, np.uint8))
        raise AssertionError(request)


class FakeEngine:
    """Has an explorer, and nothing to train."""

    def __init__(self, explorer: FakeExplorer) -> None:
        self._explorer = explorer

    def explorer(self) -> FakeExplorer:
        return self._explorer
