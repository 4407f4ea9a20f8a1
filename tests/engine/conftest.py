"""What tests of the engine share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from ganplay.contract.pictures import CLASSES, Strokes
from ganplay.engine import classifier
from ganplay.engine.datasets import build
from ganplay.engine.losses import LOSSES
from ganplay.engine.observers import pictures

from . import relativistic as pairs


@pytest.fixture
def double_precision() -> Iterator[None]:
    """Build networks in float64, so that finite differences say something."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.fixture
def relativistic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let settings ask for a loss whose generator sees D's answers to real samples."""
    monkeypatch.setitem(LOSSES, pairs.Relativistic, pairs.TERMS)


class Eye:
    """In the place of the frozen classifier: reads a picture as the class whose mean it is nearest to."""

    def __init__(self) -> None:
        train = build(Strokes(size=1000), "cpu").train
        shown, labels = train.rows(train.index), train.labels[train.index]
        self.means = torch.stack([shown[labels == label].mean(dim=0) for label in range(CLASSES)])
        self.directions = torch.randn(784, 6, generator=torch.Generator().manual_seed(0)) / 28

    def understands(self, dataset: object) -> bool:
        return True

    def read(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        distances = torch.cdist(pictures, self.means)
        return pictures @ self.directions, (-distances).softmax(dim=1)


@pytest.fixture
def eye(monkeypatch: pytest.MonkeyPatch) -> Eye:
    """Measure few pictures by a simple eye: what is asked is what is done with its verdicts."""
    simple = Eye()
    monkeypatch.setattr(classifier, "frozen", lambda device: simple)
    monkeypatch.setattr(pictures, "MANY", 400)
    return simple
