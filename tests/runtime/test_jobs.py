"""Jobs take turns in one thread; of the requests in a channel only the newest counts, and none is lost."""

from __future__ import annotations

import itertools
import logging
import random
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from ganplay.contract.latent import Draw
from ganplay.runtime.exploring import LazyExplorer
from ganplay.runtime.jobs import JobThread, RequestChannel

from .fake_explorer import FakeEngine, FakeExplorer


class Receiver(QObject):
    """Keeps what a channel delivers."""

    def __init__(self, channel: RequestChannel, qtbot: QtBot) -> None:
        super().__init__()
        self.answers: list[tuple[Any, Any]] = []
        self.refusals: list[str] = []
        self.threads: set[QThread] = set()
        self._qtbot = qtbot
        channel.answered.connect(self.on_answered)
        channel.refused.connect(self.on_refused)

    @Slot(object, object)
    def on_answered(self, request: Any, answer: Any) -> None:
        self.threads.add(QThread.currentThread())
        self.answers.append((request, answer))

    @Slot(str)
    def on_refused(self, sentence: str) -> None:
        self.refusals.append(sentence)

    def wait_for(self, request: Any) -> Any:
        self.until(lambda: any(asked is request for asked, _ in self.answers))
        return next(answer for asked, answer in self.answers if asked is request)

    def wait_for_refusal(self) -> str:
        self.until(lambda: bool(self.refusals))
        return self.refusals[-1]

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=20_000)


@pytest.fixture
def explorer() -> FakeExplorer:
    return FakeExplorer()


@pytest.fixture
def jobs(explorer: FakeExplorer) -> Iterator[JobThread]:
    jobs = JobThread(lambda: FakeEngine(explorer))
    yield jobs
    explorer.may_answer.set()
    assert jobs.stop(10)


@pytest.fixture
def make_channel(jobs: JobThread) -> Callable[[], RequestChannel]:
    """Channels that share an explorer."""
    shared = LazyExplorer(jobs)
    return lambda: RequestChannel(jobs, shared.answer)


@pytest.fixture
def channel(make_channel: Callable[[], RequestChannel]) -> RequestChannel:
    return make_channel()


@pytest.fixture
def receiver(channel: RequestChannel, qtbot: QtBot) -> Receiver:
    return Receiver(channel, qtbot)


def draw(n: int = 1) -> Draw:
    return Draw(np.zeros((n, 2), np.float32))


@pytest.fixture
def hold(explorer: FakeExplorer, qtbot: QtBot) -> Callable[[RequestChannel], Draw]:
    """Keep the thread at a request until the explorer may answer."""

    def held(channel: RequestChannel) -> Draw:
        explorer.may_answer.clear()
        request = draw()
        channel.ask(request)
        qtbot.waitUntil(explorer.at_work.is_set)
        return request

    return held


def test_the_first_request_starts_the_thread_and_its_answer_comes_in_the_channels_own(
    jobs, channel, receiver, explorer
):
    assert not jobs.isRunning()
    assert channel.idle
    request = draw(3)
    channel.ask(request)
    assert not channel.idle
    assert receiver.wait_for(request).pictures.shape == (3, 28, 28)
    assert channel.idle
    assert explorer.threads.isdisjoint({threading.get_ident()})
    assert receiver.threads == {QThread.currentThread()}


def test_a_request_that_is_overtaken_is_never_begun(hold, channel, receiver, explorer, qtbot):
    first = hold(channel)
    requests = [draw() for _ in range(100)]
    for request in requests:
        channel.ask(request)
        qtbot.wait(0)
    explorer.may_answer.set()
    receiver.wait_for(requests[-1])
    assert [asked for asked, _ in receiver.answers] == [first, requests[-1]]
    assert explorer.asked == [first, requests[-1]]


def test_of_the_requests_of_one_turn_of_the_event_loop_only_the_last_is_sent(channel, receiver, explorer):
    requests = [draw() for _ in range(10)]
    for request in requests:
        channel.ask(request)
    receiver.wait_for(requests[-1])
    assert explorer.asked == requests[-1:]


def test_the_next_request_is_begun_when_the_last_answer_has_been_delivered(
    hold, channel, receiver, explorer, jobs, qtbot
):
    """However slow the window is, the thread is never more than one answer ahead."""
    first = hold(channel)
    second = draw()
    channel.ask(second)
    qtbot.wait(0)
    done = threading.Event()
    jobs.schedule(done.set)
    explorer.may_answer.set()
    assert done.wait(10)
    assert explorer.asked == [first]
    receiver.wait_for(second)
    assert explorer.asked == [first, second]


def test_channels_take_turns_however_often_one_asks(hold, make_channel, explorer, qtbot):
    held, large, small = make_channel(), make_channel(), make_channel()
    receiver = Receiver(large, qtbot)
    hold(held)
    last_large, last_small = draw(), draw()
    for _ in range(10):
        small.ask(draw())
        large.ask(draw())
        qtbot.wait(0)
    large.ask(last_large)
    small.ask(last_small)
    explorer.may_answer.set()
    receiver.wait_for(last_large)
    assert explorer.asked[1:] == [last_small, last_large]


def test_no_answer_follows_to_what_was_cancelled(hold, channel, receiver, explorer):
    hold(channel)
    channel.ask(draw())
    channel.cancel()
    assert channel.idle
    explorer.may_answer.set()
    request = draw()
    channel.ask(request)
    assert not channel.idle
    receiver.wait_for(request)
    assert [asked for asked, _ in receiver.answers] == [request]


def test_the_same_request_again_after_it_was_cancelled_is_answered_anew(hold, channel, receiver, explorer):
    """Its first answer may be of another model."""
    request = hold(channel)
    channel.cancel()
    channel.ask(request)
    explorer.may_answer.set()
    receiver.wait_for(request)
    assert explorer.asked == [request, request]
    assert len(receiver.answers) == 1


def test_an_error_is_a_sentence_and_the_next_request_is_answered(channel, receiver, explorer, caplog):
    explorer.fails = RuntimeError("boom")
    channel.ask(draw())
    assert receiver.wait_for_refusal() == "RuntimeError: boom"
    assert channel.idle
    assert "a request could not be answered" in caplog.text
    explorer.fails = None
    request = draw()
    channel.ask(request)
    receiver.wait_for(request)


def test_an_engine_that_does_not_load_is_tried_again_and_then_kept(explorer, qtbot):
    broken = [ImportError("no module named torch")]
    loaded = []

    def load_engine() -> FakeEngine:
        if broken:
            raise broken.pop()
        loaded.append(threading.get_ident())
        return FakeEngine(explorer)

    jobs = JobThread(load_engine)
    channels = [RequestChannel(jobs, LazyExplorer(jobs).answer) for _ in range(2)]
    receivers = [Receiver(channel, qtbot) for channel in channels]
    channels[0].ask(draw())
    assert receivers[0].wait_for_refusal() == "ImportError: no module named torch"
    for channel, receiver in zip(channels, receivers, strict=True):
        request = draw()
        channel.ask(request)
        receiver.wait_for(request)
    assert len(loaded) == 1
    assert jobs.stop(10)


def test_it_stops_without_answering_what_waits(hold, jobs, channel, make_channel, explorer, qtbot):
    first = hold(channel)
    make_channel().ask(draw())
    qtbot.wait(0)
    assert not jobs.stop(patience=0.01)
    explorer.may_answer.set()
    assert jobs.stop(10)
    assert explorer.asked == [first]


def test_a_thread_without_jobs_has_ended_already(jobs):
    assert jobs.stop(patience=0.01)


def test_a_stopped_thread_runs_nothing_more(jobs, channel, receiver, explorer):
    request = draw()
    channel.ask(request)
    receiver.wait_for(request)
    assert jobs.stop(10)
    channel.ask(draw())
    assert not jobs.isRunning()
    assert explorer.asked == [request]


def test_it_ends_after_an_engine_that_is_being_loaded(qtbot):
    loading, may_load = threading.Event(), threading.Event()
    explorer = FakeExplorer()

    def load_engine() -> FakeEngine:
        loading.set()
        assert may_load.wait(10)
        return FakeEngine(explorer)

    jobs = JobThread(load_engine)
    channel = RequestChannel(jobs, LazyExplorer(jobs).answer)
    channel.ask(draw())
    qtbot.waitUntil(loading.is_set)
    channel.ask(draw())
    assert not jobs.stop(patience=0.01)
    may_load.set()
    assert jobs.stop(10)
    assert len(explorer.asked) == 1


def test_a_job_that_is_scheduled_again_while_it_waits_is_run_once(jobs):
    may_go, done, runs = threading.Event(), threading.Event(), []

    def run() -> None:
        runs.append(1)

    jobs.schedule(lambda: may_go.wait(10))
    for _ in range(100):
        jobs.schedule(run)
    jobs.schedule(done.set)
    may_go.set()
    assert done.wait(10)
    assert len(runs) == 1


def test_a_long_job_is_interrupted_by_others_and_goes_on_after_them(jobs):
    order: list[str] = []
    done = threading.Event()

    def long_job() -> None:
        order.append("long")
        for _ in itertools.count():
            if jobs.interrupted:
                break
        if len(order) < 6:
            jobs.schedule(long_job)
        else:
            done.set()

    def short_job() -> None:
        order.append("short")
        jobs.schedule(short_job)

    jobs.schedule(long_job)
    jobs.schedule(short_job)
    assert done.wait(10)
    assert order[:6] == ["long", "short"] * 3
    assert jobs.stop(10)


def test_an_error_in_a_job_ends_that_job_alone(jobs, caplog):
    done = threading.Event()

    def fail() -> None:
        raise RuntimeError("boom")

    with caplog.at_level(logging.ERROR):
        jobs.schedule(fail)
        jobs.schedule(done.set)
        assert done.wait(10)
    assert "boom" in caplog.text


@pytest.mark.parametrize("seed", range(3))
def test_under_stress_the_last_request_of_every_channel_is_answered(jobs, qtbot, seed: int):
    """Thousands of requests in eight channels, many overtaken, cancelled or failing, beside a long job."""
    chance = random.Random(seed)
    turns: list[int] = []

    def answer(number: int) -> int:
        if number % 7 == 0:
            raise ValueError(number)
        return -number

    def long_job() -> None:
        turns.append(1)
        if not jobs.stopping:
            jobs.schedule(long_job)

    channels = [RequestChannel(jobs, answer) for _ in range(8)]
    receivers = [Receiver(channel, qtbot) for channel in channels]
    last: dict[int, int] = {}
    logging.disable()
    try:
        jobs.schedule(long_job)
        for number in range(4000):
            index = chance.randrange(len(channels))
            last[index] = number
            channels[index].ask(number)
            if chance.random() < 0.1:
                channels[index].cancel()
                last[index] = -1
            if chance.random() < 0.2:
                qtbot.wait(0)
        qtbot.waitUntil(lambda: all(channel.idle for channel in channels), timeout=20_000)
    finally:
        logging.disable(logging.NOTSET)
    for index, receiver in enumerate(receivers):
        asked = [number for number, _ in receiver.answers]
        assert asked == sorted(set(asked)), "each at most once, in order"
        assert all(found == -number for number, found in receiver.answers)
        if last[index] % 7 == 0:
            assert receiver.refusals[-1] == f"ValueError: {last[index]}"
        elif last[index] > 0:
            assert asked[-1] == last[index]
    assert len(turns) > 100
    assert jobs.stop(10)


@pytest.mark.parametrize("seed", range(20))
def test_it_can_be_stopped_at_any_moment(qtbot, seed: int):
    chance = random.Random(seed)
    jobs = JobThread(lambda: FakeEngine(FakeExplorer()))
    channels = [RequestChannel(jobs, LazyExplorer(jobs).answer) for _ in range(3)]
    for _ in range(chance.randrange(60)):
        chance.choice(channels).ask(draw())
        if chance.random() < 0.2:
            qtbot.wait(0)
    assert jobs.stop(10)
    chance.choice(channels).ask(draw())
    qtbot.wait(0)
    assert not jobs.isRunning()
