"""How well holes in test digits are filled: one protocol for every recipe."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ganplay.contract.errors import DataError
from ganplay.contract.inpainting import Recipe, psnr
from ganplay.contract.latent import Source
from ganplay.contract.masks import PRESETS
from ganplay.contract.pictures import SIDE, Pictures
from ganplay.engine import datasets
from ganplay.engine.arrays import grey
from ganplay.engine.inpainting.answer import answer
from ganplay.engine.inpainting.blending import Blender
from ganplay.engine.inpainting.filling import Filling
from ganplay.engine.inpainting.prior import prior

MASKS: Mapping[str, Sequence[str]] = {
    "random 80 %": ("random 80 %",),
    "half": ("left half", "right half"),
    "centre": ("centre",),
}
"""Presets by the name of the row that they make together: the digits take them in turn."""

TOGETHER = 256
"""Candidates that descend at once, of whatever picture: more no longer stay in the cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What one recipe made of one kind of mask with one seed; arrays of shape (digits,)."""

    recipe: str
    mask: str
    seed: int
    right: NDArray[np.bool_]
    """Whether the classifier reads the true class in the restored digit."""
    among: NDArray[np.bool_]
    """Whether it does so in that of any candidate."""
    whole: NDArray[np.float64]
    """PSNR of the restored digit, dB."""
    inside: NDArray[np.float64]
    """PSNR in the hole, dB."""
    seconds: float


BLIND = "mean image"
"""The recipe that paints the mean of the model's pictures into every hole."""


def evaluate(
    source: Source, recipes: Mapping[str, Recipe], digits: int, seeds: Sequence[int]
) -> Iterator[Outcome]:
    """Restore the same test digits by every recipe and blindly, one outcome at a time.

    The digits lie evenly in the test set. A seed decides the candidates and the random masks, which are the
    same for every recipe.

    Raises:
        GanplayError: the model cannot be read, its test pictures are not here, or the classifier does not
            know them.
    """
    trial = Trial(source, digits)
    for seed in seeds:
        for mask in MASKS:
            yield trial.blind(mask, seed)
            for name, recipe in recipes.items():
                yield trial.restore(name, replace(recipe, seed=seed), mask)


class Trial:
    """Test digits, and what is made of them where holes are torn into them."""

    def __init__(self, source: Source, digits: int) -> None:
        """Take so many digits, evenly from the test set of what the model was trained on."""
        self._prior = prior(source)
        data = self._prior.trained.settings.data
        assert isinstance(data, Pictures)
        if self._prior.classifier is None:
            raise DataError("ganplay's frozen classifier cannot judge what this model draws")
        self._classifier = self._prior.classifier
        test = datasets.build(data, "cpu").test
        index = test.index[torch.arange(digits) * len(test) // digits]
        self._labels = test.labels[index].numpy()
        self._truths = test.pixels[index]

    def blind(self, mask: str, seed: int) -> Outcome:
        """Paint the mean image into every hole."""
        began = time.perf_counter()
        holes = self._holes(mask, seed)
        restored = [
            self._blender(i, hole)(self._prior.mean.unsqueeze(0), "paste") for i, hole in enumerate(holes)
        ]
        return self._outcome(BLIND, mask, seed, holes, restored, torch.zeros(len(holes), 1), 0.0, began)

    @torch.no_grad()
    def restore(self, name: str, recipe: Recipe, mask: str) -> Outcome:
        """Search for what fills every hole."""
        began = time.perf_counter()
        holes = self._holes(mask, recipe.seed)
        restored: list[Tensor] = []
        totals: list[Tensor] = []
        together = max(1, TOGETHER // recipe.candidates)
        for some in range(0, len(holes), together):
            here = slice(some, some + together)
            found = Filling(
                self._prior.trained, recipe, _signed(self._truths[here]), torch.stack(holes[here])
            )
            while not found.finished:
                found.advance()
            pictures = torch.split(found.descent.best_pictures, recipe.candidates)
            restored += [
                self._blender(i, holes[i])(each, recipe.blend) for i, each in enumerate(pictures, some)
            ]
            totals.append(found.descent.best_terms[:, -1].view(len(pictures), recipe.candidates))
        return self._outcome(
            name, mask, recipe.seed, holes, restored, torch.cat(totals), recipe.temperature, began
        )

    def _holes(self, mask: str, seed: int) -> list[Tensor]:
        presets, count = MASKS[mask], len(self._truths)
        holes = (PRESETS[presets[i % len(presets)]](seed * count + i) for i in range(count))
        return [torch.from_numpy(hole).view(-1) for hole in holes]

    def _blender(self, digit: int, hole: Tensor) -> Blender:
        return Blender(_signed(self._truths[digit]), hole)

    def _outcome(
        self,
        name: str,
        mask: str,
        seed: int,
        holes: Sequence[Tensor],
        restored: Sequence[Tensor],
        totals: Tensor,
        temperature: float,
        began: float,
    ) -> Outcome:
        """Judge restored pictures (N, 784) of each of D digits by the answer among totals (D, N)."""
        seconds = time.perf_counter() - began
        # What is judged are pictures of 256 greys, as the true ones are.
        pictures = grey(torch.cat(list(restored))).reshape(len(holes), -1, SIDE * SIDE)
        read = self._classifier.probabilities(_signed(torch.from_numpy(pictures.copy()).flatten(0, 1)))
        classes = read.view(*totals.shape, -1)
        right = classes.argmax(dim=2).numpy() == self._labels[:, np.newaxis]
        best = [answer(*each, temperature) for each in zip(totals, classes, strict=True)]
        chosen = pictures[np.arange(len(holes)), best]
        pairs = [(a, b, hole.numpy()) for a, b, hole in zip(chosen, self._truths.numpy(), holes, strict=True)]
        return Outcome(
            name,
            mask,
            seed,
            right[np.arange(len(holes)), best],
            right.any(axis=1),
            np.array([psnr(picture, truth) for picture, truth, _ in pairs]),
            np.array([psnr(*pair) for pair in pairs]),
            seconds,
        )


def _signed(pixels: Tensor) -> Tensor:
    """Bytes as the networks have pictures: -1 is black, 1 white."""
    return pixels.float().div(127.5).sub(1)
