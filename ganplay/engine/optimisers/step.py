"""What an optimiser is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

Memory = tuple[Tensor, ...]


@dataclass(frozen=True, slots=True)
class OptimiserStep:
    """``step(settings, theta, gradient, memory, t)`` gives the next theta and memory; ``t`` counts from 1.

    All tensors have the shape (P,) of theta; ``memory`` holds ``slots`` of them, zeros at first. Nothing
    is changed in place and everything is differentiable. ``t`` may be a number or a 0-d tensor.
    """

    slots: int
    step: Callable[[Any, Tensor, Tensor, Memory, Any], tuple[Tensor, Memory]]
