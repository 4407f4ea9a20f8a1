"""One Gaussian, with correlated axes."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import Gaussian
from ganplay.engine.datasets.dataset import Modes
from ganplay.engine.datasets.mixture import Mixture

_REACH = 8.0
"""Standard deviations of the common factor that are covered; 1e-15 lies beyond."""


def gaussian(data: Gaussian, device: torch.device | str) -> Mixture:
    """Split the correlation off as a common factor, and what remains is axis-aligned.

    x = μ_x + σ_x(√ρ z + √(1-ρ) ε_x) and y likewise have correlation ρ when z, ε_x, ε_y ~ N(0, 1) (for
    a negative ρ with -z in y). So the Gaussian is a mixture over z of axis-aligned ones; the trapezoid
    rule in z at half a width of those is exact to rounding.
    """
    shared, own = math.sqrt(abs(data.correlation)), math.sqrt(1 - abs(data.correlation))
    step = own / 2
    reach = math.ceil(_REACH / step)
    z = step * torch.arange(-reach, reach + 1, dtype=torch.float64)
    mean = torch.tensor([data.x, data.y], dtype=torch.float64)
    sigmas = torch.tensor([data.sigma_x, data.sigma_y], dtype=torch.float64)
    slope = sigmas * torch.tensor([shared, math.copysign(shared, data.correlation)], dtype=torch.float64)
    factor = torch.tensor(
        [
            [data.sigma_x, 0.0],
            [data.correlation * data.sigma_y, math.sqrt(1 - data.correlation**2) * data.sigma_y],
        ],
        device=device,
    )
    modes = Modes(mean[None].float().to(device), factor[None], torch.ones(1, device=device))
    return Mixture(
        data.extent,
        mean + z[:, None] * slope,
        own * sigmas,
        torch.exp(-z * z / 2),
        device=device,
        modes=modes,
    )
