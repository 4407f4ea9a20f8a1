"""The neighbourhoods of a distribution: what a generator can miss, whether or not there are modes."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.engine.datasets import Dataset

ANCHORS = 16
ENOUGH = 0.2


class Regions:
    """The plane cut into the cells nearest to each mode, or to 16 points spread over the data.

    The anchors of data without modes are chosen by farthest-point sampling (Gonzalez 1985). A mode of weight
    0 is none: nobody can miss it.
    """

    def __init__(self, dataset: Dataset, real: Tensor) -> None:
        modes = dataset.modes
        self.anchors = modes.means[modes.weights > 0] if modes is not None else _spread(real)
        self.fair = self.shares(real)
        """Share of real points in each region, shape (K,)."""

    @property
    def count(self) -> int:
        """How many regions there are, K."""
        return len(self.anchors)

    def shares(self, points: Tensor) -> Tensor:
        """Share of the points (N, 2) in each region, shape (K,); one that is not finite is in none."""
        finite = points[points.isfinite().all(dim=1)]
        nearest = torch.cdist(finite, self.anchors, compute_mode="donot_use_mm_for_euclid_dist").argmin(dim=1)
        return torch.bincount(nearest, minlength=len(self.anchors)) / len(points)

    def reached(self, shares: Tensor) -> int:
        """How many regions hold at least a fifth of their fair share."""
        return int(((shares > 0) & (shares >= ENOUGH * self.fair)).sum())


def _spread(points: Tensor) -> Tensor:
    # From the point nearest to the centre on, so that the choice does not hang on the order of the points.
    first = (points - points.mean(dim=0)).square().sum(dim=1).argmin()
    chosen = [points[first]]
    distance = (points - chosen[0]).square().sum(dim=1)
    for _ in range(min(ANCHORS, len(points)) - 1):
        chosen.append(points[distance.argmax()])
        distance = torch.minimum(distance, (points - chosen[-1]).square().sum(dim=1))
    return torch.stack(chosen)
