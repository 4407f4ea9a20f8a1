"""However fast a slider is dragged, only the newest question counts, and every channel has its turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from ganplay.contract.latent import Draw, Drawn, Open, Replies
from ganplay.runtime.exploring import ExploringThread

from .fake_explorer import FakeEngine, FakeExplorer


class Listener(QObject):
    """Takes replies as they come, or leaves them."""

    def __init__(self, thread: ExploringThread, qtbot: QtBot) -> None:
        super().__init__()
        self.listening = True
        self.notices = 0
        self.replies: list[Replies] = []
        self._thread, self._qtbot = thread, qtbot
        thread.answered.connect(self.on_answered)

    @Slot()
    def on_answered(self) -> None:
        self.notices += 1
        if self.listening and (replies := self._thread.take()) is not None:
            self.replies.append(replies)

    def wait_for(self, channel: str, request: Any) -> Any:
        self._qtbot.waitUntil(lambda: self.found(channel, request) is not None, timeout=10_000)
        return self.found(channel, request)

    def wait_for_failure(self, channel: str) -> str:
        self._qtbot.waitUntil(lambda: any(channel in each.failures for each in self.replies), timeout=10_000)
        return next(each.failures[channel] for each in self.replies if channel in each.failures)

    def found(self, channel: str, request: Any) -> Any:
        for replies in self.replies:
            asked, answer = replies.answers.get(channel, (None, None))
            if asked is request:
                return answer
        return None


@pytest.fixture
def explorer() -> FakeExplorer:
    return FakeExplorer()


@pytest.fixture
def thread(explorer: FakeExplorer) -> Iterator[ExploringThread]:
    thread = ExploringThread(lambda: FakeEngine(explorer))
    yield thread
    explorer.may_answer.set()
    thread.stop()


@pytest.fixture
def window(thread: ExploringThread, qtbot: QtBot) -> Listener:
    return Listener(thread, qtbot)


def draw(n: int = 1) -> Draw:
    return Draw(np.zeros((n, 2), np.float32))


def hold(thread: ExploringThread, explorer: FakeExplorer) -> Draw:
    """Keep the thread at a question until it may answer."""
    explorer.may_answer.clear()
    request = draw()
    thread.ask("held", request)
    assert explorer.at_work.wait(10)
    return request


def test_the_first_question_starts_the_thread(thread, window, explorer):
    assert not thread.isRunning()
    assert thread.take() is None
    request = draw(3)
    assert thread.ask("large", request) == 1
    answer = window.wait_for("large", request)
    assert isinstance(answer, Drawn)
    assert answer.pictures.shape == (3, 28, 28)
    assert explorer.threads.isdisjoint({threading.get_ident()})
    assert thread.take() is None


def test_what_is_overtaken_is_never_computed(thread, window, explorer):
    first = hold(thread, explorer)
    asked = [draw() for _ in range(100)]
    numbers = [thread.ask("large", request) for request in asked]
    assert numbers == list(range(2, 102))
    explorer.may_answer.set()
    window.wait_for("large", asked[-1])
    assert window.found("held", first) is not None
    assert explorer.asked == [first, asked[-1]]


def test_the_question_under_way_is_answered_though_a_newer_one_waits(thread, window, explorer):
    first, second = hold(thread, explorer), draw()
    thread.ask("held", second)
    explorer.may_answer.set()
    window.wait_for("held", second)
    assert explorer.asked == [first, second]


def test_whoever_asks_often_waits_no_longer(thread, window, explorer):
    hold(thread, explorer)
    large, small = draw(), draw()
    for _ in range(10):
        thread.ask("small", draw())
        thread.ask("large", draw())
    thread.ask("large", large)
    thread.ask("small", small)
    explorer.may_answer.set()
    window.wait_for("large", large)
    assert explorer.asked[1:] == [small, large]


def test_nothing_is_asked_of_the_model_before(thread, window, explorer):
    hold(thread, explorer)
    request = draw()
    thread.ask("large", draw())
    thread.ask("model", Open("dcgan"))
    thread.ask("large", request)
    explorer.may_answer.set()
    assert window.wait_for("large", request).pictures[0, 0, 0] == 1
    assert len(explorer.asked) == 3


def test_replies_wait_to_be_taken_with_one_notice(thread, window, explorer, qtbot):
    window.listening = False
    requests = [draw() for _ in range(5)]
    for count, request in enumerate(requests, 1):
        thread.ask("large", request)
        qtbot.waitUntil(lambda count=count: len(explorer.asked) == count, timeout=10_000)
    assert thread.stop()
    qtbot.waitUntil(lambda: window.notices > 0, timeout=10_000)
    assert window.notices == 1
    replies = thread.take()
    assert replies is not None
    assert replies.answers["large"][0] is requests[-1]
    assert thread.take() is None


def test_a_refusal_is_a_sentence_in_its_channel_and_the_model_stays(thread, window):
    first, after = Open("dcgan"), draw()
    thread.ask("model", first)
    window.wait_for("model", first)
    thread.ask("model", Open("none"))
    assert window.wait_for_failure("model") == "there is no such model"
    thread.ask("large", after)
    assert window.wait_for("large", after).pictures[0, 0, 0] == 1


def test_any_error_is_survived(thread, window, explorer):
    explorer.fails = RuntimeError("boom")
    thread.ask("large", draw())
    assert window.wait_for_failure("large") == "RuntimeError: boom"
    explorer.fails = None
    request = draw()
    thread.ask("large", request)
    window.wait_for("large", request)


def test_an_answer_makes_up_for_a_refusal_that_nobody_has_heard(thread, window, explorer, qtbot):
    window.listening = False
    explorer.fails = RuntimeError("boom")
    thread.ask("large", draw())
    qtbot.waitUntil(lambda: window.notices == 1)
    explorer.fails = None
    request = hold(thread, explorer)
    thread.ask("large", request)
    explorer.may_answer.set()
    qtbot.waitUntil(lambda: len(explorer.asked) == 3)
    assert thread.stop()
    replies = thread.take()
    assert replies is not None
    assert replies.failures == {}
    assert replies.answers["large"][0] is request


def test_an_engine_that_does_not_load_is_tried_again(explorer, qtbot):
    broken = [ImportError("no module named torch")]

    def load_engine() -> FakeEngine:
        if broken:
            raise broken.pop()
        return FakeEngine(explorer)

    thread = ExploringThread(load_engine)
    window = Listener(thread, qtbot)
    thread.ask("large", draw())
    assert window.wait_for_failure("large") == "ImportError: no module named torch"
    request = draw()
    thread.ask("large", request)
    window.wait_for("large", request)
    thread.stop()


def test_it_stops_without_answering_what_waits(thread, explorer):
    first = hold(thread, explorer)
    thread.ask("large", draw())
    assert not thread.stop(patience=0.01)
    explorer.may_answer.set()
    assert thread.stop()
    assert explorer.asked == [first]


def test_a_thread_that_was_never_asked_has_ended_already(thread):
    assert thread.stop(patience=0.01)


def test_a_stopped_thread_stays_so(thread, window, explorer):
    request = draw()
    thread.ask("large", request)
    window.wait_for("large", request)
    thread.stop()
    thread.ask("large", draw())
    assert not thread.isRunning()
    assert explorer.asked == [request]
