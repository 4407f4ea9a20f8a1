"""Holes that are being filled, of one picture or of many at once: screening, descents, restarts."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.conditions import Labels
from ganplay.contract.inpainting import Recipe
from ganplay.engine.inpainting.descent import Descent
from ganplay.engine.inpainting.objective import Objective
from ganplay.engine.inpainting.screening import Pool, pool_of
from ganplay.engine.trained import Trained


class Filling:
    """N candidates for each of B pictures; rows i N to (i + 1) N are those of picture i."""

    def __init__(
        self, trained: Trained, recipe: Recipe, wanted: Tensor, holes: Tensor, label: int | None = None
    ) -> None:
        """Draw the first random z and keep the best.

        Args:
            trained: The model.
            recipe: How the holes are filled.
            wanted: Pictures from -1 to 1, shape (B, 784); nothing in the holes is read.
            holes: True where a picture is unknown, shape (B, 784).
            label: The class that a conditional model shall draw; None spreads candidates over all. Others
                have nothing to heed it with.
        """
        self.trained = trained
        self.label = label if isinstance(trained.settings.condition, Labels) else None
        self.spent = 0
        """Iterations of the present descent."""
        self.replaced = 0
        """Candidates that were lost for a loss that was not a number."""
        self._round = 0
        self._rng = torch.Generator().manual_seed(recipe.seed)
        self._aim(recipe, wanted, holes)
        self._pool: Pool | None = self._drawn()
        self.descent = self._begun(self._pool)
        if self._pool.whole:
            self._pool = None

    @property
    def recipe(self) -> Recipe:
        """The recipe in force."""
        return self.aims[0].recipe

    @property
    def screening(self) -> bool:
        """Whether random z are still being looked at."""
        return self._pool is not None

    @property
    def finished(self) -> bool:
        """Whether all iterations have been made."""
        return (
            not self.screening
            and self._round >= self.recipe.restarts
            and self.spent >= self.recipe.iterations
        )

    def advance(self) -> bool:
        """Screen a batch, or make an iteration; says whether it was an iteration."""
        if self.finished:
            return False
        if self._pool is not None:
            self._screen(self._pool)
            return False
        recipe = self.recipe
        self.descent.step(late=self.spent >= recipe.iterations * (1 - recipe.decay))
        self.replaced += int(self.descent.lost.sum())
        self.spent += 1
        if self.spent >= recipe.iterations and self._round < recipe.restarts:
            self._round += 1
            self.spent = 0
            self._pool = self._drawn()
        return True

    def change(self, recipe: Recipe, wanted: Tensor, holes: Tensor) -> None:
        """Go on from where the candidates are, with all iterations before them again."""
        self._aim(recipe, wanted, holes)
        if self._pool is not None and self._round == 0:
            self.descent = self._begun(self._pool)
        else:
            self.descent.change(self._objective)
            self.spent = 0

    def _aim(self, recipe: Recipe, wanted: Tensor, holes: Tensor) -> None:
        pairs = zip(torch.split(wanted, 1), torch.split(holes, 1), strict=True)
        self.aims = [Objective.of(self.trained, recipe, *pair) for pair in pairs]
        """The loss of each picture."""
        each = recipe.candidates
        self._objective = (
            self.aims[0]
            if len(self.aims) == 1
            else Objective.of(
                self.trained, recipe, wanted.repeat_interleave(each, 0), holes.repeat_interleave(each, 0)
            )
        )

    def _screen(self, pool: Pool) -> None:
        if not pool.whole:
            pool.grow()
        if self._round == 0:
            self.descent = self._begun(pool)
        elif pool.whole:
            self.descent.begin(self._starts(pool))
        if pool.whole:
            self._pool = None

    def _drawn(self) -> Pool:
        return pool_of(self.trained, self.recipe, self.label, rounds=self._round, pictures=len(self.aims))

    def _begun(self, pool: Pool) -> Descent:
        return Descent(self._objective, self._starts(pool), self._rng, self._fresh)

    def _starts(self, pool: Pool) -> Tensor:
        """Where the candidates start; those that may have any class are spread over all of them."""
        if not self.recipe.screened:
            return pool.rows
        kinds = self.trained.categories if self.label is None else 0
        return torch.cat([pool.starts(aim, self.recipe.candidates, max(kinds, 1)) for aim in self.aims])

    def _fresh(self, count: int) -> Tensor:
        """Random rows for candidates that were lost; the descent leaves them their class."""
        return self.trained.rows(count, self._rng)
