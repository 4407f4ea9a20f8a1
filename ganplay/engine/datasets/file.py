"""Points from a file."""

from __future__ import annotations

import os
from pathlib import Path

import torch
from torch import Tensor

from ganplay.contract.data import File
from ganplay.contract.errors import DataError
from ganplay.engine.datasets.csv_points import read_points
from ganplay.engine.datasets.mixture import Mixture


def file(data: File, device: torch.device | str) -> Mixture:
    """Each point of the file equally likely, scaled to the extent and blurred.

    Raises:
        DataError: no file is named, or it cannot be used.
    """
    if not data.path:
        raise DataError("data.path: name a CSV file with two columns of numbers")
    points = torch.tensor(read_points(Path(os.path.expanduser(data.path))), dtype=torch.float64)
    return Mixture(data.extent, fill_square(points), data.sigma, device=device)


def fill_square(points: Tensor) -> Tensor:
    """Centre points (N, 2) and scale both axes alike, so that the longer one runs from -1 to 1."""
    low, high = points.amin(0), points.amax(0)
    # Halved first: the difference of two huge numbers may be too large for a float.
    middle, half = low / 2 + high / 2, (high / 2 - low / 2).amax()
    return (points - middle) / torch.where(half > 0, half, 1.0)
