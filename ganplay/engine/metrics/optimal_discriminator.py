"""The best discriminator against the present generator, and how far D is from it.

D*(x) = ((1 - alpha) p(x) + beta q(x)) / (p(x) + q(x)) (Goodfellow et al. 2014, Prop. 1; with labels 1 - alpha
for real and beta for generated points, Goodfellow 2016, sec. 4.2). The density p of the data is exact. The
generator's density q is known by its points alone, so it is a kernel estimate from many of them, with a
kernel a quarter as wide as the narrowest part of the data.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganplay.contract.data import Extent
from ganplay.engine.metrics.histogram import count_cells

DENSITY_POINTS = 30_000
"""Generated points from which q is estimated."""

KERNEL = 1 / 4
"""Standard deviation of the kernel in units of ``Dataset.width``: a perfect generator's q is 6 % too low at
the middle of the narrowest mode, and its D* reads .515 there."""

FINEST_HISTOGRAM = 1024
"""Cells along each side of the finest histogram that is smoothed; the estimate gets no narrower than one."""

GAP_CELLS = 128
"""Cells along each side of the grid over which the gap of D is added up."""

NEEDED = 6.0
"""Points that p + q must let expect under the kernel: with fewer, chance decides what D* seems to be."""


def kernel_density(points: Tensor, extent: Extent, resolution: int, sigma: float) -> Tensor:
    """Density of a distribution known by its points, estimated with a Gaussian kernel.

    The points are counted in cells about as wide as the kernel; the mass of each cell is spread evenly over
    it and convolved with the kernel in closed form, row by row and column by column.

    Args:
        points: Shape (N, 2), on any device.
        extent: What the grid covers; a point outside of it adds nothing.
        resolution: Cells along each side of the result, S.
        sigma: Standard deviation of the kernel, positive, in the plane's units.

    Returns:
        Shape (S, S), the density at the centres of cells, row 0 at the lowest y, per unit of area; float64
        on the CPU.
    """
    x_from, x_to, y_from, y_to = extent
    longest = max(x_to - x_from, y_to - y_from)
    cells = min(FINEST_HISTOGRAM, math.ceil(longest / sigma))
    masses = count_cells(points, extent, cells).double() / len(points)
    across = _spread(x_to - x_from, cells, sigma, resolution)
    up = _spread(y_to - y_from, cells, sigma, resolution)
    return up @ masses @ across.T


def told_apart(p: Tensor, q: Tensor, points: int, sigma: float) -> Tensor:
    """Where p and q are high enough for an estimate of q from so many points to say what D* is.

    Args:
        p: Density of the real points, any shape.
        q: Density of the generated ones, same shape.
        points: From how many q was estimated.
        sigma: With which kernel; it averages over an area of 4 pi sigma^2.
    """
    return (p + q) * (points * 4 * math.pi * sigma**2) >= NEEDED


def optimal_discriminator(p: Tensor, q: Tensor, alpha: float = 0.0, beta: float = 0.0) -> Tensor:
    """D* at some places: a probability, and NaN where nothing is, real or generated.

    NaN rather than 1/2, since there any D is as good as any other: 1/2 would draw a border of the classes
    where none is and make D - D* look large where nobody cares.

    Args:
        p: Density of the real points, any shape.
        q: Density of the generated ones, same shape.
        alpha: One-sided smoothing: real points have the label 1 - alpha.
        beta: Generated points have the label beta.
    """
    return ((1.0 - alpha) * p + beta * q) / (p + q)


def discriminator_gap(d: Tensor, optimal: Tensor, p: Tensor, q: Tensor, extent: Extent) -> float:
    """Mean distance of D from D* over real and generated points: the integral of (p + q) / 2 |D - D*|.

    Args:
        d: What D says, as a probability, at the centres of the cells, shape (S, S).
        optimal: D* there; where it is NaN, nothing is added.
        p: Density of the real points.
        q: Density of the generated ones.
        extent: What the grid covers; points outside of it do not count.
    """
    x_from, x_to, y_from, y_to = extent
    distance = (d.to(optimal) - optimal).abs()
    weighted = torch.where(optimal.isnan(), 0.0, (p + q) / 2 * distance)
    return float(weighted.mean()) * (x_to - x_from) * (y_to - y_from)


def _spread(length: float, cells: int, sigma: float, resolution: int) -> Tensor:
    """Density at each of ``resolution`` centres per mass in each of ``cells``, shape (resolution, cells)."""
    edges = torch.linspace(0.0, length, cells + 1, dtype=torch.float64)
    centres = (torch.arange(resolution, dtype=torch.float64) + 0.5) * (length / resolution)
    below: Tensor = torch.special.ndtr((centres[:, None] - edges) / sigma)
    return (below[:, :-1] - below[:, 1:]) * (cells / length)
