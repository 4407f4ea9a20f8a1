"""The original game (Goodfellow et al. 2014, eq. 1)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.objectives import Minimax, NonSaturating
from ganplay.engine.losses.terms import LossTerms
from ganplay.engine.metrics import optimal_discriminator

Smoothed = Minimax | NonSaturating


def discriminator(settings: Smoothed, real: Tensor, fake: Tensor) -> Tensor:
    """Cross entropy with targets 1 - alpha for real and beta for generated points.

    -E[(1-alpha) ln D(x) + alpha ln(1-D(x))] - E[beta ln D(G) + (1-beta) ln(1-D(G))]; with
    ln D = -softplus(-logit) smoothing leaves a multiple of the logit beside the plain loss.
    """
    loss = (F.softplus(-real) + F.softplus(fake)).mean()
    if settings.alpha or settings.beta:
        loss = loss + settings.alpha * real.mean() - settings.beta * fake.mean()
    return loss


def generator(settings: Minimax, fake: Tensor) -> Tensor:
    """The same term with the other sign: E[beta ln D(G) + (1-beta) ln(1-D(G))]."""
    loss = -F.softplus(fake).mean()
    return loss + settings.beta * fake.mean() if settings.beta else loss


def optimal(settings: Smoothed, p: Tensor, q: Tensor) -> Tensor:
    """((1-alpha) p + beta q) / (p + q) (Goodfellow 2016, section 4.2)."""
    return optimal_discriminator(p, q, settings.alpha, settings.beta)


TERMS = LossTerms(discriminator, generator, optimal)
