"""How steep the discriminator is, and the Wasserstein distance that its gap then proves."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

Critic = Callable[[Tensor], Tensor]
"""Points of shape (N, D) to N numbers: logits, or a critic's values."""


def lipschitz(critic: Critic, places: Tensor) -> float:
    """Largest gradient norm of the critic at some places: a lower bound of its Lipschitz constant.

    A critic with batch statistics is differentiated through them.

    Args:
        critic: Its parameters get no gradient.
        places: Shape (N, D). The denser, the nearer is the bound: 512 random ones between real and generated
            points have missed 28 % of the slope of a trained critic of the ring.
    """
    with torch.enable_grad():
        places = places.detach().clone().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(places).sum(), places)
    return float(gradient.norm(dim=1).max())


def w1_estimate(d_real: Tensor, d_fake: Tensor, slope: float) -> float:
    """Mean of the critic on real points minus that on generated ones, in units of its steepest slope.

    By Kantorovich-Rubinstein duality (Arjovsky et al. 2017, eq. 2) no critic of slope 1 exceeds the
    1-Wasserstein distance, up to sampling noise and a steeper slope that ``lipschitz`` has not seen. It is
    negative for a critic that prefers generated points, and NaN for a flat one.

    Args:
        d_real: Values at real points, any shape.
        d_fake: Values at generated points, any shape.
        slope: As ``lipschitz`` returns.
    """
    if slope == 0.0:
        return math.nan
    return (float(d_real.mean()) - float(d_fake.mean())) / slope
