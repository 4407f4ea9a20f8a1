"""The best discriminator against the present generator, and how far D is from it.

D*(x) = ((1 - alpha) p(x) + beta q(x)) / (p(x) + q(x)) (Goodfellow et al. 2014, Prop. 1; with labels 1 - alpha
for real and beta for generated points, Goodfellow 2016, sec. 4.2). The generator's density q is known by its
points alone, so they are blurred; p is blurred alike, or a perfect generator would seem too wide and its D*
would not be 1/2.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.data import Extent

DENSITY_CELLS = 128
"""Cells along each side of the histogram that is blurred."""

BLUR = 1 / 64
"""Standard deviation of the blur in units of the extent's width: what some thousand points can bear."""

SEEN = 1e-3
"""Where p + q is below this share of its mean over the extent, nobody is there and D* says nothing."""


def blurred_density(masses: Tensor, extent: Extent, resolution: int, blur: float = BLUR) -> Tensor:
    """Density of a distribution given by the masses of its cells, after adding Gaussian noise to it.

    The mass of each cell is spread evenly over it and convolved with a Gaussian in closed form, row by row
    and column by column.

    Args:
        masses: Probability of each cell, shape (R, R), row 0 at the lowest y.
        extent: What the grid covers.
        resolution: Cells along each side of the result, S.
        blur: Standard deviation of the noise, positive, in units of the extent's width.

    Returns:
        Shape (S, S), the density at the centres of cells, per unit of area; float64 on the CPU.
    """
    x_from, x_to, y_from, y_to = extent
    sigma = blur * (x_to - x_from)
    across = _spread(x_to - x_from, masses.shape[1], sigma, resolution)
    up = _spread(y_to - y_from, masses.shape[0], sigma, resolution)
    return up @ masses.cpu().double() @ across.T


def optimal_discriminator(p: Tensor, q: Tensor, alpha: float = 0.0, beta: float = 0.0) -> Tensor:
    """D* on a grid: a probability, and NaN where hardly anything is, real or generated.

    NaN rather than 1/2, since there any D is as good as any other: 1/2 would draw a border of the classes
    where none is and make D - D* look large where nobody cares.

    Args:
        p: Density of the real points, any shape.
        q: Density of the generated ones, same shape.
        alpha: One-sided smoothing: real points have the label 1 - alpha.
        beta: Generated points have the label beta.
    """
    both = p + q
    seen = both > SEEN * both.mean()
    return torch.where(seen, ((1.0 - alpha) * p + beta * q) / both, torch.nan)


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
