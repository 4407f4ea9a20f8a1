"""What a search for z minimises, for each candidate by itself (Yeh et al. 2017, eq. 3 to 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.inpainting import Recipe
from ganplay.contract.pictures import SIDE
from ganplay.engine.trained import Trained

ERRORS: Mapping[str, Callable[[Tensor], Tensor]] = {"absolute": torch.abs, "squared": torch.square}

REALISM: Mapping[str, Callable[[Tensor], Tensor]] = {
    "saturating": lambda logits: -F.softplus(logits),
    "non_saturating": lambda logits: F.softplus(-logits),
    "critic": lambda logits: -logits,
}
"""log(1 - D), -log D and -D of D's raw output."""


def share_nearby(holes: Tensor, window: int) -> Tensor:
    """The share of unknown pixels in the window around each pixel, shape (B, 784) of holes (B, 784).

    What lies beyond the edge of the picture counts as nothing. An even window is taken as the next odd one,
    and 1 as 3: a pixel alone has no hole around it.
    """
    pictures = holes.float().view(-1, 1, SIDE, SIDE)
    reach = max(window // 2, 1)
    shares = F.avg_pool2d(pictures, 2 * reach + 1, stride=1, padding=reach, count_include_pad=False)
    return shares.view(-1, SIDE * SIDE)


def weight_map(holes: Tensor, window: int) -> Tensor:
    """W of holes (B, 784), true where unknown: 0 in the hole.

    A known pixel weighs the share of unknown pixels around it (Yeh et al. 2017, eq. 3), so that those at the
    rim weigh most; with a window of 0 all known pixels weigh 1.
    """
    known = (~holes).float()
    return known * share_nearby(holes, window) if window else known


@dataclass(frozen=True, eq=False)
class Objective:
    """The terms of the loss at rows of G's input, each row for itself."""

    trained: Trained
    recipe: Recipe
    wanted: Tensor
    """Pictures y from -1 to 1, shape (1, 784) or (R, 784); nothing in the hole is ever read."""
    weights: Tensor
    """W, of the same shape."""
    scale: Tensor
    """What a pixel's error counts: W, divided by the number of known pixels where the mean is taken."""
    hole: Tensor
    """True where unknown, of the same shape."""

    @classmethod
    def of(cls, trained: Trained, recipe: Recipe, wanted: Tensor, holes: Tensor) -> Objective:
        """Compare with pictures (B, 784) where holes (B, 784) are false."""
        weights = weight_map(holes, recipe.window)
        known = (~holes).sum(dim=1, keepdim=True)
        scale = weights / known if recipe.pixels == "mean" else weights
        return cls(trained, recipe, wanted.masked_fill(holes, 0.0), weights, scale, holes)

    @property
    def judged(self) -> bool:
        """Whether D has a say."""
        return self.recipe.weight > 0 and self.trained.discriminator is not None

    def __call__(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures (R, 784) at rows (R, inputs), and their terms (R, 4) in the order of ``TERMS``."""
        pictures = self.trained.draw(rows)
        logits = self.trained.logits(rows, pictures) if self.judged else None
        return pictures, self.terms(rows, pictures, logits)

    def terms(self, rows: Tensor, pictures: Tensor, logits: Tensor | None) -> Tensor:
        """The terms of pictures that were drawn at rows and judged by D, shape (R, 4)."""
        recipe, dim = self.recipe, self.trained.settings.noise.dim
        context = self.context(pictures)
        nothing = torch.zeros_like(context)
        realism = nothing
        if self.judged and logits is not None:
            realism = recipe.weight * REALISM[recipe.realism](logits)
        prior = recipe.prior_weight * rows[:, :dim].square().mean(dim=1) if recipe.prior_weight else nothing
        return torch.stack((context, realism, prior, context + realism + prior), dim=1)

    def context(self, pictures: Tensor) -> Tensor:
        """How far pictures (R, 784) are from the known pixels, shape (R,)."""
        return (self.scale * ERRORS[self.recipe.error](pictures - self.wanted)).sum(dim=1)
