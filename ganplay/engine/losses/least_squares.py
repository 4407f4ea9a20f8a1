"""Least squares GAN (Mao et al. 2017, eq. 9 with a = 0, b = c = 1)."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import LeastSquares
from ganplay.engine.losses.terms import LossTerms
from ganplay.engine.metrics import optimal_discriminator


def discriminator(settings: LeastSquares, real: Tensor, fake: Tensor) -> Tensor:
    """1/2 E(D(x) - (1-alpha))^2 + 1/2 E(D(G) - beta)^2."""
    return 0.5 * ((real - (1 - settings.alpha)).square().mean() + (fake - settings.beta).square().mean())


def generator(settings: LeastSquares, fake: Tensor) -> Tensor:  # noqa: ARG001
    """1/2 E(D(G) - 1)^2."""
    return 0.5 * (fake - 1).square().mean()


def optimal(settings: LeastSquares, p: Tensor, q: Tensor) -> Tensor:
    """((1-alpha) p + beta q) / (p + q)."""
    return optimal_discriminator(p, q, settings.alpha, settings.beta)


TERMS = LossTerms(discriminator, generator, optimal)
