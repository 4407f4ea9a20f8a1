"""A blurred ellipse: GAN Lab's ring."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import Circle
from ganplay.engine.datasets.curve import nodes
from ganplay.engine.datasets.mixture import Mixture


def circle(data: Circle, device: torch.device | str) -> Mixture:
    """Uniform in the angle about (0.5, 0.45), as in GAN Lab (Kahng et al. 2019)."""
    t, weights = nodes(2 * math.pi * max(data.radius_x, data.radius_y), data.sigma)
    angle = 2 * math.pi * t
    x = 0.5 + data.radius_x * angle.cos()
    y = 0.45 + data.radius_y * angle.sin()
    return Mixture(data.extent, torch.stack([x, y], dim=1), data.sigma, weights, device=device)
