"""Searches that count their iterations, refuse what they are told to, and can be held."""

from __future__ import annotations

import threading

import numpy as np

from ganplay.contract.errors import GanplayError
from ganplay.contract.inpainting import Glance, Progress, Recipe, Task

GREY = np.zeros((28, 28), np.uint8)
FLAT = np.zeros((28, 28), np.float32)


def task(source: str = "dcgan", *, masked: bool = True, **knobs) -> Task:
    hole = np.zeros((28, 28), np.bool_)
    hole[0] = masked
    return Task.of(source, GREY, hole, Recipe(**{"iterations": 5} | knobs))


class FakeSearch:
    """Screens in one call, then iterates; a seed needs another search."""

    def __init__(self, task: Task, studio: Studio) -> None:
        _check(task)
        self.task = task
        self.changes: list[int] = []
        self.iteration = 0
        self._screened = False
        self._studio = studio

    @property
    def finished(self) -> bool:
        return self.iteration >= self.task.recipe.iterations

    def advance(self) -> None:
        self._studio.at_work.set()
        assert self._studio.may_iterate.wait(10)
        if self._studio.fails is not None:
            raise self._studio.fails
        if self._screened:
            self.iteration += 1
        self._screened = True

    def change(self, task: Task) -> bool:
        _check(task)
        if (task.source, task.recipe.seed) != (self.task.source, self.task.recipe.seed):
            return False
        self.changes.append(self.iteration)
        self.task = task
        return True

    def look(self, glance: Glance) -> Progress:
        return Progress(
            task=self.task,
            iteration=self.iteration,
            shown=self.iteration if glance.at is None else glance.at,
            finished=self.finished,
            verdict="searching",
            pictures=GREY[np.newaxis],
            restored=GREY[np.newaxis],
            totals=FLAT[0, :1],
            classes=None,
            shares=None,
            answer=0,
            focus=glance.focus or 0,
            error=FLAT,
            weights=FLAT,
            spread=FLAT,
            mean=GREY,
            trace=np.zeros((self.iteration, 1, 4), np.float32),
            path=np.zeros((self.iteration, 1, 2), np.float32),
            plane=None,
        )


class Studio:
    """An engine that searches, and remembers every search."""

    def __init__(self) -> None:
        self.begun: list[FakeSearch] = []
        self.fails: Exception | None = None
        self.may_iterate = threading.Event()
        self.may_iterate.set()
        self.at_work = threading.Event()

    def search(self, task: Task) -> FakeSearch:
        if task.source == "none":
            raise GanplayError("there is no such model")
        self.begun.append(FakeSearch(task, self))
        return self.begun[-1]


def _check(task: Task) -> None:
    if not task.hole.any():
        raise GanplayError("nothing is masked")
