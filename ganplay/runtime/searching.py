"""The thread in which holes are filled while the window draws."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, Signal

from ganplay.contract.errors import GanplayError
from ganplay.contract.experiment import Engine, EngineLoader
from ganplay.contract.inpainting import Glance, News, Progress, Search, Task
from ganplay.runtime.failures import sentence
from ganplay.runtime.worker import Worker

SLICE = 0.03
"""Seconds of iterations between two looks at what has been found."""

logger = logging.getLogger(__name__)


class SearchingThread(Worker):
    """Pursues several searches in turn, each by a name; a new mask acts before the next iteration.

    One that goes on under its name is changed where it is if it can be, and begun anew if it cannot. What
    has been found is published when the window has taken what was before, and at every rest. The thread
    starts at the first task.
    """

    progressed = Signal()
    """News can be taken. Not sent again before they are: at most one such event is pending."""

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        """``load_engine`` is called in the thread and may take seconds."""
        super().__init__(load_engine, parent)
        self._engine: Engine | None = None
        # What the window wants, and what it has not yet taken: touched under the lock only.
        self._changed = threading.Condition()
        self._wanted: Mapping[str, Task] | None = None
        self._playing = self._anew = self._stopping = False
        self._steps = 0
        self._glances: dict[str, Glance] = {}
        self._looked_at: set[str] = set()
        self._found: dict[str, Progress] = {}
        self._failures: dict[str, str] = {}
        # What is being done: touched by the thread alone.
        self._searches: dict[str, Search] = {}
        self._resting: set[str] = set()
        self._unseen: set[str] = set()

    def pursue(self, tasks: Mapping[str, Task], *, anew: bool = False) -> None:
        """Search for these and nothing else, the first one first; the newest call counts.

        ``anew``: no search goes on from where it is, even if it could.
        """
        with self._changed:
            self._wanted, self._anew = dict(tasks), self._anew or anew
            self._wake()

    def play(self) -> None:
        """Go on until all iterations are made."""
        with self._changed:
            self._playing = True
            self._wake()

    def pause(self) -> None:
        """Rest after the iteration under way."""
        with self._changed:
            self._playing = False
            self._wake()

    def advance(self) -> None:
        """One iteration of every search, played or paused."""
        with self._changed:
            self._steps += 1
            self._wake()

    def watch(self, name: str, glance: Glance) -> None:
        """Look at another candidate or iteration of a search; the others stay as they are looked at."""
        with self._changed:
            self._glances[name] = glance
            self._looked_at.add(name)
            self._wake()

    def take(self) -> News | None:
        """The newest of each search and all refusals since the last take; None if nothing is new."""
        with self._changed:
            if not self._found and not self._failures:
                return None
            news = News(self._found, self._failures)
            self._found, self._failures = {}, {}
            return news

    def _ask_to_stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def _wake(self) -> None:
        self._changed.notify()
        if self._wanted is not None and not self._stopping and not self.isRunning():
            self.start()

    def run(self) -> None:
        """Search until told to stop."""
        while self._due():
            self._heed()
            self._search()
            self._publish(rest=not self._busy())

    def _due(self) -> bool:
        """Wait until there is something to do; False when it is time to stop."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._interrupted() or self._steps or self._looked_at or self._busy()
            )
            return not self._stopping

    def _busy(self) -> bool:
        return self._playing and any(True for _ in self._unfinished())

    def _interrupted(self) -> bool:
        """Whether something was asked for that comes before the next iteration."""
        return self._stopping or self._wanted is not None

    def _unfinished(self) -> Iterator[str]:
        return (
            name
            for name, search in self._searches.items()
            if name not in self._resting and not search.finished
        )

    def _heed(self) -> None:
        """Take up what is wanted; what is wanted in the meantime is for the next turn."""
        with self._changed:
            wanted, anew, looked_at = self._wanted, self._anew, self._looked_at
            self._wanted, self._anew, self._looked_at = None, False, set()
        self._unseen |= looked_at & self._searches.keys()
        if wanted is None:
            return
        before = {} if anew else self._searches
        self._searches = {name: before[name] for name in wanted if name in before}
        self._forget(wanted)
        for name, task in wanted.items():
            if self._wanted is not None or self._stopping:
                return
            self._take_up(name, task)
            # The first of several is seen before the second has begun.
            self._publish(rest=False)

    def _take_up(self, name: str, task: Task) -> None:
        try:
            if self._engine is None:
                self._engine = self._load_engine()
            search = self._searches.get(name)
            if search is None or not search.change(task):
                self._searches[name] = self._engine.search(task)
        except Exception as error:
            # A search that cannot go on like this may go on when the task is another again.
            self._fail(name, error)
            self._resting.add(name)
        else:
            self._resting.discard(name)
            self._unseen.add(name)

    def _search(self) -> None:
        """Iterate for a slice, or the steps that were asked for, every search in its turn."""
        with self._changed:
            steps, self._steps = self._steps, 0
        for _ in range(steps):
            for name in list(self._unfinished()):
                self._iterate(name, whole=True)
        end = time.perf_counter() + SLICE
        while self._playing and not self._interrupted() and time.perf_counter() < end:
            names = list(self._unfinished())
            if not names:
                return
            for name in names:
                if self._interrupted():
                    return
                self._iterate(name)

    def _iterate(self, name: str, *, whole: bool = False) -> None:
        """Advance once; ``whole``: until an iteration has been made, whatever has to come before."""
        search = self._searches[name]
        try:
            before = search.iteration
            search.advance()
            while whole and not search.finished and search.iteration == before:
                search.advance()
        except Exception as error:
            self._end(name, error)
        else:
            self._unseen.add(name)

    def _publish(self, *, rest: bool) -> None:
        """Look at what is new; between two slices only if what was published before has been taken."""
        if not self._unseen or not (rest or not self._found):
            return
        with self._changed:
            glances = dict(self._glances)
        found: dict[str, Progress] = {}
        for name in self._unseen & self._searches.keys() - self._resting:
            try:
                found[name] = self._searches[name].look(glances.get(name, Glance()))
            except Exception as error:
                self._end(name, error)
        self._unseen.clear()
        self._put(found, {})

    def _end(self, name: str, error: Exception) -> None:
        del self._searches[name]
        self._unseen.discard(name)
        self._fail(name, error)

    def _fail(self, name: str, error: Exception) -> None:
        if not isinstance(error, GanplayError):
            logger.exception("a search has failed", exc_info=error)
        self._put({}, {name: sentence(error)})

    def _put(self, found: Mapping[str, Progress], failures: Mapping[str, str]) -> None:
        with self._changed:
            first = not self._found and not self._failures
            # What is found later makes up for a refusal; a later refusal leaves nothing that goes on.
            self._failures = {name: why for name, why in self._failures.items() if name not in found}
            self._found = {name: each for name, each in self._found.items() if name not in failures}
            self._found |= found
            self._failures |= failures
            told = first and bool(found or failures)
        if told:
            self.progressed.emit()

    def _forget(self, tasks: Mapping[str, Task]) -> None:
        """Publish nothing more of what is no longer pursued."""
        self._resting &= tasks.keys()
        self._unseen &= tasks.keys()
        with self._changed:
            self._found = {name: each for name, each in self._found.items() if name in tasks}
            self._failures = {name: why for name, why in self._failures.items() if name in tasks}
