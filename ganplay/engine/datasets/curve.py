"""A curve blurred by a Gaussian, as a mixture so fine that nothing can tell them apart."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

_PANEL = 2.0
"""Length of one panel of the quadrature, in sigmas."""
_FEWEST = 4
"""Panels that a curve's own bends need, however wide the blur."""
_X, _W = np.polynomial.legendre.leggauss(5)


def nodes(length: float, sigma: float) -> tuple[Tensor, Tensor]:
    """Where on a curve c(t), t in [0, 1], to put Gaussians of width ``sigma``, and how heavy each must be.

    The blurred curve has the density p(x) = ∫ N(x; c(t), σ²I) dt. Composite Gauss-Legendre quadrature
    with five nodes for every two sigma of the curve gives it to better than 1e-6 of its largest value, so
    samples and density of the mixture are those of the curve. A curve that is not to be drawn uniformly
    in t multiplies the weights by its own density of t.

    Args:
        length: the largest |c'(t)|: the curve's length where t runs evenly along it.
        sigma: standard deviation of the blur on both axes.

    Returns:
        t and its weights, each of shape (K,), float64; the weights sum to 1.
    """
    panels = max(_FEWEST, math.ceil(length / (_PANEL * sigma)))
    starts = torch.arange(panels, dtype=torch.float64)[:, None]
    t = (starts + torch.from_numpy((_X + 1) / 2)) / panels
    weights = torch.from_numpy(_W / 2).expand_as(t) / panels
    return t.flatten(), weights.flatten()
