"""Nesterov's accelerated gradient, in the form of Sutskever et al. 2013 that ``torch.optim.SGD`` has too."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract import training
from ganplay.engine.optimisers.step import Memory, OptimiserStep


def step(
    settings: training.Nesterov,
    theta: Tensor,
    gradient: Tensor,
    memory: Memory,
    t: Any,  # noqa: ARG001
) -> tuple[Tensor, Memory]:
    """V' = momentum * v + gradient; theta - rate * (gradient + momentum * v')."""
    velocity = gradient.add(memory[0], alpha=settings.momentum)
    return theta.sub(gradient.add(velocity, alpha=settings.momentum), alpha=settings.rate), (velocity,)


STEP = OptimiserStep(1, step)
