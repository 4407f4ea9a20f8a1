"""The training pictures nearest to a picture, by looking at every one of them."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.latent import Neighbours
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.engine.arrays import array
from ganplay.engine.datasets import Split

CHUNK = 1000
"""Pictures that become floats at a time: then they stay in the cache, where 60,000 take under 10 ms
(measured on one CPU thread; 30 ms with 8,000 at a time, 23 ms with all kept as floats)."""

REMEASURED = 32
"""Pictures beyond those asked for that are measured again without rounding."""


class NearestSearch:
    """Finds pictures of a set by comparing with each of them; they stay the bytes that the set holds."""

    def __init__(self, split: Split) -> None:
        whole = len(split) == len(split.pixels)
        self._pixels = split.pixels if whole else split.pixels[split.index]
        self._labels = split.labels[split.index]
        self._squares = torch.cat(
            [some.float().square().sum(dim=1) for some in torch.split(self._pixels, CHUNK)]
        )
        self._floats = torch.empty(CHUNK, SIDE * SIDE)

    def nearest(self, picture: Grey, count: int) -> Neighbours:
        """The ``count`` pictures nearest to one of shape (28, 28), nearest first."""
        wanted = torch.tensor(picture).reshape(-1)
        # |x - q|² without |q|², which is the same for all.
        rough = self._squares - 2 * self._products(wanted.float())
        near = rough.topk(min(count + REMEASURED, len(rough)), largest=False).indices
        exact = (self._pixels[near].int() - wanted.int()).square().sum(dim=1)
        exact, order = exact.sort(stable=True)
        near = near[order[:count]]
        pictures = self._pixels[near].view(-1, SIDE, SIDE).numpy()
        pictures.flags.writeable = False
        distances = (exact[:count] / wanted.numel()).sqrt() / 255
        return Neighbours(pictures, tuple(self._labels[near].tolist()), array(distances))

    def _products(self, wanted: Tensor) -> Tensor:
        products = torch.empty(len(self._pixels))
        for pixels, out in zip(torch.split(self._pixels, CHUNK), torch.split(products, CHUNK), strict=True):
            floats = self._floats[: len(pixels)]
            torch.mv(floats.copy_(pixels), wanted, out=out)
        return products
