"""Plain gradient descent."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract import training
from ganplay.engine.optimisers.step import Memory, OptimiserStep


def step(
    settings: training.Sgd,
    theta: Tensor,
    gradient: Tensor,
    memory: Memory,
    t: Any,  # noqa: ARG001
) -> tuple[Tensor, Memory]:
    """Theta - rate * gradient."""
    return theta.sub(gradient, alpha=settings.rate), memory


STEP = OptimiserStep(0, step)
