"""The centres of a grid's cells, in the order in which surfaces are stored."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.data import Extent


def cell_centres(extent: Extent, resolution: int, device: torch.device) -> Tensor:
    """Shape (R * R, 2): row after row from the lowest y, x rising within each."""
    left, right, bottom, top = extent
    unit = (torch.arange(resolution, device=device) + 0.5) / resolution
    y, x = torch.meshgrid(bottom + unit * (top - bottom), left + unit * (right - left), indexing="ij")
    return torch.stack((x, y), dim=-1).view(-1, 2)
