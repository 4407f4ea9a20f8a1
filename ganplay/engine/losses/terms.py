"""What a loss is here: pure functions of logits; its facts stand in ``contract.facts.LossFacts``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ganplay.contract.facts import LossFacts


@dataclass(frozen=True, slots=True)
class LossTerms:
    """A game between two players who see only D's raw outputs (logits), of any shape.

    ``discriminator(settings, real, fake)`` and ``generator(settings, fake)`` are what each minimises,
    means over all; real and fake are of one shape. With ``generator_sees_real`` the second is
    ``generator(settings, real, fake)``, as a relativistic loss needs it.
    ``optimal(settings, p, q)`` is the output of the discriminator that is best for the densities p and q of
    real and generated points (NaN where hardly anything is), or None where there is no such function;
    ``title`` names the output.
    """

    discriminator: Callable[[Any, Tensor, Tensor], Tensor]
    generator: Callable[..., Tensor]
    optimal: Callable[[Any, Tensor, Tensor], Tensor] | None = None
    title: str = "D(x)"
    generator_sees_real: bool = False

    def generator_loss(self, settings: Any, fake: Tensor, judge_real: Callable[[], Tensor]) -> Tensor:
        """What G minimises; ``judge_real`` gives D's logits of the real samples, if it is asked."""
        if self.generator_sees_real:
            return self.generator(settings, judge_real(), fake)
        return self.generator(settings, fake)


def output(loss: LossFacts, logits: Tensor) -> Tensor:
    """The value that a person calls D(x)."""
    return torch.sigmoid(logits) if loss.probability else logits
