"""Weight clipping (Arjovsky et al. 2017, algorithm 1): clamps weights, not gradients."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import WeightClipping
from ganplay.engine.penalties.parts import PenaltyParts


def project(settings: WeightClipping, theta: Tensor) -> Tensor:
    """Every parameter of D in [-c, c]."""
    return theta.clamp(-settings.bound, settings.bound)


PARTS = PenaltyParts(project=project)
