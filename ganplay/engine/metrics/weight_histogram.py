"""How the parameters of a network are distributed: a clipped critic's pile up at both ends."""

from __future__ import annotations

import torch
from torch import Tensor


def weight_histogram(parameters: Tensor, limit: float, bins: int) -> tuple[Tensor, Tensor]:
    """Count parameters in equal bins from -limit to limit.

    Args:
        parameters: Any shape and device; those beyond the limit, or not finite, are in no bin.
        limit: Positive; the ends themselves are inside.
        bins: How many, B.

    Returns:
        Edges of shape (B + 1,) and counts of shape (B,), float64 on the CPU.
    """
    # In float64, where the largest float32 can be doubled.
    flat = parameters.detach().flatten().double()
    flat = flat[flat.isfinite() & (flat.abs() <= limit)]
    place = ((flat + limit) * (bins / (2 * limit))).long().clamp_max(bins - 1)
    counts = torch.bincount(place, minlength=bins).cpu().double()
    return torch.linspace(-limit, limit, bins + 1, dtype=torch.float64), counts
