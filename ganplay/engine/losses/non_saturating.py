"""The game in which G's gradient survives a winning D (Goodfellow et al. 2014, section 3)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.objectives import NonSaturating
from ganplay.engine.losses.minimax import discriminator, optimal
from ganplay.engine.losses.terms import LossTerms


def generator(settings: NonSaturating, fake: Tensor) -> Tensor:  # noqa: ARG001
    """-E ln D(G(z)) = E softplus(-logit); label smoothing is D's affair alone."""
    return F.softplus(-fake).mean()


TERMS = LossTerms(discriminator, generator, optimal)
