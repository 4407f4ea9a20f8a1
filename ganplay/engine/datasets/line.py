"""GAN Lab's line."""

from __future__ import annotations

import torch

from ganplay.contract.data import Line
from ganplay.engine.datasets.curve import nodes
from ganplay.engine.datasets.mixture import Mixture


def line(data: Line, device: torch.device | str) -> Mixture:
    """From (0.8, 0.6) to (0.05, 0.9) in GAN Lab (Kahng et al. 2019); shortened about its middle."""
    middle = torch.tensor([0.425, 0.75], dtype=torch.float64)
    span = data.length * torch.tensor([-0.75, 0.3], dtype=torch.float64)
    t, weights = nodes(float(span.norm()), data.sigma)
    return Mixture(data.extent, middle + (t[:, None] - 0.5) * span, data.sigma, weights, device=device)
