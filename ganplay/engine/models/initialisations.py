"""How weights start, by name; each fills a matrix (out, in) or kernels (out, in, k, k) from a generator."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import init


def default(weight: Tensor, rng: torch.Generator) -> None:
    """U(-1/sqrt(in), 1/sqrt(in)), where all k² pixels count: what ``torch.nn.Linear`` and ``Conv2d`` do."""
    bound = 1 / math.sqrt(weight[0].numel())
    init.uniform_(weight, -bound, bound, generator=rng)


def he(weight: Tensor, rng: torch.Generator) -> None:
    """N(0, 2/in) (He et al. 2015)."""
    init.kaiming_normal_(weight, nonlinearity="relu", generator=rng)


def xavier(weight: Tensor, rng: torch.Generator) -> None:
    """U(-b, b) with b = sqrt(6/(in + out)), where all k² pixels count twice (Glorot and Bengio 2010)."""
    init.xavier_uniform_(weight, generator=rng)


def orthogonal(weight: Tensor, rng: torch.Generator) -> None:
    """Orthogonal with gain 0.8, as in the unrolled GAN (Metz et al. 2017, appendix A)."""
    init.orthogonal_(weight, gain=0.8, generator=rng)


def normal(weight: Tensor, rng: torch.Generator) -> None:
    """N(0, 0.02^2), as in DCGAN and ALI."""
    init.normal_(weight, std=0.02, generator=rng)


INITIALISATIONS: dict[str, Callable[[Tensor, torch.Generator], None]] = {
    "default": default,
    "he": he,
    "xavier": xavier,
    "orthogonal": orthogonal,
    "normal_0.02": normal,
}
