"""GAN Lab's three disjoint blobs."""

from __future__ import annotations

import torch

from ganplay.contract.data import ThreeBlobs
from ganplay.engine.datasets.mixture import Mixture


def three_blobs(data: ThreeBlobs, device: torch.device | str) -> Mixture:
    """Three equal blobs with nothing between them, at GAN Lab's places (Kahng et al. 2019)."""
    means = torch.tensor([[0.35, 0.75], [0.75, 0.6], [0.45, 0.35]], dtype=torch.float64)
    return Mixture.of_modes(data.extent, means, data.sigma, device=device)
