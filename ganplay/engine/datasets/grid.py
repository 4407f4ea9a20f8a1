"""K x K Gaussians on a square lattice."""

from __future__ import annotations

import torch

from ganplay.contract.data import Grid
from ganplay.engine.datasets.mixture import Mixture


def grid(data: Grid, device: torch.device | str) -> Mixture:
    """Centre the lattice at the origin; modes run along the rows, from the lowest y."""
    steps = data.spacing * (torch.arange(data.side, dtype=torch.float64) - (data.side - 1) / 2)
    y, x = torch.meshgrid(steps, steps, indexing="ij")
    means = torch.stack([x.flatten(), y.flatten()], dim=1)
    return Mixture.of_modes(data.extent, means, data.sigma, device=device)
