"""Mixtures of axis-aligned Gaussians, which carry every set but the checkerboard."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganplay.contract.data import Extent
from ganplay.engine.datasets.dataset import Dataset, Modes, cell_edges

_CHUNK = 1 << 20
"""Most pairs of a point (or a cell's edge) and a component that are held in memory at once."""


class Mixture(Dataset):
    """p(x) = Σ_k w_k N(x; μ_k, diag(σ_k²)), with any number of components."""

    def __init__(
        self,
        extent: Extent,
        means: Tensor,
        sigmas: Tensor | float,
        weights: Tensor | None = None,
        *,
        device: torch.device | str,
        modes: Modes | None = None,
    ) -> None:
        """Take means (K, 2), sigmas that broadcast to them, and weights (K,) that need not sum to 1.

        Without weights all components are equally likely.
        """
        self.extent = extent
        self.modes = modes
        self._means = means.double()
        self._sigmas = torch.as_tensor(sigmas).double().expand_as(self._means)
        self.width = float(self._sigmas.min())
        weights = torch.ones(len(means)) if weights is None else weights
        self._weights = weights.double() / weights.double().sum()
        # Sampling is in float32 and where training is; everything exact starts from the float64 above.
        self._centres = self._means.float().to(device)
        self._spreads = self._sigmas.float().to(device)
        self._thresholds = self._weights.cumsum(0)[:-1].float().to(device)

    @classmethod
    def of_modes(
        cls,
        extent: Extent,
        means: Tensor,
        sigmas: Tensor | float,
        weights: Tensor | None = None,
        *,
        device: torch.device | str,
    ) -> Mixture:
        """Make a mixture in which each component is a mode that a person would count."""
        mixture = cls(extent, means, sigmas, weights, device=device)
        mixture.modes = Modes(
            mixture._centres, torch.diag_embed(mixture._spreads), mixture._weights.float().to(device)
        )
        return mixture

    def sample(self, n: int, rng: torch.Generator) -> Tensor:
        """Choose a component for each point, then a place within it."""
        uniform = torch.rand(n, generator=rng, device=rng.device)
        component = torch.bucketize(uniform, self._thresholds, right=True)
        return torch.addcmul(
            self._centres.index_select(0, component),
            self._spreads.index_select(0, component),
            torch.randn(n, 2, generator=rng, device=rng.device),
        )

    def log_density(self, points: Tensor) -> Tensor:
        """Sum over all components, a chunk of the points at a time."""
        amplitudes = self._weights.log() - math.log(2 * math.pi) - self._sigmas.log().sum(1)
        means, sigmas, amplitudes = (
            each.to(points.dtype).to(points.device) for each in (self._means, self._sigmas, amplitudes)
        )

        def evaluate(some: Tensor) -> Tensor:
            u, v = ((some[:, None, :] - means) / sigmas).unbind(-1)
            return torch.logsumexp(amplitudes - (u * u + v * v) / 2, dim=1)

        chunk = max(1, _CHUNK // len(means))
        return torch.cat([evaluate(some) for some in torch.split(points, chunk)])

    def density_on_grid(self, extent: Extent, resolution: int) -> Tensor:
        """Along each axis a Gaussian density, and one product of both."""
        x, y = ((edges[1:] + edges[:-1]) / 2 for edges in cell_edges(extent, resolution))
        density = torch.zeros(resolution, resolution, dtype=torch.float64)
        chunk = max(1, _CHUNK // resolution)
        parts = (torch.split(each, chunk) for each in (self._means, self._sigmas, self._weights))
        for means, sigmas, weights in zip(*parts, strict=True):
            along_x, along_y = (
                torch.exp(-(((places - means[:, axis, None]) / sigmas[:, axis, None]) ** 2) / 2)
                / (math.sqrt(2 * math.pi) * sigmas[:, axis, None])
                for axis, places in enumerate((x, y))
            )
            density.addmm_((weights[:, None] * along_y).T, along_x)
        return density

    def cell_mass(self, extent: Extent, resolution: int) -> Tensor:
        """Integrate exactly: along each axis a difference of Gaussian integrals, and one product of both."""
        edges = cell_edges(extent, resolution)
        mass = torch.zeros(resolution, resolution, dtype=torch.float64)
        chunk = max(1, _CHUNK // (resolution + 1))
        parts = (torch.split(each, chunk) for each in (self._means, self._sigmas, self._weights))
        for means, sigmas, weights in zip(*parts, strict=True):
            along_x, along_y = (
                torch.erf((edges[axis] - means[:, axis, None]) / (math.sqrt(2) * sigmas[:, axis, None]))
                .diff(dim=1)
                .div(2)
                for axis in (0, 1)
            )
            mass.addmm_((weights[:, None] * along_y).T, along_x)
        return mass
