"""Hinge loss (Lim and Ye 2017; Miyato et al. 2018, eq. 16 and 17)."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.objectives import Hinge
from ganplay.engine.losses.terms import LossTerms
from ganplay.engine.metrics import optimal_discriminator


def discriminator(settings: Hinge, real: Tensor, fake: Tensor) -> Tensor:  # noqa: ARG001
    """E max(0, 1 - D(x)) + E max(0, 1 + D(G))."""
    return torch.relu(1 - real).mean() + torch.relu(1 + fake).mean()


def generator(settings: Hinge, fake: Tensor) -> Tensor:  # noqa: ARG001
    """-E D(G)."""
    return -fake.mean()


def optimal(settings: Hinge, p: Tensor, q: Tensor) -> Tensor:  # noqa: ARG001
    """The margin on the side of the larger density: sign(p - q)."""
    return torch.sign(optimal_discriminator(p, q) - 0.5)


TERMS = LossTerms(discriminator, generator, optimal, "D(x), margin ±1")
