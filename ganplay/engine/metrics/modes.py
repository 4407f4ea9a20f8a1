"""How many modes a generator reaches, and how evenly: the counts of VEEGAN and PacGAN.

A point is of high quality within a Mahalanobis distance of 3 from its nearest mode (Srivastava et al. 2017,
"VEEGAN"; Lin et al. 2018, "PacGAN"). A mode of weight 0 is none: points there are of low quality.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganplay.engine.datasets.dataset import Modes

RADIUS = 3.0
"""In standard deviations."""

WITHIN = 1.0 - math.exp(-(RADIUS**2) / 2)
"""Mass of a Gaussian in 2D within that radius: 0.98889. More than this is a sign of collapse within modes."""

ENOUGH = 0.2
"""Share of a mode's fair share that makes it count as held."""


def count_near(points: Tensor, modes: Modes) -> Tensor:
    """Count the high-quality points of each mode.

    Args:
        points: Shape (N, 2), on the device of ``modes``; one that is not finite is near no mode.
        modes: The K true modes.

    Returns:
        Shape (K,), integers on the CPU.
    """
    distances = modes.distances(points).masked_fill(modes.weights == 0, torch.inf)
    distance, nearest = distances.min(dim=1)
    return torch.bincount(nearest[distance < RADIUS], minlength=len(modes.weights)).cpu()


def modes_captured(counts: Tensor) -> int:
    """Count the modes with at least one high-quality point, as the papers do.

    A blob spread over everything captures all modes: read it beside ``modes_by_share`` and ``high_quality``.
    """
    return int((counts > 0).sum())


def modes_by_share(counts: Tensor, points: int, weights: Tensor) -> int:
    """Count the modes that hold at least a fifth of their fair share of all ``points``."""
    return int(((counts > 0) & (counts >= ENOUGH * points * _fair(weights))).sum())


def high_quality(counts: Tensor, points: int) -> float:
    """Share of all ``points`` that are near a mode; 0.98889 for a perfect generator of separate modes."""
    return float(counts.sum()) / points


def reverse_kl(counts: Tensor, weights: Tensor) -> float:
    """KL divergence of the modes' shares from fair ones, sum p ln(p / w), in nats, at least 0.

    Only high-quality points count, as in PacGAN's code: a generator on k of K equal modes reads ln(K / k)
    however few of its points are near them, and one that is near none reads NaN.
    """
    shares = counts.double() / counts.sum()
    terms = torch.xlogy(shares, shares) - torch.xlogy(shares, _fair(weights))
    return float(terms.sum().clamp_min(0.0))


def total_variation(counts: Tensor, points: int, fair: Tensor) -> float:
    """Half the sum of absolute differences from the fair shares, points near no mode being one more cell.

    Args:
        counts: Shape (K,), as ``count_near`` returns.
        points: Number of all points.
        fair: Shape (K,), share of real points near each mode, as ``fair_near`` returns.
    """
    shares = counts.double() / points
    near = (shares - fair).abs().sum()
    return float(near + (shares.sum() - fair.sum()).abs()) / 2


def fair_near(modes: Modes) -> Tensor:
    """Share of real points that ``count_near`` would find at each mode.

    It is ``WITHIN * weights`` where no two modes overlap within three standard deviations; elsewhere modes
    take points from each other, which is integrated over equally likely radii and angles around each.

    Returns:
        Shape (K,), float64 on the CPU.
    """
    angle = torch.arange(32, dtype=torch.float64) * (2 * math.pi / 32)
    circle = torch.stack((angle.cos(), angle.sin()), dim=1)
    total = torch.zeros(len(modes.weights), dtype=torch.float64)
    for low, high, steps in ((0.0, WITHIN, 16), (WITHIN, 1.0, 4)):
        # The squared length of a standard normal vector in the plane is exponential.
        quantile = low + (high - low) * (torch.arange(steps, dtype=torch.float64) + 0.5) / steps
        radius = (-2.0 * torch.log1p(-quantile)).sqrt()
        # Precision before device: an Apple GPU has no float64.
        disc = (radius[:, None, None] * circle).reshape(-1, 2).to(modes.means.dtype).to(modes.means.device)
        for mean, factor, weight in zip(modes.means, modes.factors, _fair(modes.weights), strict=True):
            counts = count_near(mean + disc @ factor.T, modes)
            total += weight * (high - low) / len(disc) * counts
    return total


def _fair(weights: Tensor) -> Tensor:
    """Weights that sum to 1, float64 on the CPU."""
    weights = weights.cpu().double()
    return weights / weights.sum()
