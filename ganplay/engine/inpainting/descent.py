"""Many candidates that descend side by side, each by its own loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor

from ganplay.contract.inpainting import Recipe
from ganplay.engine.inpainting.objective import Objective
from ganplay.engine.inpainting.supports import SUPPORTS, Parametrisation
from ganplay.engine.optimisers import OPTIMISERS
from ganplay.engine.optimisers.step import Memory

FINAL_RATE = 0.1
"""What the rate is multiplied by in the last share of a descent."""


class Descent:
    """R rows of G's input that move, of one picture or of many; the best of each is kept.

    What descends is z and, where there are any, continuous codes; the class stays.
    """

    def __init__(
        self, objective: Objective, rows: Tensor, rng: torch.Generator, fresh: Callable[[int], Tensor]
    ) -> None:
        """Start at rows (R, inputs); ``fresh`` draws as many others as it is asked for."""
        self.objective = objective
        self.lost = torch.zeros(len(rows), dtype=torch.bool)
        """Those that were not finite at the last step, and were replaced."""
        self._rng, self._fresh = rng, fresh
        self._memory: Memory = ()
        self.begin(rows)
        self.best_rows = self.rows
        self.best_pictures, self.best_terms = self._look(self.rows)

    def begin(self, rows: Tensor) -> None:
        """Start over at other rows; the best of each is kept."""
        self._kinds = self._kinds_of(rows)
        self._moving = self._free(rows)
        self._forget()
        self.rows = self._place(self._moving, self._kinds)
        self.terms = rows.new_zeros(len(rows), 4)

    @property
    def recipe(self) -> Recipe:
        """The recipe in force."""
        return self.objective.recipe

    def change(self, objective: Objective) -> None:
        """Go on with another loss or recipe from here; the best of each is judged anew."""
        before, self.objective = self.recipe, objective
        if type(objective.recipe.optimiser) is not type(before.optimiser):
            self._forget()
        if objective.recipe.support != before.support:
            self.begin(self.rows)
            # An earlier round may have found the best of a candidate in another class.
            self.best_rows = self._place(self._free(self.best_rows), self._kinds_of(self.best_rows))
        self.best_pictures, self.best_terms = self._look(self.best_rows)
        self._keep(self.rows, *self._look(self.rows))

    def step(self, *, late: bool = False) -> None:
        """Judge every row, then move it; ``rows`` and ``terms`` are what was judged."""
        moving, pictures, terms, gradient = self._judge()
        self.lost = ~(terms.isfinite().all(dim=1) & gradient.isfinite().all(dim=1))
        if self.lost.any():
            self._replace()
            moving, pictures, terms, gradient = self._judge()
        self.rows, self.terms = self._place(moving, self._kinds), terms
        self._keep(self.rows, pictures, terms)
        settings = self.recipe.optimiser
        if late:
            settings = replace(settings, rate=FINAL_RATE * settings.rate)
        self._steps += 1
        optimiser = OPTIMISERS[type(settings)]
        moved, self._memory = optimiser.step(settings, moving, gradient, self._memory, self._steps)
        z = self._parametrisation.settle(self.recipe.support, moved[:, : self._dim], self._rng)
        self._moving = torch.cat((z, moved[:, self._dim :].clamp(-1.0, 1.0)), dim=1)

    def _judge(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        with torch.enable_grad():
            moving = self._moving.detach().requires_grad_()
            pictures, terms = self.objective(self._place(moving, self._kinds))
            # Rows do not know of each other: the gradient of the sum is each one's own.
            (gradient,) = torch.autograd.grad(terms[:, -1].sum(), moving)
        return moving.detach(), pictures.detach(), terms.detach(), gradient

    @property
    def _dim(self) -> int:
        return self.objective.trained.settings.noise.dim

    @property
    def _parametrisation(self) -> Parametrisation:
        return SUPPORTS[type(self.recipe.support)]

    def _kinds_of(self, rows: Tensor) -> Tensor:
        """The class or category of rows (R, inputs), which does not descend."""
        return rows[:, self._dim : self._dim + self.objective.trained.categories]

    def _free(self, rows: Tensor) -> Tensor:
        """What of rows (R, inputs) descends, with z where it may be."""
        z = self._parametrisation.to_free(self.recipe.support, rows[:, : self._dim])
        return torch.cat((z, rows[:, self._dim + self.objective.trained.categories :]), dim=1)

    def _place(self, moving: Tensor, kinds: Tensor) -> Tensor:
        """The rows (R, inputs) that what descends stands for, each in its class."""
        z = self._parametrisation.from_free(self.recipe.support, moving[:, : self._dim])
        return torch.cat((z, kinds, moving[:, self._dim :]), dim=1)

    def _look(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        with torch.no_grad():
            return self.objective(rows)

    def _keep(self, rows: Tensor, pictures: Tensor, terms: Tensor) -> None:
        total, least = terms[:, -1], self.best_terms[:, -1]
        # Whatever is a number is better than what is none.
        better = (total.isfinite() & ~(total >= least)).unsqueeze(1)
        self.best_rows = torch.where(better, rows, self.best_rows)
        self.best_pictures = torch.where(better, pictures, self.best_pictures)
        self.best_terms = torch.where(better, terms, self.best_terms)

    def _replace(self) -> None:
        """Put others in place of the lost, which forget what they did."""
        self._moving[self.lost] = self._free(self._fresh(int(self.lost.sum())))
        for tensor in self._memory:
            tensor[self.lost] = 0.0

    def _forget(self) -> None:
        self._steps = 0
        slots = OPTIMISERS[type(self.recipe.optimiser)].slots
        self._memory = tuple(torch.zeros_like(self._moving) for _ in range(slots))
