"""Fréchet distance of two Gaussians fitted to features (Heusel et al. 2017, eq. 6).

On the features of ganplay's own classifier it is not the FID of papers, and is never called so.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

Moments = tuple[Tensor, Tensor]


def moments(features: Tensor) -> Moments:
    """Mean (d,) and covariance (d, d) of features (N, d), in float64 on the CPU."""
    x = features.double().cpu()
    return x.mean(dim=0), x.T.cov()


def frechet(first: Moments, second: Moments) -> float:
    """|m1 - m2|² + tr(C1 + C2 - 2 (C1^½ C2 C1^½)^½), by eigenvalues and never below 0.

    NaN where features are so large that their moments or the product are not finite.
    """
    (mean1, cov1), (mean2, cov2) = first, second
    # Of what is not finite LAPACK finds no eigenvalues, and raises.
    if not cov1.isfinite().all():
        return math.nan
    root = _root(cov1)
    product = root @ cov2 @ root
    if not product.isfinite().all():
        return math.nan
    cross = torch.linalg.eigvalsh(product).clamp(min=0).sqrt().sum()
    distance = (mean1 - mean2).square().sum() + cov1.trace() + cov2.trace() - 2 * cross
    return max(float(distance), 0.0) if math.isfinite(distance) else math.nan


def _root(matrix: Tensor) -> Tensor:
    values, vectors = torch.linalg.eigh(matrix)
    root: Tensor = (vectors * values.clamp(min=0).sqrt()) @ vectors.T
    return root
