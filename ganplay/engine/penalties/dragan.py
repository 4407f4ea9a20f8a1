"""DRAGAN (Kodali et al. 2017, section 2.4)."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import Dragan
from ganplay.engine.penalties.parts import Critic, PenaltyParts, input_gradient, slope_penalty


def term(settings: Dragan, critic: Critic, real: Tensor, fake: Tensor, uniforms: Tensor) -> Tensor:  # noqa: ARG001
    """Weight * E(|grad D(x + c std(batch) U[0,1))| - target)^2."""
    cloud = real + settings.noise * real.std() * uniforms
    return settings.weight * slope_penalty(input_gradient(critic, cloud), settings.target)


PARTS = PenaltyParts(term, uniforms=lambda features: features)
