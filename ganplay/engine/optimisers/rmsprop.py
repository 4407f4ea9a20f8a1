"""RMSprop (Hinton 2012), as in ``torch.optim.RMSprop``."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract import training
from ganplay.engine.optimisers.step import Memory, OptimiserStep

EPSILON = 1e-8


def step(
    settings: training.RmsProp,
    theta: Tensor,
    gradient: Tensor,
    memory: Memory,
    t: Any,  # noqa: ARG001
) -> tuple[Tensor, Memory]:
    """V' = decay * v + (1 - decay) * gradient^2; theta - rate * gradient / (sqrt(v') + eps)."""
    square = (memory[0] * settings.decay).addcmul(gradient, gradient, value=1 - settings.decay)
    # A root has no slope at zero, which only an unrolled step would ask for: hence the tiny offset.
    scale = (square + EPSILON**2).sqrt() if square.requires_grad else square.sqrt()
    return theta.addcdiv(gradient, scale + EPSILON, value=-settings.rate), (square,)


STEP = OptimiserStep(1, step)
