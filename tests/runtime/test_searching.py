"""Searches go on from where they are, a new mask acts at once, and every rest is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from ganplay.contract.inpainting import Glance, News, Progress
from ganplay.runtime.searching import SearchingThread

from .fake_search import Studio, task


class Listener(QObject):
    """Takes news as they come, or leaves them."""

    def __init__(self, thread: SearchingThread, qtbot: QtBot) -> None:
        super().__init__()
        self.listening = True
        self.notices = 0
        self.news: list[News] = []
        self._thread, self._qtbot = thread, qtbot
        thread.progressed.connect(self.on_progressed)

    @Slot()
    def on_progressed(self) -> None:
        self.notices += 1
        if self.listening and (news := self._thread.take()) is not None:
            self.news.append(news)

    def last(self, name: str) -> Progress | None:
        return next((each.found[name] for each in reversed(self.news) if name in each.found), None)

    def wait_for_iteration(self, name: str, iteration: int) -> Progress:
        def there() -> bool:
            found = self.last(name)
            return found is not None and found.iteration == iteration

        self._qtbot.waitUntil(there, timeout=10_000)
        return self.last(name)

    def wait_for_failure(self, name: str) -> str:
        self._qtbot.waitUntil(lambda: any(name in each.failures for each in self.news), timeout=10_000)
        return next(each.failures[name] for each in self.news if name in each.failures)


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def thread(studio: Studio) -> Iterator[SearchingThread]:
    thread = SearchingThread(lambda: studio)
    yield thread
    studio.may_iterate.set()
    thread.stop()


@pytest.fixture
def window(thread: SearchingThread, qtbot: QtBot) -> Listener:
    return Listener(thread, qtbot)


def test_the_first_picture_is_there_before_anything_is_played(thread, window):
    assert not thread.isRunning()
    assert thread.take() is None
    thread.pursue({"main": task()})
    assert not window.wait_for_iteration("main", 0).finished


def test_what_is_played_goes_on_to_its_end(thread, window):
    thread.pursue({"main": task(), "other": task(iterations=3)})
    thread.play()
    assert window.wait_for_iteration("main", 5).finished
    assert window.wait_for_iteration("other", 3).finished


def test_played_before_there_is_a_task(thread, window):
    thread.play()
    assert not thread.isRunning()
    thread.pursue({"main": task()})
    window.wait_for_iteration("main", 5)


def test_one_iteration_at_a_time(thread, window, studio):
    thread.pursue({"main": task()})
    thread.advance()
    window.wait_for_iteration("main", 1)
    thread.advance()
    thread.advance()
    window.wait_for_iteration("main", 3)
    assert studio.begun[0].iteration == 3


def test_a_pause_is_told(thread, window, studio):
    studio.may_iterate.clear()
    thread.pursue({"main": task(iterations=5000)})
    thread.play()
    assert studio.at_work.wait(10)
    thread.pause()
    studio.may_iterate.set()
    thread.advance()
    window.wait_for_iteration("main", 1)


def test_another_mask_goes_on_from_where_it_is(thread, window, studio):
    thread.pursue({"main": task()})
    thread.advance()
    window.wait_for_iteration("main", 1)
    other = task()
    thread.pursue({"main": other})
    thread.advance()
    assert window.wait_for_iteration("main", 2).task is other
    assert len(studio.begun) == 1
    assert studio.begun[0].changes == [1]


def test_another_mask_acts_before_the_next_iteration(thread, window, studio):
    studio.may_iterate.clear()
    thread.pursue({"main": task(iterations=5000)})
    thread.play()
    assert studio.at_work.wait(10)
    thread.pursue({"main": task()})
    studio.may_iterate.set()
    window.wait_for_iteration("main", 5)
    assert studio.begun[0].changes == [0]


def test_of_many_masks_the_last_counts(thread, window, studio):
    studio.may_iterate.clear()
    thread.pursue({"main": task(iterations=5000)})
    thread.play()
    assert studio.at_work.wait(10)
    last = [task() for _ in range(50)][-1]
    for _ in range(49):
        thread.pursue({"main": task()})
    thread.pursue({"main": last})
    studio.may_iterate.set()
    assert window.wait_for_iteration("main", 5).task is last
    assert len(studio.begun[0].changes) == 1


def test_other_candidates_begin_anew(thread, window, studio):
    thread.pursue({"main": task()})
    thread.advance()
    window.wait_for_iteration("main", 1)
    thread.pursue({"main": task(seed=1)})
    assert window.wait_for_iteration("main", 0).task.recipe.seed == 1
    assert len(studio.begun) == 2


def test_restart_begins_all_anew(thread, window, studio):
    thread.pursue({"main": task(), "other": task()})
    thread.play()
    window.wait_for_iteration("main", 5)
    window.wait_for_iteration("other", 5)
    thread.pause()
    thread.pursue({"main": task(), "other": task()}, anew=True)
    window.wait_for_iteration("main", 0)
    window.wait_for_iteration("other", 0)
    assert len(studio.begun) == 4


def test_what_is_no_longer_pursued_is_heard_of_no_more(thread, window, studio, qtbot):
    window.listening = False
    thread.pursue({"main": task(), "race": task()})
    qtbot.waitUntil(lambda: window.notices == 1)
    thread.pursue({"main": task()})
    thread.advance()
    qtbot.waitUntil(lambda: studio.begun[0].iteration == 1)
    assert thread.stop()
    news = thread.take()
    assert news is not None
    assert list(news.found) == ["main"]
    assert news.found["main"].iteration == 1
    assert window.notices == 1
    assert thread.take() is None


def test_another_candidate_is_looked_at_though_all_rests(thread, window, qtbot):
    thread.pursue({"main": task()})
    window.wait_for_iteration("main", 0)
    thread.watch("main", Glance(focus=3, at=7))
    qtbot.waitUntil(lambda: window.last("main").focus == 3)
    assert window.last("main").shown == 7


def test_a_refusal_is_a_sentence_and_what_was_found_waits(thread, window, studio):
    thread.pursue({"main": task(), "other": task()})
    thread.advance()
    window.wait_for_iteration("other", 1)
    thread.pursue({"main": task(masked=False), "other": task()})
    assert window.wait_for_failure("main") == "nothing is masked"
    thread.advance()
    window.wait_for_iteration("other", 2)
    assert studio.begun[0].iteration == 1
    thread.pursue({"main": task()})
    thread.advance()
    window.wait_for_iteration("main", 2)
    assert len(studio.begun) == 2


def test_a_model_that_is_missing_does_not_keep_the_others(thread, window):
    thread.pursue({"main": task("none"), "other": task()})
    thread.play()
    assert window.wait_for_failure("main") == "there is no such model"
    window.wait_for_iteration("other", 5)


def test_any_error_is_survived(thread, window, studio):
    studio.fails = RuntimeError("boom")
    thread.pursue({"main": task()})
    thread.play()
    assert window.wait_for_failure("main") == "RuntimeError: boom"
    studio.fails = None
    thread.pursue({"main": task()}, anew=True)
    window.wait_for_iteration("main", 5)


def test_an_engine_that_does_not_load_is_tried_again(studio, qtbot):
    broken = [ImportError("no module named torch")]

    def load_engine() -> Studio:
        if broken:
            raise broken.pop()
        return studio

    thread = SearchingThread(load_engine)
    window = Listener(thread, qtbot)
    thread.pursue({"main": task()})
    assert window.wait_for_failure("main") == "ImportError: no module named torch"
    thread.pursue({"main": task()})
    window.wait_for_iteration("main", 0)
    assert thread.stop()


def test_nothing_is_begun_after_the_end(thread, studio):
    thread.pursue({"main": task()})
    assert thread.stop()
    begun = len(studio.begun)
    thread.pursue({"main": task(seed=2)})
    assert not thread.isRunning()
    assert len(studio.begun) == begun
