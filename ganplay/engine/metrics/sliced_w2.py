"""Sliced 2-Wasserstein distance: in one dimension the best transport plan is found by sorting.

SW2^2(X, Y) = mean over directions theta of mean_i (sort(X theta)_i - sort(Y theta)_i)^2 (Rabin et al. 2011;
Bonneel et al. 2015). In the plane equally spaced directions are exact to high order and leave no noise.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

DIRECTIONS = 64


def sliced_w2(first: Tensor, second: Tensor, directions: int = DIRECTIONS) -> float:
    """Squared distance of two equally large sets of points, in squared units of the plane.

    A translation by d reads exactly |d|^2 / 2. Two samples of the same distribution do not read 0: the
    points fall unevenly on the modes.

    Args:
        first: Shape (N, 2).
        second: Shape (N, 2), on the same device.
        directions: How many, spread evenly over the half circle.

    Raises:
        ValueError: The sets differ in size.
    """
    return projected_w2(projections(first, directions), projections(second, directions))


def projections(points: Tensor, directions: int = DIRECTIONS) -> Tensor:
    """The points (N, 2) projected onto each direction, in rising order, shape (directions, N).

    Half the work of a distance: keep them for points that are compared again and again.
    """
    angle = torch.arange(directions, dtype=torch.float64) * (math.pi / directions)
    # Precision before device: an Apple GPU has no float64.
    theta = torch.stack((angle.cos(), angle.sin()), dim=1).to(points.dtype).to(points.device)
    return (theta @ points.T).sort(dim=1).values


def projected_w2(first: Tensor, second: Tensor) -> float:
    """:func:`sliced_w2` of two sets of which the projections are known.

    Raises:
        ValueError: The sets differ in size.
    """
    if first.shape != second.shape:
        sizes = f"{first.shape[1]} and {second.shape[1]}"
        raise ValueError(f"sliced W2 needs as many points on both sides, got {sizes}")
    return float((first - second).square().mean())
