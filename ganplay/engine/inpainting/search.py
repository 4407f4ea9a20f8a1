"""A hole that is being filled: candidates are screened, then descend, and can be looked at at any time."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from ganplay.contract.conditions import Labels
from ganplay.contract.errors import GanplayError
from ganplay.contract.inpainting import TERMS, Glance, Plane, Progress, Recipe, Task
from ganplay.contract.masks import Hole
from ganplay.contract.objectives import Minimax, NonSaturating
from ganplay.contract.pictures import CLASSES, SIDE
from ganplay.contract.settings import leaves
from ganplay.contract.snapshots import Grey
from ganplay.engine.arrays import array, grey
from ganplay.engine.inpainting.blending import BLENDS, Blender
from ganplay.engine.inpainting.descent import Descent
from ganplay.engine.inpainting.history import History
from ganplay.engine.inpainting.objective import ERRORS, Objective
from ganplay.engine.inpainting.plane import lay
from ganplay.engine.inpainting.prior import prior
from ganplay.engine.inpainting.screening import Pool, pool_of
from ganplay.engine.inpainting.verdict import verdict

SHAPE = (SIDE, SIDE)


class InpaintingSearch:
    """One hole, N candidates. The first calls of :meth:`advance` only screen, a batch of random z each."""

    def __init__(self, task: Task) -> None:
        """Draw the first random z and keep the best.

        Raises:
            GanplayError: the model cannot be read, or nothing or everything is masked.
        """
        began = time.perf_counter()
        check(task)
        self._prior = prior(task.source)
        trained = self._prior.trained
        if isinstance(trained.settings.condition, Labels) and task.label not in (None, *range(CLASSES)):
            raise GanplayError(f"there is no class {task.label}; classes go from 0 to {CLASSES - 1}")
        self._task = task
        self._round = 0
        self._spent = 0
        self._drawn_anew = 0
        self._rng = torch.Generator().manual_seed(task.recipe.seed)
        self._pool: Pool | None = pool_of(trained, task.recipe, task.label)
        self._aim()
        self._descent = Descent(self._objective, self._starts(self._pool), self._rng, self._fresh)
        if self._pool.whole:
            self._pool = None
        candidates = task.recipe.candidates
        self._trace = History(candidates, len(TERMS))
        self._path = History(candidates, trained.inputs)
        self._painted: list[int] = []
        self._plane: Plane | None = None
        if self._pool is None:
            self._lay_plane(self._descent.rows)
        self._seconds = time.perf_counter() - began

    @property
    def finished(self) -> bool:
        """Whether all iterations have been made."""
        recipe = self._task.recipe
        return self._pool is None and self._round >= recipe.restarts and self._spent >= recipe.iterations

    def advance(self) -> None:
        """One iteration of every candidate; while screening, one more batch of random z instead."""
        if self.finished:
            return
        began = time.perf_counter()
        if self._pool is not None:
            self._screen(self._pool)
        else:
            self._step()
        self._seconds += time.perf_counter() - began

    def _screen(self, pool: Pool) -> None:
        if not pool.whole:
            pool.grow()
        if self._round == 0:
            self._descent = Descent(self._objective, self._starts(pool), self._rng, self._fresh)
        elif pool.whole:
            self._descent.begin(self._starts(pool))
        if pool.whole:
            self._pool = None
            if self._round == 0:
                self._lay_plane(self._descent.rows)

    def _step(self) -> None:
        recipe = self._task.recipe
        self._descent.step(late=self._spent >= recipe.iterations * (1 - recipe.decay))
        self._drawn_anew += int(self._descent.lost.sum())
        self._trace.append(array(self._descent.terms))
        self._path.append(array(self._descent.rows))
        self._spent += 1
        if self._spent < recipe.iterations:
            return
        if self._round < recipe.restarts:
            self._round += 1
            self._spent = 0
            self._pool = pool_of(self._prior.trained, recipe, self._task.label, self._round)
        else:
            path = self._path.seen[:, :, : self._prior.trained.settings.noise.dim]
            self._lay_plane(torch.tensor(path).flatten(0, 1))

    def change(self, task: Task) -> bool:
        """Go on with another hole, picture or recipe from where the candidates are.

        Returns False, and changes nothing, where new candidates are needed: another model, label, seed...

        Raises:
            GanplayError: nothing or everything is masked.
        """
        check(task)
        before = self._task
        if task.source != before.source or task.label != before.label or _anew(before.recipe, task.recipe):
            return False
        began = time.perf_counter()
        repainted = not (
            np.array_equal(task.hole, before.hole) and np.array_equal(task.picture, before.picture)
        )
        self._task = task
        if repainted or _searched(task.recipe) != _searched(before.recipe):
            self._aim()
            if self._pool is not None and self._round == 0:
                self._descent = Descent(self._objective, self._starts(self._pool), self._rng, self._fresh)
            else:
                self._descent.change(self._objective)
                self._spent = 0
        if repainted and (not self._painted or self._painted[-1] != len(self._trace)):
            self._painted.append(len(self._trace))
        self._seconds += time.perf_counter() - began
        return True

    @torch.no_grad()
    def look(self, glance: Glance) -> Progress:
        """See what has been found; leaves no trace in the search."""
        trained, descent = self._prior.trained, self._descent
        trace, path = self._trace.seen, self._path.seen
        if glance.at is None or not len(trace):
            shown, pictures, terms = len(trace), descent.best_pictures, descent.best_terms
        else:
            shown = min(max(glance.at, 0), len(trace) - 1)
            pictures = trained.draw(torch.tensor(path[shown]))
            terms = torch.tensor(trace[shown])
        totals = terms[:, -1]
        best = int(totals.argmin())
        focus = best if glance.focus is None else min(max(glance.focus, 0), len(totals) - 1)
        reader = self._prior.classifier
        restored = self._blender(pictures, self._task.recipe.blend)
        objective = self._objective
        error = (pictures[focus] - objective.wanted[0]).abs() * ~self._hole
        drawn = grey(pictures)
        return Progress(
            task=self._task,
            iteration=len(trace),
            shown=shown,
            finished=self.finished,
            verdict=verdict(
                trace[len(trace) - self._spent :],
                array(descent.best_terms[descent.best_terms[:, -1].argmin()]),
                self._blind,
                finished=self.finished,
            ),
            pictures=drawn,
            totals=array(totals),
            classes=None if reader is None else array(reader.probabilities(restored)),
            best=best,
            focus=focus,
            composites=grey(torch.cat([self._blender(pictures[focus : focus + 1], b) for b in BLENDS])),
            error=array(error.view(SHAPE)),
            weights=array(objective.weights[0].view(SHAPE)),
            spread=array(pictures.div(2).std(dim=0, correction=0).view(SHAPE)),
            mean=grey(self._prior.mean.unsqueeze(0))[0],
            trace=trace,
            path=path[:, :, : trained.settings.noise.dim],
            plane=self._plane,
            painted=tuple(self._painted),
            notes=self._notes(),
            seconds=self._seconds,
        )

    def _aim(self) -> None:
        """Take the hole, the picture and the recipe of the task."""
        task = self._task
        wanted = torch.tensor(task.picture).view(1, -1).float().div_(127.5).sub_(1)
        self._hole = torch.tensor(task.hole).view(-1)
        self._objective = Objective.of(self._prior.trained, task.recipe, wanted, self._hole.unsqueeze(0))
        self._blender = Blender(wanted[0], self._hole)
        missed = ERRORS[task.recipe.error](self._prior.mean - wanted[0])
        self._blind = float((self._objective.scale[0] * missed.masked_fill(self._hole, 0.0)).sum())

    def _starts(self, pool: Pool) -> Tensor:
        """Where the candidates start; those that may have any class are spread over all of them."""
        spread = self._prior.trained.categories if self._task.label is None else 1
        return pool.starts(self._objective, self._task.recipe.candidates, max(spread, 1))

    def _fresh(self, count: int) -> Tensor:
        """Random rows for candidates that were lost, of the class that was asked for."""
        trained, label = self._prior.trained, self._task.label
        rows, dim = trained.rows(count, self._rng), trained.settings.noise.dim
        if isinstance(trained.settings.condition, Labels) and label is not None:
            rows[:, dim:] = 0.0
            rows[:, dim + label] = 1.0
        return rows

    def _lay_plane(self, places: Tensor) -> None:
        dim = self._prior.trained.settings.noise.dim
        best = self._descent.best_rows[int(self._descent.best_terms[:, -1].argmin())]
        self._plane = lay(self._objective, places[:, :dim], best)

    def _notes(self) -> tuple[str, ...]:
        recipe, trained = self._task.recipe, self._prior.trained
        notes = []
        if recipe.weight > 0 and trained.discriminator is None:
            notes.append("This model was kept without its discriminator: lambda is off.")
        elif (
            recipe.weight > 0
            and recipe.realism != "critic"
            and not isinstance(trained.settings.loss, Minimax | NonSaturating)
        ):
            notes.append("This model's D gives no probability: its score is taken as if it were a logit.")
        if self._task.label is not None and not isinstance(trained.settings.condition, Labels):
            notes.append("This model draws no class on demand: the class that was asked for is not heeded.")
        if self._drawn_anew:
            times = "once" if self._drawn_anew == 1 else f"{self._drawn_anew} times"
            notes.append(
                f"A candidate's loss was not a number {times}: others were drawn in its place. "
                "Lower the learning rate."
            )
        if self._prior.classifier is None:
            notes.append("The classifier that reads digits is not installed, or cannot read these.")
        return tuple(notes)


def check(task: Task) -> None:
    """Refuse what cannot be restored.

    Raises:
        GanplayError: the picture or the mask is of another size, or nothing or everything is masked.
    """
    _sized("the picture", task.picture)
    _sized("the mask", task.hole)
    if not task.hole.any():
        raise GanplayError("nothing is masked: paint over the part of the picture that shall be filled")
    if task.hole.all():
        raise GanplayError("everything is masked: leave some pixels known, or there is nothing to go by")


def _sized(what: str, values: Grey | Hole) -> None:
    if values.shape != SHAPE:
        size = " x ".join(map(str, values.shape[::-1]))
        raise GanplayError(f"{what} is of {size} pixels; {SIDE} x {SIDE} are needed")


def _anew(before: Recipe, after: Recipe) -> bool:
    """Whether other candidates are needed."""
    fixed = [
        {path: value for path, field, value in leaves(each) if not field.live} for each in (before, after)
    ]
    return fixed[0] != fixed[1]


def _searched(recipe: Recipe) -> Recipe:
    """The recipe without what is only done to what has been found."""
    return replace(recipe, blend="paste")
