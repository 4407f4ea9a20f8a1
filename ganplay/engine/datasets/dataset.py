"""What a distribution in the plane offers: samples, its exact density, the mass of cells, its modes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import torch
from torch import Tensor

from ganplay.contract.data import Extent


@dataclass(frozen=True, slots=True, eq=False)
class Modes:
    """The clusters that a person would count, one row each; float32 on the dataset's device."""

    means: Tensor
    """Shape (K, 2)."""
    factors: Tensor
    """Lower Cholesky factors L of the covariances L Lᵀ, shape (K, 2, 2)."""
    weights: Tensor
    """The share of each mode, shape (K,), summing to 1; a share may be 0."""

    def distances(self, points: Tensor) -> Tensor:
        """Mahalanobis distance of every point (N, 2) from every mode, shape (N, K)."""
        dx, dy = (points[:, None, :] - self.means).unbind(-1)
        u = dx / self.factors[:, 0, 0]
        v = (dy - self.factors[:, 1, 0] * u) / self.factors[:, 1, 1]
        return torch.hypot(u, v)


class Dataset(ABC):
    """A distribution in the plane of which everything is known."""

    extent: Extent
    classes = 0
    """Points bear no labels."""
    source = ""
    """Where the data came from: nowhere, they are drawn."""
    modes: Modes | None = None
    """None where there is nothing to count, as on a curve."""
    width: float
    """Standard deviation of the narrowest part: over shorter ways the density hardly changes."""

    @abstractmethod
    def sample(self, n: int, rng: torch.Generator) -> Tensor:
        """Draw ``n`` points, shape (n, 2), float32, from ``rng`` alone and without waiting for the device.

        ``rng`` lives on the device that the dataset was built for.
        """

    @abstractmethod
    def log_density(self, points: Tensor) -> Tensor:
        """Logarithm of the exact density at points (M, 2), shape (M,), in their precision and device."""

    def density(self, points: Tensor) -> Tensor:
        """The exact density at points (M, 2), shape (M,); on a whole grid, see ``density_on_grid``."""
        return self.log_density(points).exp()

    def density_on_grid(self, extent: Extent, resolution: int) -> Tensor:
        """The exact density at the centres of a grid's cells, shape (R, R), float64 on the CPU.

        Row 0 is at the lowest y.
        """
        x, y = ((edges[1:] + edges[:-1]) / 2 for edges in cell_edges(extent, resolution))
        centres = torch.cartesian_prod(y, x).flip(1)
        return self.density(centres).view(resolution, resolution)

    @abstractmethod
    def cell_mass(self, extent: Extent, resolution: int) -> Tensor:
        """Probability of each cell of a square grid on the extent, shape (R, R), float64 on the CPU.

        Row 0 is at the lowest y. What lies outside the extent is missing from the sum.
        """


def cell_edges(extent: Extent, resolution: int) -> tuple[Tensor, Tensor]:
    """Where the cells of a grid begin and end along x and along y, each of shape (R + 1,), float64."""
    left, right, bottom, top = extent
    return (
        torch.linspace(left, right, resolution + 1, dtype=torch.float64),
        torch.linspace(bottom, top, resolution + 1, dtype=torch.float64),
    )
