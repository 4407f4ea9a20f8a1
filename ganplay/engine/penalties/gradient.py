"""Gradient penalty (Gulrajani et al. 2017, eq. 3)."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import GradientPenalty
from ganplay.engine.penalties.parts import Critic, PenaltyParts, input_gradient, slope_penalty


def term(settings: GradientPenalty, critic: Critic, real: Tensor, fake: Tensor, uniforms: Tensor) -> Tensor:
    """Weight * E(|grad D(u x + (1-u) G)| - target)^2, one u for each pair."""
    between = fake.lerp(real, uniforms)
    return settings.weight * slope_penalty(input_gradient(critic, between), settings.target)


PARTS = PenaltyParts(term, uniforms=lambda features: 1)  # noqa: ARG005
