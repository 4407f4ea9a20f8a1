"""Interleaved arms of an Archimedean spiral."""

from __future__ import annotations

import math

import torch

from ganplay.contract.data import Spiral
from ganplay.engine.datasets.curve import nodes
from ganplay.engine.datasets.mixture import Mixture

RADIUS = 2.0
"""Where the arms end; they begin at the origin."""


def spiral(data: Spiral, device: torch.device | str) -> Mixture:
    """Uniform along the arms, so that no part of them is fainter than another.

    An arm is r = RADIUS t at the angle 2π turns t for t in [0, 1]; its points are drawn with density
    proportional to its speed √(1 + (2π turns t)²).
    """
    sweep = 2 * math.pi * data.turns
    t, weights = nodes(RADIUS * math.hypot(1, sweep), data.sigma)
    weights = weights * torch.sqrt(1 + (sweep * t) ** 2)
    offsets = 2 * math.pi * torch.arange(data.arms, dtype=torch.float64) / data.arms
    angles = offsets[:, None] + sweep * t
    means = RADIUS * t[:, None] * torch.stack([angles.cos(), angles.sin()], dim=-1)
    return Mixture(data.extent, means.flatten(0, 1), data.sigma, weights.repeat(data.arms), device=device)
