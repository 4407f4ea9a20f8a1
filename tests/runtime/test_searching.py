"""Searches go on from where they are, a new mask acts at once, and every rest is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from ganplay.contract.inpainting import Glance, News, Progress
from ganplay.runtime.jobs import JobThread
from ganplay.runtime.searching import SearchRunner

from .fake_search import Studio, task


class Listener(QObject):
    """Takes news as they come, or leaves them."""

    def __init__(self, searches: SearchRunner, qtbot: QtBot) -> None:
        super().__init__()
        self.listening = True
        self.notices = 0
        self.news: list[News] = []
        self._searches, self._qtbot = searches, qtbot
        searches.progressed.connect(self.on_progressed)

    @Slot()
    def on_progressed(self) -> None:
        self.notices += 1
        if self.listening and (news := self._searches.take()) is not None:
            self.news.append(news)

    def last(self, name: str) -> Progress | None:
        return next((each.found[name] for each in reversed(self.news) if name in each.found), None)

    def wait_for_iteration(self, name: str, iteration: int) -> Progress:
        def there() -> bool:
            found = self.last(name)
            return found is not None and found.iteration == iteration

        self._qtbot.waitUntil(there, timeout=10_000)
        return self.last(name)

    def wait_until_found(self, name: str, condition: Callable[[Progress], bool]) -> None:
        def there() -> bool:
            found = self.last(name)
            return found is not None and condition(found)

        self._qtbot.waitUntil(there, timeout=20_000)

    def run_events(self) -> None:
        self._qtbot.wait(0)

    def wait_for_failure(self, name: str) -> str:
        self._qtbot.waitUntil(lambda: any(name in each.failures for each in self.news), timeout=10_000)
        return next(each.failures[name] for each in self.news if name in each.failures)


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def thread(studio: Studio) -> Iterator[JobThread]:
    thread = JobThread(lambda: studio)
    yield thread
    studio.may_iterate.set()
    thread.stop()


@pytest.fixture
def searches(thread: JobThread) -> SearchRunner:
    return SearchRunner(thread)


@pytest.fixture
def window(searches: SearchRunner, qtbot: QtBot) -> Listener:
    return Listener(searches, qtbot)


def test_the_first_picture_is_there_before_anything_is_played(thread, searches, window):
    assert not thread.isRunning()
    assert searches.take() is None
    searches.set_tasks({"main": task()})
    assert not window.wait_for_iteration("main", 0).finished


def test_what_is_played_goes_on_to_its_end(searches, window):
    searches.set_tasks({"main": task(), "other": task(iterations=3)})
    searches.play()
    assert window.wait_for_iteration("main", 5).finished
    assert window.wait_for_iteration("other", 3).finished


def test_played_before_there_is_a_task(searches, window):
    searches.play()
    searches.set_tasks({"main": task()})
    window.wait_for_iteration("main", 5)


def test_one_iteration_at_a_time(searches, window, studio):
    searches.set_tasks({"main": task()})
    searches.advance()
    window.wait_for_iteration("main", 1)
    searches.advance()
    searches.advance()
    window.wait_for_iteration("main", 3)
    assert studio.begun[0].iteration == 3


def test_a_pause_is_told(searches, window, studio):
    studio.may_iterate.clear()
    searches.set_tasks({"main": task(iterations=5000)})
    searches.play()
    assert studio.at_work.wait(10)
    searches.pause()
    studio.may_iterate.set()
    searches.advance()
    window.wait_for_iteration("main", 1)


def test_another_mask_goes_on_from_where_it_is(searches, window, studio):
    searches.set_tasks({"main": task()})
    searches.advance()
    window.wait_for_iteration("main", 1)
    other = task()
    searches.set_tasks({"main": other})
    searches.advance()
    assert window.wait_for_iteration("main", 2).task is other
    assert len(studio.begun) == 1
    assert studio.begun[0].changes == [1]


def test_another_mask_acts_before_the_next_iteration(searches, window, studio):
    studio.may_iterate.clear()
    searches.set_tasks({"main": task(iterations=5000)})
    searches.play()
    assert studio.at_work.wait(10)
    searches.set_tasks({"main": task()})
    studio.may_iterate.set()
    window.wait_for_iteration("main", 5)
    assert studio.begun[0].changes == [0]


def test_of_many_masks_the_last_counts(searches, window, studio):
    studio.may_iterate.clear()
    searches.set_tasks({"main": task(iterations=5000)})
    searches.play()
    assert studio.at_work.wait(10)
    last = [task() for _ in range(50)][-1]
    for _ in range(49):
        searches.set_tasks({"main": task()})
    searches.set_tasks({"main": last})
    studio.may_iterate.set()
    assert window.wait_for_iteration("main", 5).task is last
    assert len(studio.begun[0].changes) == 1


def test_other_candidates_begin_anew(searches, window, studio):
    searches.set_tasks({"main": task()})
    searches.advance()
    window.wait_for_iteration("main", 1)
    searches.set_tasks({"main": task(seed=1)})
    assert window.wait_for_iteration("main", 0).task.recipe.seed == 1
    assert len(studio.begun) == 2


def test_restart_begins_all_anew(searches, window, studio):
    searches.set_tasks({"main": task(), "other": task()})
    searches.play()
    window.wait_for_iteration("main", 5)
    window.wait_for_iteration("other", 5)
    searches.pause()
    searches.set_tasks({"main": task(), "other": task()}, restart=True)
    window.wait_for_iteration("main", 0)
    window.wait_for_iteration("other", 0)
    assert len(studio.begun) == 4


def test_results_of_a_search_that_is_no_longer_wanted_are_dropped(thread, searches, window, studio, qtbot):
    window.listening = False
    searches.set_tasks({"main": task(), "race": task()})
    qtbot.waitUntil(lambda: window.notices == 1)
    searches.set_tasks({"main": task()})
    searches.advance()
    qtbot.waitUntil(lambda: studio.begun[0].iteration == 1)
    assert thread.stop()
    news = searches.take()
    assert news is not None
    assert list(news.found) == ["main"]
    assert news.found["main"].iteration == 1
    assert window.notices == 1
    assert searches.take() is None


def test_another_candidate_is_looked_at_though_all_rests(searches, window, qtbot):
    searches.set_tasks({"main": task()})
    window.wait_for_iteration("main", 0)
    searches.look_at("main", Glance(focus=3, at=7))
    qtbot.waitUntil(lambda: window.last("main").focus == 3)
    assert window.last("main").shown == 7


def test_a_refusal_is_a_sentence_and_what_was_found_waits(searches, window, studio):
    searches.set_tasks({"main": task(), "other": task()})
    searches.advance()
    window.wait_for_iteration("other", 1)
    searches.set_tasks({"main": task(masked=False), "other": task()})
    assert window.wait_for_failure("main") == "nothing is masked"
    searches.advance()
    window.wait_for_iteration("other", 2)
    assert studio.begun[0].iteration == 1
    searches.set_tasks({"main": task()})
    searches.advance()
    window.wait_for_iteration("main", 2)
    assert len(studio.begun) == 2


def test_a_model_that_is_missing_does_not_keep_the_others(searches, window):
    searches.set_tasks({"main": task("none"), "other": task()})
    searches.play()
    assert window.wait_for_failure("main") == "there is no such model"
    window.wait_for_iteration("other", 5)


def test_any_error_is_survived(searches, window, studio):
    studio.fails = RuntimeError("boom")
    searches.set_tasks({"main": task()})
    searches.play()
    assert window.wait_for_failure("main") == "RuntimeError: boom"
    studio.fails = None
    searches.set_tasks({"main": task()}, restart=True)
    window.wait_for_iteration("main", 5)


def test_an_engine_that_does_not_load_is_tried_again(studio, qtbot):
    broken = [ImportError("no module named torch")]

    def load_engine() -> Studio:
        if broken:
            raise broken.pop()
        return studio

    thread = JobThread(load_engine)
    searches = SearchRunner(thread)
    window = Listener(searches, qtbot)
    searches.set_tasks({"main": task()})
    assert window.wait_for_failure("main") == "ImportError: no module named torch"
    searches.set_tasks({"main": task()})
    window.wait_for_iteration("main", 0)
    assert thread.stop()


def test_nothing_is_begun_after_the_end(thread, searches, studio):
    searches.set_tasks({"main": task()})
    assert thread.stop()
    begun = len(studio.begun)
    searches.set_tasks({"main": task(seed=2)})
    assert not thread.isRunning()
    assert len(studio.begun) == begun


def test_it_is_not_held_up_by_jobs_that_are_always_waiting(thread, searches, window):
    def busy() -> None:
        thread.schedule(busy)

    thread.schedule(busy)
    searches.set_tasks({"main": task(), "other": task()})
    searches.play()
    assert window.wait_for_iteration("main", 5).finished
    assert window.wait_for_iteration("other", 5).finished


def test_it_is_not_held_up_by_a_hole_that_changes_all_the_time(thread, searches, window, studio):
    """As under a fast brush, when every turn finds new tasks."""
    tasks = {"main": task(iterations=5000), "other": task(iterations=5000)}

    def repaint() -> None:
        searches.set_tasks(tasks)
        thread.schedule(repaint)

    searches.play()
    searches.set_tasks(tasks)
    thread.schedule(repaint)
    window.wait_until_found("main", lambda found: found.iteration >= 5)


@pytest.mark.parametrize("seed", range(3))
def test_under_stress_the_last_orders_are_carried_out(thread, searches, window, seed):
    chance = random.Random(seed)
    names = ("main", "second", "third")
    for _ in range(600):
        match chance.randrange(6):
            case 0 | 1:
                tasks = {name: task(masked=chance.random() < 0.8, seed=chance.randrange(2)) for name in names}
                searches.set_tasks(tasks, restart=chance.random() < 0.2)
            case 2:
                searches.play()
            case 3:
                searches.pause()
            case 4:
                searches.advance()
            case 5:
                searches.look_at(chance.choice(names), Glance(focus=chance.randrange(9)))
        if chance.random() < 0.1:
            window.run_events()
    last = {name: task() for name in names}
    searches.set_tasks(last)
    searches.look_at("third", Glance(focus=2))
    searches.play()
    for name in names:
        window.wait_until_found(name, lambda found, name=name: found.finished and found.task is last[name])
    window.wait_until_found("third", lambda found: found.focus == 2)
