"""Heavy ball (Polyak 1964), as in ``torch.optim.SGD(momentum=...)``; the momentum may be negative."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract import training
from ganplay.engine.optimisers.step import Memory, OptimiserStep


def step(
    settings: training.Momentum,
    theta: Tensor,
    gradient: Tensor,
    memory: Memory,
    t: Any,  # noqa: ARG001
) -> tuple[Tensor, Memory]:
    """V' = momentum * v + gradient; theta - rate * v'."""
    velocity = gradient.add(memory[0], alpha=settings.momentum)
    return theta.sub(velocity, alpha=settings.rate), (velocity,)


STEP = OptimiserStep(1, step)
