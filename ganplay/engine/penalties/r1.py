"""R1 (Mescheder et al. 2018, eq. 9)."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import R1
from ganplay.engine.penalties.parts import Critic, PenaltyParts, input_gradient


def term(settings: R1, critic: Critic, real: Tensor, fake: Tensor, uniforms: Tensor) -> Tensor:  # noqa: ARG001
    """gamma/2 * E|grad D(x)|^2 at the real points."""
    return 0.5 * settings.gamma * input_gradient(critic, real).square().sum(dim=1).mean()


PARTS = PenaltyParts(term)
