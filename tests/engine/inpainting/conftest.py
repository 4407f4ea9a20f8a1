"""What tests of inpainting share."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from ganplay.engine import classifier

from ..exploring.linear import DIM, FirstPixel


@pytest.fixture
def matrix() -> Tensor:
    """A model's pictures that stay between black and white at any likely z."""
    return 0.1 * torch.randn(DIM, 784, generator=torch.Generator().manual_seed(2))


@pytest.fixture(autouse=True)
def no_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether weights are installed is no matter of these tests."""
    monkeypatch.setattr(classifier, "frozen", lambda device: None)


@pytest.fixture
def first_pixel(no_classifier: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "frozen", lambda device: FirstPixel())
