"""R2 (Mescheder et al. 2018, eq. 10)."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import R2
from ganplay.engine.penalties.parts import Critic, PenaltyParts, input_gradient


def term(settings: R2, critic: Critic, real: Tensor, fake: Tensor, uniforms: Tensor) -> Tensor:  # noqa: ARG001
    """gamma/2 * E|grad D(G(z))|^2 at the generated points."""
    return 0.5 * settings.gamma * input_gradient(critic, fake).square().sum(dim=1).mean()


PARTS = PenaltyParts(term)
