"""K Gaussians on a circle."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import Ring
from ganplay.contract.errors import SettingsError
from ganplay.engine.datasets.mixture import Mixture


def ring(data: Ring, device: torch.device | str) -> Mixture:
    """Put mode k at the angle 2πk/K: the first is not repeated at the end.

    Weights beyond the last mode are ignored and missing ones are 1, so that the number of modes can be
    changed with weights set.

    Raises:
        SettingsError: weights of which none is above 0.
    """
    angles = 2 * math.pi * torch.arange(data.modes, dtype=torch.float64) / data.modes
    means = data.radius * torch.stack([angles.cos(), angles.sin()], dim=1)
    weights = torch.ones(data.modes, dtype=torch.float64)
    given = data.weights[: data.modes]
    weights[: len(given)] = torch.tensor(given, dtype=torch.float64)
    if not weights.any():
        raise SettingsError(f"data.weights: one of the first {data.modes} must be above 0; empty means equal")
    return Mixture.of_modes(data.extent, means, data.sigma, weights, device=device)
