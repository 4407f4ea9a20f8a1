"""Fetching beside the window: progress, cancelling, failing, and trying again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ganplay.contract.errors import DataError
from ganplay.runtime.fetching import Fetcher
from ganplay.runtime.jobs import JobThread


class Mirror:
    """Serves ten pieces, one whenever it is allowed to."""

    def __init__(self) -> None:
        self.allowed = threading.Semaphore(0)
        self.fails: Exception | None = None
        self.wanted: list[str] = []

    def fetch(self, which: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> bool:
        self.wanted.append(which)
        for piece in range(1, 11):
            self.allowed.acquire(timeout=10)
            if cancelled():
                return False
            if self.fails is not None:
                raise self.fails
            progress(100 * piece, 1000)
        return True


@pytest.fixture
def mirror() -> Mirror:
    return Mirror()


@pytest.fixture
def thread(mirror: Mirror) -> Iterator[JobThread]:
    thread = JobThread(lambda: None)
    yield thread
    thread.stop(0)
    mirror.allowed.release(10)
    assert thread.stop(10)


@pytest.fixture
def fetcher(mirror: Mirror, thread: JobThread) -> Fetcher:
    return Fetcher(mirror.fetch, thread)


def test_it_says_how_far_it_is_and_when_all_is_there(fetcher: Fetcher, mirror: Mirror, qtbot: QtBot):
    fetcher.fetch("mnist")
    mirror.allowed.release(3)
    qtbot.waitUntil(lambda: fetcher.progress == (300, 1000))
    with qtbot.waitSignal(fetcher.ended) as ended:
        mirror.allowed.release(7)
    assert ended.args == [True, ""]
    assert mirror.wanted == ["mnist"]


def test_cancelled_it_ends_without_a_word(fetcher: Fetcher, mirror: Mirror, qtbot: QtBot):
    fetcher.fetch("mnist")
    mirror.allowed.release(3)
    qtbot.waitUntil(lambda: fetcher.progress == (300, 1000))
    with qtbot.waitSignal(fetcher.ended) as ended:
        fetcher.cancel()
        mirror.allowed.release()
    assert ended.args == [False, ""]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DataError("there seems to be no network"), "there seems to be no network"),
        (OSError(5, "x"), "OSError"),
    ],
)
def test_a_failure_is_a_sentence_and_it_can_be_tried_again(
    fetcher: Fetcher,
    mirror: Mirror,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    words: str,
):
    mirror.fails = error
    with qtbot.waitSignal(fetcher.ended) as ended:
        fetcher.fetch("mnist")
        mirror.allowed.release()
    assert ended.args[0] is False
    assert words in ended.args[1]
    assert not fetcher.running
    mirror.fails = None
    with qtbot.waitSignal(fetcher.ended) as ended:
        fetcher.fetch("mnist")
        mirror.allowed.release(10)
    assert ended.args == [True, ""]


def test_a_second_wish_while_one_is_under_way_is_none(fetcher: Fetcher, mirror: Mirror, qtbot: QtBot):
    fetcher.fetch("mnist")
    fetcher.fetch("fashion")
    with qtbot.waitSignal(fetcher.ended):
        mirror.allowed.release(10)
    assert mirror.wanted == ["mnist"]


def test_it_is_cancelled_when_the_thread_is_to_end(
    fetcher: Fetcher, thread: JobThread, mirror: Mirror, qtbot: QtBot
):
    fetcher.fetch("mnist")
    mirror.allowed.release(3)
    qtbot.waitUntil(lambda: fetcher.progress == (300, 1000))
    assert not thread.stop(0)
    mirror.allowed.release()
    assert thread.stop(10)
    assert fetcher.progress == (300, 1000)
