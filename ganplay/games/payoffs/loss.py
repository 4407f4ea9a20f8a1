"""What a Dirac-GAN's loss is here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ganplay.games.game import Array, Blocks, Field


@dataclass(frozen=True, slots=True)
class Loss:
    """Field and Jacobian at one place, and the value that both share, for arrays, or None."""

    field: Field
    blocks: Callable[[float, float], Blocks]
    value: Callable[[Array, Array], Array] | None


def sigmoid(t: float) -> float:
    """1/(1 + exp(-t)), for every t."""
    return 0.5 + 0.5 * math.tanh(0.5 * t)
