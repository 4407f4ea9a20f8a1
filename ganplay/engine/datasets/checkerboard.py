"""Uniform on the dark fields of a board."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganplay.contract import data as contract
from ganplay.contract.data import Extent
from ganplay.engine.datasets.dataset import Dataset, cell_edges

_HALF = 2.0
"""The board spans -2 to 2 on both axes."""


class Checkerboard(Dataset):
    """Each dark field equally likely, and uniform within; the one at the lower left is dark."""

    def __init__(self, extent: Extent, fields: int, device: torch.device | str) -> None:
        """Cut the board into ``fields`` x ``fields`` fields."""
        self.extent = extent
        self._fields = fields
        self._size = 2 * _HALF / fields
        self.width = self._size / 8
        index = torch.arange(fields)
        self._dark = (index[:, None] + index) % 2 == 0
        row, column = self._dark.nonzero(as_tuple=True)
        self._corners = (self._size * torch.stack([column, row], dim=1) - _HALF).float().to(device)
        self._area = len(row) * self._size**2

    def sample(self, n: int, rng: torch.Generator) -> Tensor:
        """Choose a dark field for each point, then a place within it."""
        field = torch.randint(len(self._corners), (n,), generator=rng, device=rng.device)
        place = torch.rand(n, 2, generator=rng, device=rng.device)
        return torch.add(self._corners.index_select(0, field), place, alpha=self._size)

    def log_density(self, points: Tensor) -> Tensor:
        """One over the dark area on the dark fields, nothing elsewhere."""
        index = ((points + _HALF) / self._size).floor()
        inside = ((index >= 0) & (index < self._fields)).all(1)
        dark = inside & (index.sum(1) % 2 == 0)
        return torch.full_like(points[:, 0], -math.inf).masked_fill(dark, -math.log(self._area))

    def cell_mass(self, extent: Extent, resolution: int) -> Tensor:
        """Measure how much of each field lies within each column and each row of cells."""
        borders = torch.linspace(-_HALF, _HALF, self._fields + 1, dtype=torch.float64)
        along_x, along_y = (
            (
                torch.minimum(edges[1:], borders[1:, None]) - torch.maximum(edges[:-1], borders[:-1, None])
            ).clamp(min=0)
            for edges in cell_edges(extent, resolution)
        )
        return along_y.T @ self._dark.double() @ along_x / self._area


def checkerboard(data: contract.Checkerboard, device: torch.device | str) -> Checkerboard:
    """The board of the settings."""
    return Checkerboard(data.extent, data.fields, device)
