"""A hole that is being filled: candidates are screened, then descend, and can be looked at at any time."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from ganplay.contract.conditions import Labels
from ganplay.contract.errors import GanplayError
from ganplay.contract.inpainting import TERMS, Glance, Plane, Progress, Recipe, Task, fixed
from ganplay.contract.pictures import CLASSES, SIDE
from ganplay.engine.arrays import array, grey
from ganplay.engine.inpainting.answer import answer, candidate_weights
from ganplay.engine.inpainting.blending import Blender
from ganplay.engine.inpainting.filling import Filling
from ganplay.engine.inpainting.history import History
from ganplay.engine.inpainting.plane import evaluated_anew, plane_through
from ganplay.engine.inpainting.prior import prior
from ganplay.engine.inpainting.verdict import verdict

SHAPE = (SIDE, SIDE)

PLACES = 100
"""Iterations of the path through which the plane is laid in the end."""


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
        self._filling = Filling(trained, task.recipe, *self._take(task), task.label)
        candidates = task.recipe.candidates
        self._trace = History(candidates, len(TERMS))
        self._path = History(candidates, trained.inputs)
        self._painted: list[int] = []
        self._plane: Plane | None = None
        self._planned = 0
        self._dark = False
        """Whether the plane is still lit by an earlier loss."""
        self._plan()
        self._seconds = time.perf_counter() - began

    @property
    def iteration(self) -> int:
        """Iterations made so far; screening is none."""
        return len(self._trace)

    @property
    def finished(self) -> bool:
        """Whether all iterations have been made."""
        return self._filling.finished

    def advance(self) -> None:
        """One iteration of every candidate; before the first ones, a batch of random z to choose from."""
        began = time.perf_counter()
        if self._filling.advance():
            self._trace.append(array(self._filling.descent.terms))
            self._path.append(array(self._filling.descent.rows))
        self._plan()
        self._seconds += time.perf_counter() - began

    def change(self, task: Task) -> bool:
        """Go on with another hole, picture or recipe from where the candidates are.

        Returns False, and changes nothing, where new candidates are needed: another model, label, seed...

        Raises:
            GanplayError: nothing or everything is masked.
        """
        check(task)
        before = self._task
        if (task.source, task.label) != (before.source, before.label):
            return False
        if fixed(task.recipe) != fixed(before.recipe):
            return False
        began = time.perf_counter()
        repainted = not (
            np.array_equal(task.hole, before.hole) and np.array_equal(task.picture, before.picture)
        )
        if repainted or _searched(task.recipe) != _searched(before.recipe):
            self._filling.change(task.recipe, *self._take(task))
            self._dark = True
        self._task = task
        if repainted and (not self._painted or self._painted[-1] != len(self._trace)):
            self._painted.append(len(self._trace))
        self._seconds += time.perf_counter() - began
        return True

    @torch.no_grad()
    def look(self, glance: Glance) -> Progress:
        """See what has been found; leaves no trace in the search."""
        trained, descent, aim = self._prior.trained, self._filling.descent, self._filling.aims[0]
        trace, path = self._trace.seen, self._path.seen
        if glance.at is None or not len(trace):
            shown, pictures, terms = len(trace), descent.best_pictures, descent.best_terms
        else:
            shown = min(max(glance.at, 0), len(trace) - 1)
            pictures = trained.draw(torch.tensor(path[shown]))
            terms = torch.tensor(trace[shown])
        totals, temperature = terms[:, -1], self._task.recipe.temperature
        reader = self._prior.classifier
        restored = self._blender(pictures, self._task.recipe.blend)
        classes = None if reader is None else reader.probabilities(restored)
        taken = answer(totals, classes, temperature)
        focus = taken if glance.focus is None else min(max(glance.focus, 0), len(totals) - 1)
        missed = (pictures[focus] - aim.wanted[0]).abs().masked_fill(aim.hole[0], 0.0)
        return Progress(
            task=self._task,
            iteration=self.iteration,
            shown=shown,
            finished=self.finished,
            verdict=verdict(
                trace[len(trace) - self._filling.spent :],
                array(descent.best_terms[descent.best_terms[:, -1].argmin()]),
                float(aim.context(self._prior.mean)),
                finished=self.finished,
            ),
            pictures=grey(pictures),
            restored=grey(restored),
            totals=array(totals),
            classes=None if classes is None else array(classes),
            shares=None if classes is None else array(candidate_weights(totals, temperature) @ classes),
            answer=taken,
            focus=focus,
            error=array(missed.view(SHAPE)),
            weights=array(aim.weights[0].view(SHAPE)),
            spread=array(pictures.div(2).std(dim=0, correction=0).view(SHAPE)),
            mean=grey(self._prior.mean.unsqueeze(0))[0],
            trace=trace,
            path=path[:, :, : trained.settings.noise.dim],
            plane=self._plane,
            painted=tuple(self._painted),
            notes=self._notes(),
            seconds=self._seconds,
        )

    def _take(self, task: Task) -> tuple[Tensor, Tensor]:
        """The picture and the hole as the engine has them, both of shape (1, 784)."""
        wanted = torch.tensor(task.picture).view(1, -1).float().div_(127.5).sub_(1)
        holes = torch.tensor(task.hole).view(1, -1)
        self._blender = Blender(wanted[0], holes[0])
        return wanted, holes

    def _plan(self) -> None:
        """Lay the plane where the candidates start, and once more whenever they have come to their end."""
        if self._filling.screening:
            return
        if self._plane is None:
            self._lay_plane(self._filling.descent.rows)
        elif self.finished and self._planned != len(self._trace):
            path = self._path.seen
            self._lay_plane(torch.tensor(path[:: 1 + len(path) // PLACES]).flatten(0, 1))
        elif self._dark:
            self._plane = evaluated_anew(self._plane, self._filling.aims[0], self._best_row)
        self._dark = False

    def _lay_plane(self, rows: Tensor) -> None:
        """Through z of rows (P, inputs), with the class and the codes of the best candidate."""
        dim = self._prior.trained.settings.noise.dim
        self._plane = plane_through(self._filling.aims[0], rows[:, :dim], self._best_row)
        self._planned = len(self._trace)

    @property
    def _best_row(self) -> Tensor:
        descent = self._filling.descent
        return descent.best_rows[int(descent.best_terms[:, -1].argmin())]

    def _notes(self) -> tuple[str, ...]:
        recipe, trained = self._task.recipe, self._prior.trained
        notes = []
        if recipe.weight > 0 and trained.discriminator is None:
            notes.append("This model was kept without its discriminator: lambda is off.")
        elif recipe.weight > 0 and recipe.realism != "critic" and not trained.settings.loss.probability:
            notes.append("This model's D gives no probability: its score is taken as if it were a logit.")
        if self._task.label is not None and not isinstance(trained.settings.condition, Labels):
            notes.append("This model draws no class on demand: the class that was asked for is not heeded.")
        if self._filling.replaced:
            times = "once" if self._filling.replaced == 1 else f"{self._filling.replaced} times"
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
        GanplayError: nothing or everything is masked.
    """
    if not task.hole.any():
        raise GanplayError("nothing is masked: paint over the part of the picture that shall be filled")
    if task.hole.all():
        raise GanplayError("everything is masked: leave some pixels known, or there is nothing to go by")


def _searched(recipe: Recipe) -> Recipe:
    """The recipe without what is only done to what has been found."""
    return replace(recipe, blend="paste", temperature=0.0)
