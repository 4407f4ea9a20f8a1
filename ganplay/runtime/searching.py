"""Inpainting searches in a job thread: started, paused, changed and looked at from the window."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from ganplay.contract.inpainting import Glance, News, Progress, Search, Task
from ganplay.runtime.failures import logged
from ganplay.runtime.jobs import JobThread
from ganplay.runtime.mailbox import Mailbox

SLICE = 0.03
"""Seconds of iterations between two looks at what has been found."""


@dataclass(frozen=True, slots=True)
class _Orders:
    """What the window has asked for since the job looked last."""

    tasks: Mapping[str, Task] | None = None
    restart: bool = False
    playing: bool | None = None
    steps: int = 0
    glances: Mapping[str, Glance] = field(default_factory=dict)


class SearchRunner(QObject):
    """Runs several searches in turn, each under a name.

    A search whose task changes goes on from where it is if it can, and is restarted if it cannot. Results
    are published when the window has taken those before, and whenever all searches rest.
    """

    progressed = Signal()
    """There are news to be taken. Not emitted again before they are: at most one such event is pending."""

    def __init__(self, jobs: JobThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._orders: Mailbox[_Orders] = Mailbox(_merged_orders)
        self._news: Mailbox[News] = Mailbox(_merged_news)
        # Used by the window's thread alone.
        self._names: frozenset[str] = frozenset()
        # Used by the job thread alone.
        self._playing = False
        self._steps = 0
        self._todo: dict[str, Task] = {}
        """New tasks that have not been given to their searches yet."""
        self._searches: dict[str, Search] = {}
        """Those whose turn comes first stand first."""
        self._refused: set[str] = set()
        """Searches that cannot go on until their task changes."""
        self._glances: dict[str, Glance] = {}
        self._unseen: set[str] = set()
        """Searches that have something new to show."""

    def set_tasks(self, tasks: Mapping[str, Task], *, restart: bool = False) -> None:
        """Run these searches and no others; the first one is begun first.

        ``restart``: no search goes on from where it is, even if it could.
        """
        self._names = frozenset(tasks)
        self._order(_Orders(tasks=dict(tasks), restart=restart))

    def play(self) -> None:
        """Go on until all iterations are made."""
        self._order(_Orders(playing=True))

    def pause(self) -> None:
        """Rest after the present iteration."""
        self._order(_Orders(playing=False))

    def advance(self) -> None:
        """Make one iteration of every search, whether playing or paused."""
        self._order(_Orders(steps=1))

    def look_at(self, name: str, glance: Glance) -> None:
        """Look at another candidate or iteration of a search; the others stay as they are."""
        self._order(_Orders(glances={name: glance}))

    def take(self) -> News | None:
        """The newest results and failures since the last take, by name; None if there are none."""
        news = self._news.take()
        if news is None:
            return None
        # What was published before other tasks were set may be of a search that is no longer wanted.
        return News(
            {name: found for name, found in news.found.items() if name in self._names},
            {name: failure for name, failure in news.failures.items() if name in self._names},
        )

    def _order(self, orders: _Orders) -> None:
        self._orders.put(orders)
        self._jobs.schedule(self._run)

    # All below is called in the job thread.

    def _run(self) -> None:
        """Take one turn: obey, begin or change one search, and iterate."""
        self._obey()
        if self._todo:
            name = next(iter(self._todo))
            self._set_task(name, self._todo.pop(name))
        if not self._todo:
            self._make_steps()
        self._iterate_for_a_slice()
        busy = self._is_busy()
        self._publish(all_rest=not busy)
        if busy:
            self._jobs.schedule(self._run)

    def _is_busy(self) -> bool:
        return bool(self._todo) or self._steps > 0 or (self._playing and self._next_name() is not None)

    def _next_name(self) -> str | None:
        """The search whose turn it is to iterate."""
        unfinished = (
            name
            for name, search in self._searches.items()
            if name not in self._refused and name not in self._todo and not search.finished
        )
        return next(unfinished, None)

    def _obey(self) -> None:
        orders = self._orders.take()
        if orders is None:
            return
        if orders.playing is not None:
            self._playing = orders.playing
        self._steps += orders.steps
        self._glances |= orders.glances
        if orders.tasks is not None:
            kept = {} if orders.restart else self._searches
            self._todo = dict(orders.tasks)
            self._searches = {name: kept[name] for name in self._todo if name in kept}
            self._refused &= self._todo.keys()
            self._unseen &= self._todo.keys()
        self._unseen |= orders.glances.keys() & self._searches.keys()

    def _set_task(self, name: str, task: Task) -> None:
        """Change the search of this name, or begin one."""
        try:
            search = self._searches.get(name)
            if search is None or not search.change(task):
                self._searches[name] = self._jobs.engine().search(task)
        except Exception as error:
            self._refused.add(name)
            self._fail(name, error)
        else:
            self._refused.discard(name)
            self._unseen.add(name)

    def _make_steps(self) -> None:
        """Make the iterations that were asked for one by one."""
        steps, self._steps = self._steps, 0
        for _ in range(steps):
            for name, search in list(self._searches.items()):
                if name not in self._refused and not search.finished:
                    self._iterate(name, whole=True)

    def _iterate_for_a_slice(self) -> None:
        """Iterate the searches in turn; only once if there is something else to do.

        But once in any case: neither busy channels nor a brush that changes the hole again and again hold
        up the search.
        """
        end = time.perf_counter() + SLICE
        while self._playing and (name := self._next_name()) is not None:
            self._iterate(name)
            if self._todo or self._jobs.interrupted or time.perf_counter() >= end:
                return

    def _iterate(self, name: str, *, whole: bool = False) -> None:
        """Advance once; ``whole``: until an iteration has been made, whatever has to come before."""
        search = self._searches.pop(name)
        try:
            before = search.iteration
            search.advance()
            while whole and not search.finished and search.iteration == before:
                search.advance()
        except Exception as error:
            self._drop(name, error)
        else:
            self._searches[name] = search  # The last in turn now.
            self._unseen.add(name)

    def _publish(self, *, all_rest: bool) -> None:
        """Look at what is new; while searches go on, only if the window has taken what was before."""
        if not self._unseen or not (all_rest or self._news.empty()):
            return
        found: dict[str, Progress] = {}
        for name in self._unseen & self._searches.keys() - self._refused:
            try:
                found[name] = self._searches[name].look(self._glances.get(name, Glance()))
            except Exception as error:
                del self._searches[name]
                self._drop(name, error)
        self._unseen.clear()
        if found:
            self._put(News(found, {}))

    def _drop(self, name: str, error: Exception) -> None:
        """Tell of the failure of a search that has been removed."""
        self._unseen.discard(name)
        self._fail(name, error)

    def _fail(self, name: str, error: Exception) -> None:
        self._put(News({}, {name: logged(error, "a search has failed")}))

    def _put(self, news: News) -> None:
        if self._news.put(news):
            self.progressed.emit()


def _merged_orders(old: _Orders, new: _Orders) -> _Orders:
    return _Orders(
        new.tasks if new.tasks is not None else old.tasks,
        old.restart or new.restart,
        new.playing if new.playing is not None else old.playing,
        old.steps + new.steps,
        {**old.glances, **new.glances},
    )


def _merged_news(old: News, new: News) -> News:
    """A result replaces an earlier failure; after a failure nothing earlier counts."""
    return News(
        {name: found for name, found in old.found.items() if name not in new.failures} | dict(new.found),
        {name: why for name, why in old.failures.items() if name not in new.found} | dict(new.failures),
    )
