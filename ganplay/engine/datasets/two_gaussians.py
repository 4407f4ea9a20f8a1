"""GAN Lab's two Gaussians."""

from __future__ import annotations

import torch

from ganplay.contract.data import TwoGaussians
from ganplay.engine.datasets.mixture import Mixture


def two_gaussians(data: TwoGaussians, device: torch.device | str) -> Mixture:
    """A round one and a tall one that touch, with GAN Lab's numbers (Kahng et al. 2019)."""
    means = torch.tensor([[0.3, 0.7], [0.7, 0.4]], dtype=torch.float64)
    sigmas = torch.tensor([[0.1, 0.1], [0.05, 0.2]], dtype=torch.float64)
    weights = torch.tensor([data.share, 1 - data.share], dtype=torch.float64)
    return Mixture.of_modes(data.extent, means, data.spread * sigmas, weights, device=device)
