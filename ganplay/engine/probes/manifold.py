"""The noise grid that the generator warps."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.networks import Noise

LINES = 24


def noise_grid(noise: Noise, device: torch.device) -> Tensor:
    """Z on a lattice that cuts its law into cells of equal probability, shape (rows, columns, dim).

    The lattice spans the first two coordinates and the others are 0, the middle of their law: for more than
    two dimensions it is one slice of the manifold. With a single dimension it is one row.
    """
    rows = 1 if noise.dim == 1 else LINES
    columns = LINES * LINES if noise.dim == 1 else LINES
    grid = torch.zeros(rows, columns, noise.dim, device=device)
    grid[:, :, 0] = _quantiles(noise.law, columns).to(device)
    if noise.dim > 1:
        grid[:, :, 1] = _quantiles(noise.law, rows).to(device)[:, None]
    return grid


def _quantiles(law: str, count: int) -> Tensor:
    share = (torch.arange(count) + 0.5) / count
    return 2 * share - 1 if law == "uniform" else torch.special.ndtri(share)
