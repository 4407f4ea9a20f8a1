"""Wasserstein GAN (Arjovsky et al. 2017, eq. 2): a critic whose output has no scale of its own."""

from __future__ import annotations

from torch import Tensor

from ganplay.contract.objectives import Wasserstein
from ganplay.engine.losses.terms import LossTerms


def discriminator(settings: Wasserstein, real: Tensor, fake: Tensor) -> Tensor:  # noqa: ARG001
    """E D(G) - E D(x), minus the estimate of the distance."""
    return fake.mean() - real.mean()


def generator(settings: Wasserstein, fake: Tensor) -> Tensor:  # noqa: ARG001
    """-E D(G)."""
    return -fake.mean()


TERMS = LossTerms(discriminator, generator, title="critic")
