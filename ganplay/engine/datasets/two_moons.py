"""Two interleaved half circles."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import TwoMoons
from ganplay.engine.datasets.curve import nodes
from ganplay.engine.datasets.mixture import Mixture


def two_moons(data: TwoMoons, device: torch.device | str) -> Mixture:
    """Half circles of radius 1, half a radius into each other, turned about the origin.

    The upper one has its centre at (-1/2, -1/4 + gap/2), and the lower one is its image in the origin.
    """
    t, weights = nodes(math.pi, data.sigma)
    x = (math.pi * t).cos() - 0.5
    y = (math.pi * t).sin() - 0.25 + data.gap / 2
    upper = torch.stack([x, y], dim=1)
    return Mixture(data.extent, torch.cat([upper, -upper]), data.sigma, weights.repeat(2), device=device)
