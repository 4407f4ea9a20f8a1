"""Sets of labelled pictures, resident as bytes where training is and sampled without waiting for it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from ganplay.contract.errors import DataError, SettingsError
from ganplay.contract.pictures import CLASSES, Pictures


class Split:
    """Labelled pictures, some classes of which may be left out or drawn more often than they occur."""

    def __init__(self, pixels: Tensor, labels: Tensor, data: Pictures, size: int | None = None) -> None:
        """Choose from pictures (N, 784), uint8, and labels (N,), int64, both on the device.

        Only the first ``size`` pictures of the chosen classes are used. A class is drawn in proportion
        to its weight times the number of its pictures, and each of its pictures equally likely.

        Raises:
            SettingsError: classes or weights that leave nothing to draw.
            DataError: there are no pictures of the chosen classes.
        """
        chosen = torch.zeros(CLASSES, dtype=torch.bool)
        chosen[chosen_classes(data)] = True
        weights = torch.ones(CLASSES, dtype=torch.float64)
        weights[: len(data.weights)] = torch.tensor(data.weights[:CLASSES], dtype=torch.float64)
        if not weights[chosen].any():
            raise SettingsError("data.weights: one of the chosen classes must be above 0; empty means equal")
        known = labels.cpu()
        index = chosen[known].nonzero().flatten()[:size]
        counts = known[index].bincount(minlength=CLASSES)
        mass = weights * counts
        if not mass.any():
            raise DataError("the set has no picture of the chosen classes")
        device = pixels.device
        self.pixels = pixels
        self.labels = labels
        self.shares = mass / mass.sum()
        """How often each class is drawn, shape (10,), float64 on the CPU, summing to 1."""
        self.index = index.to(device)
        """The rows that may be drawn, in their order in the set, shape (M,)."""
        self._by_class = index[known[index].argsort(stable=True)].to(device)
        self._counts = counts.to(device)
        self._starts = (counts.cumsum(0) - counts).to(device)
        self._thresholds = self.shares.cumsum(0)[:-1].float().to(device)

    def __len__(self) -> int:
        """The number of pictures that may be drawn."""
        return len(self.index)

    def sample(self, n: int, rng: torch.Generator) -> Tensor:
        """Draw ``n`` pictures with replacement, shape (n, 784), float32 in [-1, 1], from ``rng`` alone."""
        return self.rows(self._draw(n, rng)[0])

    def sample_labelled(self, n: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        """The pictures that :meth:`sample` would draw, and their labels, shape (n,), int64."""
        rows, labels = self._draw(n, rng)
        return self.rows(rows), labels

    def rows(self, index: Tensor) -> Tensor:
        """The pictures at rows (n,) of the whole set, shape (n, 784), float32: -1 is black, 1 white."""
        return self.pixels.index_select(0, index).float().div_(127.5).sub_(1)

    def _draw(self, n: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        """Rows of the set and their labels: a class for each, then one of its pictures."""
        uniform = torch.rand(2, n, generator=rng, device=rng.device)
        labels = torch.bucketize(uniform[0], self._thresholds, right=True)
        counts = self._counts.index_select(0, labels)
        # A uniform number next to 1 times a count may be rounded to the count itself.
        place = torch.minimum((uniform[1] * counts).long(), counts - 1)
        return self._by_class.index_select(0, self._starts.index_select(0, labels) + place), labels


class PictureSet:
    """Pictures to learn from and others to be judged by, of the same classes in the same proportions."""

    classes = CLASSES

    def __init__(self, title: str, names: Sequence[str], source: str, train: Split, test: Split) -> None:
        self.title = title
        """The set's own name."""
        self.names = tuple(names)
        """What each of the ten classes shows."""
        self.source = source
        """The set, its size and its origin in words."""
        self.train = train
        self.test = test
        """Pictures that are never drawn for training."""

    def sample(self, n: int, rng: torch.Generator) -> Tensor:
        """Draw ``n`` training pictures, shape (n, 784), float32 in [-1, 1].

        They depend on ``rng`` alone, which lives on the set's device, and nothing waits for the device.
        """
        return self.train.sample(n, rng)

    def sample_labelled(self, n: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        """The pictures that :meth:`sample` would draw, and their labels, shape (n,), int64."""
        return self.train.sample_labelled(n, rng)


def chosen_classes(data: Pictures) -> list[int]:
    """The classes that the settings leave in, in order, each once.

    Raises:
        SettingsError: a number between two classes.
    """
    for each in data.classes:
        if not each.is_integer():
            raise SettingsError(
                f"data.classes: {each:g} is no class; whole numbers from 0 to {CLASSES - 1} are"
            )
    return sorted({int(each) for each in data.classes}) or list(range(CLASSES))


def only(data: Pictures, names: Sequence[str]) -> str:
    """The chosen classes in words, empty for all: ``" (only 3 and 8)"``."""
    chosen = [names[each] for each in chosen_classes(data)]
    if len(chosen) == CLASSES:
        return ""
    *most, last = chosen
    return f" (only {', '.join(most)} and {last})" if most else f" (only {last})"
