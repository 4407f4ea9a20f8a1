"""Where candidates start: many random rows are looked at, and good ones that differ are kept."""

from __future__ import annotations

import functools

import numpy as np
import torch
from torch import Tensor

from ganplay.contract.inpainting import Recipe
from ganplay.engine.inpainting.objective import Objective
from ganplay.engine.stream import one_hot
from ganplay.engine.trained import Trained

BATCH = 128
"""Rows that are drawn at once: 25 ms on one CPU thread, so that the first picture is there by then."""

CHOICE = 4
"""So many times as many of the best rows as are wanted have a chance, those that differ most being taken."""


class Pool:
    """Random rows of a model with their pictures, drawn a batch at a time and kept for the next hole."""

    def __init__(self, trained: Trained, rows: Tensor, *, judged: bool) -> None:
        self.rows = rows
        """All of them, shape (P, inputs)."""
        self.pictures = rows.new_empty(0, 0)
        """Of the first of them."""
        self.logits: Tensor | None = None
        """What D says of these."""
        self._trained, self._judged = trained, judged
        self.grow()

    @property
    def whole(self) -> bool:
        """Whether all have been drawn."""
        return len(self.pictures) == len(self.rows)

    @torch.no_grad()
    def grow(self) -> None:
        """Draw the next batch."""
        drawn = len(self.pictures)
        rows = self.rows[drawn : drawn + BATCH]
        pictures = self._trained.draw(rows)
        logits = self._trained.logits(rows, pictures) if self._judged else None
        self.pictures = torch.cat((self.pictures, pictures)) if drawn else pictures
        if logits is not None:
            self.logits = logits if self.logits is None else torch.cat((self.logits, logits))

    @torch.no_grad()
    def starts(self, objective: Objective, count: int, kinds: int) -> Tensor:
        """The ``count`` rows to start from, shape (count, inputs), evenly from each of ``kinds`` categories.

        Those with the least loss, of which ones that differ are taken: the best first, then always the one
        whose picture is farthest from all that have been.
        """
        rows = self.rows[: len(self.pictures)]
        totals = objective.terms(rows, self.pictures, self.logits)[:, -1]
        if kinds == 1:
            return rows[self._differing(totals, torch.arange(len(rows)), count)]
        dim = objective.trained.settings.noise.dim
        kind = rows[:, dim : dim + kinds].argmax(dim=1)
        members = [(kind == each).nonzero().flatten() for each in range(kinds)]
        members = sorted((each for each in members if len(each)), key=lambda each: float(totals[each].min()))
        # What does not divide evenly goes to the categories that begin best.
        share, rest = divmod(count, len(members))
        chosen = [self._differing(totals, each, share + (place < rest)) for place, each in enumerate(members)]
        return rows[torch.cat(chosen)]

    def _differing(self, totals: Tensor, members: Tensor, count: int) -> Tensor:
        best = members[totals[members].argsort(stable=True)[: CHOICE * count]]
        pictures = self.pictures[best]
        chosen: list[int] = []
        apart = torch.full((len(best),), torch.inf)
        for _ in range(count):
            place = 0 if not chosen else int(apart.argmax())
            chosen.append(place)
            apart = torch.minimum(apart, (pictures - pictures[place]).square().sum(dim=1))
        return best[chosen]


@functools.lru_cache(maxsize=8)
def pool(trained: Trained, size: int, start: str, seed: int, label: int | None, *, judged: bool) -> Pool:
    """The pool of so many rows that a seed gives, the same one every time."""
    rng = torch.Generator().manual_seed(seed)
    rows, dim = trained.rows(size, rng), trained.settings.noise.dim
    if start == "uniform":
        rows[:, :dim] = 2 * torch.rand(size, dim, generator=rng) - 1
    if trained.categories:
        kinds = torch.arange(size) % trained.categories if label is None else torch.full((size,), label)
        rows[:, dim : dim + trained.categories] = one_hot(kinds, trained.categories)
    return Pool(trained, rows, judged=judged)


def pool_of(
    trained: Trained, recipe: Recipe, label: int | None, *, rounds: int = 0, pictures: int = 1
) -> Pool:
    """What a recipe draws from for its first descent or for a later one: unscreened, so many a picture."""
    seed = int(np.random.SeedSequence((recipe.seed, rounds)).generate_state(1)[0])
    judged = recipe.weight > 0 and trained.discriminator is not None
    size = max(recipe.screened, recipe.candidates) if recipe.screened else pictures * recipe.candidates
    return pool(trained, size, recipe.start, seed, label, judged=judged)
