"""A rolled-up strip, seen from its side."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import SwissRoll
from ganplay.engine.datasets.curve import nodes
from ganplay.engine.datasets.mixture import Mixture

_SCALE = 7.5


def swiss_roll(data: SwissRoll, device: torch.device | str) -> Mixture:
    """(s cos s, s sin s)/7.5 for s uniform in [1.5π, 4.5π]: the toy of WGAN-GP (Gulrajani et al. 2017)."""
    largest = 4.5 * math.pi
    t, weights = nodes(3 * math.pi * math.hypot(1, largest) / _SCALE, data.sigma)
    s = 1.5 * math.pi * (1 + 2 * t)
    means = torch.stack([s * s.cos(), s * s.sin()], dim=1) / _SCALE
    return Mixture(data.extent, means, data.sigma, weights, device=device)
