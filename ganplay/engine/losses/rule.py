"""What a loss is here: pure functions of logits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

PROBABILITY = (0.0, 0.5, 1.0)
"""The scale of a discriminator whose output is a probability, or is meant to become one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A game between two players who see only D's raw outputs (logits), of any shape.

    ``discriminator(settings, real, fake)`` and ``generator(settings, fake)`` are what each minimises,
    means over all; real and fake are of one shape. ``output(logits)`` is the value a person calls D(x);
    ``scale`` its low, neutral and high end, or None where they follow the data.
    ``optimal(settings, p, q)`` is the output of the discriminator that is best for the densities p and q of
    real and generated points (NaN where hardly anything is), or None where there is no such function;
    ``title`` names the output.
    """

    discriminator: Callable[[Any, Tensor, Tensor], Tensor]
    generator: Callable[[Any, Tensor], Tensor]
    output: Callable[[Tensor], Tensor]
    scale: tuple[float, float, float] | None
    optimal: Callable[[Any, Tensor, Tensor], Tensor] | None
    title: str
