"""A search without torch whose results are known, and its engine."""

from __future__ import annotations

import threading

import numpy as np

from ganplay.contract.errors import CheckpointError, GanplayError
from ganplay.contract.inpainting import Glance, Plane, Progress, Task
from ganplay.contract.latent import (
    Answer,
    Card,
    Draw,
    Drawn,
    Nearest,
    Neighbours,
    Open,
    Pick,
    Picked,
    Request,
)
from ganplay.contract.networks import Noise
from ganplay.contract.pictures import Digits
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Array, Grey

from ..latent.fake_explorer import NAMES, pictures_of

DIM = 16
READ = (3, 3, 8, 3)
"""What candidates are read as, in turn."""
TRUE = 4
"""The class of every test digit."""
MEAN = 100
BROKEN = "broken"


def digit(label: int) -> Grey:
    row = np.zeros((1, DIM), np.float32)
    row[0, label] = 3.0
    picture: Grey = pictures_of(row)[0]
    return picture


def drawn(candidate: int, iteration: int) -> int:
    """The grey of a candidate's picture after so many iterations."""
    return (5 * candidate + iteration) % 256


def totals(count: int, iteration: int) -> Array:
    """Losses that fall, and whose order is another after every iteration."""
    order = (7 * np.arange(count) + iteration) % count
    return (order / count + 10 / (1 + iteration)).astype(np.float32)


class FakeSearch:
    """Screens at once; every iteration makes all candidates one grey level brighter."""

    def __init__(self, task: Task, engine: InpaintEngine) -> None:
        _check(task)
        self.task, self._engine = task, engine
        self.tasks = [task]
        self.iteration = 0
        self._left = task.recipe.iterations
        self._painted: list[int] = []

    @property
    def finished(self) -> bool:
        return self._left == 0

    def advance(self) -> None:
        if self.finished:
            return
        assert self._engine.may_iterate.wait(10)
        self.iteration += 1
        self._left -= 1

    def change(self, task: Task) -> bool:
        _check(task)
        before, after = self.task, task
        needs = ("seed", "candidates", "screened", "start")
        if (before.source, before.label) != (after.source, after.label) or any(
            getattr(before.recipe, name) != getattr(after.recipe, name) for name in needs
        ):
            return False
        repainted = not np.array_equal(before.hole, after.hole) or not np.array_equal(
            before.picture, after.picture
        )
        if repainted or before.recipe.weight != after.recipe.weight:
            self._left = after.recipe.iterations
        if repainted:
            self._painted.append(self.iteration)
        self.task = task
        self.tasks.append(task)
        return True

    def look(self, glance: Glance) -> Progress:
        task, count = self.task, self.task.recipe.candidates
        past = glance.at is not None and self.iteration > 0
        shown = min(glance.at, self.iteration - 1) if past else self.iteration
        pictures = np.stack([np.full((28, 28), drawn(each, shown), np.uint8) for each in range(count)])
        losses = totals(count, shown)
        # Not the one of least loss: nobody may take it for that.
        answer = int(losses.argsort()[min(1, count - 1)])
        focus = answer if glance.focus is None else min(glance.focus, count - 1)
        classes = np.full((count, 10), 0.01, np.float32)
        classes[np.arange(count), np.resize(READ, count)] = 0.91
        filling = {"paste": np.zeros_like(pictures), "feather": 255 - pictures, "poisson": pictures}
        restored = np.where(task.hole, filling[task.recipe.blend], task.picture)
        steps = np.arange(self.iteration, dtype=np.float32)[:, None]
        trace = np.zeros((self.iteration, count, 4), np.float32)
        if self.iteration:
            trace[..., 0] = trace[..., 3] = np.stack([totals(count, at) for at in range(self.iteration)])
        path = np.zeros((self.iteration, count, DIM), np.float32)
        path[..., 0], path[..., 1] = steps / 100, np.arange(count) / 32
        return Progress(
            task=task,
            iteration=self.iteration,
            shown=shown,
            finished=self.finished,
            verdict="converged" if self.finished else "searching",
            pictures=pictures,
            totals=losses,
            classes=classes,
            shares=np.bincount(classes.argmax(axis=1), minlength=10) / count,
            answer=answer,
            focus=focus,
            restored=restored.astype(np.uint8),
            error=np.where(task.hole, 0, 0.5).astype(np.float32),
            weights=np.where(task.hole, 0, 1).astype(np.float32),
            spread=np.full((28, 28), 0.25, np.float32),
            mean=np.full((28, 28), MEAN, np.uint8),
            trace=trace,
            path=path,
            plane=Plane(
                np.zeros(DIM, np.float32),
                np.eye(DIM, dtype=np.float32)[:2],
                2.0,
                np.full((3, 3, 28, 28), 60, np.uint8),
                np.arange(9, dtype=np.float32).reshape(3, 3),
            ),
            painted=tuple(self._painted),
            notes=self._engine.notes,
            seconds=self.iteration / 100,
        )


class FakeInpaintExplorer:
    """Opens any model but a broken one; has one test digit, unless it is missing, and one neighbour."""

    def __init__(self, missing: str, asked: list[Request]) -> None:
        self._missing, self._asked = missing, asked

    def answer(self, request: Request) -> Answer:
        self._asked.append(request)
        match request:
            case Open(source):
                if source == BROKEN or getattr(source, "stem", "") == BROKEN:
                    raise CheckpointError("this is no file of weights")
                settings = Settings(data=Digits(), noise=Noise(DIM))
                return Card("DCGAN on MNIST", settings, 9000, DIM, DIM, 0, False, 0, NAMES)
            case Pick(index=index):
                return Picked(digit(TRUE), TRUE, index or 0, 10_000, "MNIST", str(TRUE), self._missing)
            case Nearest():
                return Neighbours(digit(9)[None], (9,), np.array([0.12], np.float32))
            case Draw(rows):
                return Drawn(pictures_of(rows))
        raise AssertionError(request)


class InpaintEngine:
    """Keeps every search that was begun; ``may_iterate`` holds them up."""

    def __init__(self) -> None:
        self.begun: list[FakeSearch] = []
        self.notes: tuple[str, ...] = ()
        self.missing = ""
        self.broken: set[str] = set()
        """Models that no search can read."""
        self.asked: list[Request] = []
        self.may_iterate = threading.Event()
        self.may_iterate.set()

    def explorer(self) -> FakeInpaintExplorer:
        return FakeInpaintExplorer(self.missing, self.asked)

    def search(self, task: Task) -> FakeSearch:
        if task.source in self.broken:
            raise CheckpointError(f"{task.source} is damaged")
        self.begun.append(FakeSearch(task, self))
        return self.begun[-1]


def _check(task: Task) -> None:
    if not task.hole.any():
        raise GanplayError("nothing is masked: paint over a part of the picture")
    if task.hole.all():
        raise GanplayError("everything is masked: leave some pixels known")
