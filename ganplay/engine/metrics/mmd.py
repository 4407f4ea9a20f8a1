"""Maximum mean discrepancy: how far apart two samples are to the eyes of a kernel.

MMD^2 = E k(x, x') + E k(y, y') - 2 E k(x, y), estimated without bias (Gretton et al. 2012, eq. 3), with the
mean of Gaussian kernels exp(-|x - y|^2 / (2 sigma^2)) of six widths.
"""

from __future__ import annotations

import torch
from torch import Tensor

WIDTHS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Sigma of each kernel, in units of ``kernel_scale``."""


def kernel_scale(real: Tensor) -> float:
    """Half the root mean square distance of the real points, shape (N, 2), from their mean.

    For a ring it is half the radius: the six widths then reach from within a mode to the whole ring.
    """
    return float((real - real.mean(dim=0)).square().sum(dim=1).mean().sqrt()) / 2


def mmd2(first: Tensor, second: Tensor, scale: float, within_first: float | None = None) -> float:
    """Unbiased estimate of MMD^2, at most 2.

    Its mean is 0 for two samples of one distribution, so it is then negative about half the time: clipping
    would make it biased.

    Args:
        first: Shape (N, 2), N at least 2.
        second: Shape (M, 2), M at least 2, on the same device.
        scale: Unit of the kernels' widths, as ``kernel_scale`` returns, from the same real points each time.
        within_first: ``kernel_within(first, scale)``, for points that are compared again and again.
    """
    if within_first is None:
        within_first = kernel_within(first, scale)
    return within_first + kernel_within(second, scale) - 2 * kernel_across(first, second, scale)


def kernel_within(points: Tensor, scale: float) -> float:
    """Mean kernel between two different ones of the points (N, 2)."""
    n = len(points)
    return (float(_kernel_sums(points, points, scale).sum()) - n) / (n * (n - 1))


def kernel_across(first: Tensor, second: Tensor, scale: float) -> float:
    """Mean kernel between a point of the one and a point of the other set, (N, 2) and (M, 2)."""
    return float(_kernel_sums(second, first, scale).sum()) / (len(first) * len(second))


def _kernel_sums(rows: Tensor, columns: Tensor, scale: float) -> Tensor:
    """Sum over the columns of the mean kernel with each row, shape (len(rows),), float64 on the CPU."""
    # Differences rather than |x|^2 + |y|^2 - 2xy, which cancels within modes much smaller than the extent.
    squared = (rows[:, :1] - columns[:, 0]).square_().add_((rows[:, 1:] - columns[:, 1]).square_())
    kernel = torch.zeros_like(squared)
    for width in WIDTHS:
        # Clamped, as denormal numbers make the exponential five times slower; e^-80 adds nothing.
        kernel += (squared * (-0.5 / (width * scale) ** 2)).clamp_min_(-80.0).exp_()
    return kernel.sum(dim=1).cpu().double() / len(WIDTHS)
