"""Models that are searched, each read once, and what they draw before any pixel is known."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ganplay.contract.errors import CheckpointError
from ganplay.contract.latent import Source
from ganplay.contract.views import Model
from ganplay.engine.classifier import Classifier
from ganplay.engine.exploring.opening import open_model, shipped
from ganplay.engine.trained import Trained

AVERAGED = 256
"""Pictures in the mean of what a model draws."""


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """A model with what is known of its pictures."""

    trained: Trained
    classifier: Classifier | None
    """The frozen classifier, where it can read what this model draws."""
    mean: Tensor
    """The mean of its pictures, shape (784,): what filling blindly would paint."""


def prior(source: Source) -> Prior:
    """Read a model, unless it is one of the last few that were read and has not been written since.

    Raises:
        CheckpointError: there is no such model, or its file cannot be used.
    """
    if isinstance(source, Model):
        return _read(source, 0)
    path = shipped(source) if isinstance(source, str) else source
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror}") from None


@functools.lru_cache(maxsize=4)
def _read(source: Path | Model, written: int) -> Prior:  # noqa: ARG001
    opened = open_model(source)
    trained = opened.trained
    with torch.no_grad():
        mean = trained.draw(trained.rows(AVERAGED, torch.Generator().manual_seed(0))).mean(dim=0)
    return Prior(trained, opened.classifier, mean)
