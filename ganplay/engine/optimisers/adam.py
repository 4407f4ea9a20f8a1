"""Adam (Kingma and Ba 2015, algorithm 1), as in ``torch.optim.Adam``."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract import training
from ganplay.engine.optimisers.step import Memory, OptimiserStep

EPSILON = 1e-8


def step(
    settings: training.Adam, theta: Tensor, gradient: Tensor, memory: Memory, t: Any
) -> tuple[Tensor, Memory]:
    """Move by rate * m / (sqrt(v) + eps), both means corrected for their start at zero."""
    mean = memory[0].lerp(gradient, 1 - settings.beta1)
    square = (memory[1] * settings.beta2).addcmul(gradient, gradient, value=1 - settings.beta2)
    root = (1 - settings.beta2**t) ** 0.5
    rate = settings.rate * root / (1 - settings.beta1**t)
    # A root has no slope at zero, which only an unrolled step would ask for: hence the tiny offset.
    scale = (square + EPSILON**2).sqrt() if square.requires_grad else square.sqrt()
    return theta.addcdiv(mean * rate, scale + EPSILON * root, value=-1), (mean, square)


STEP = OptimiserStep(2, step)
