"""What a penalty is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

Critic = Callable[[Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class PenaltyParts:
    """A term in D's loss, a projection after D's update, or neither.

    ``term(settings, critic, real, fake, uniforms)`` adds to the loss; ``uniforms`` has shape
    (N, ``uniforms(features)``), drawn from U(0, 1). ``project(settings, theta)`` gives the parameters that
    are kept.
    """

    term: Callable[[Any, Critic, Tensor, Tensor, Tensor], Tensor] | None = None
    project: Callable[[Any, Tensor], Tensor] | None = None
    uniforms: Callable[[int], int] = lambda features: 0  # noqa: ARG005


def input_gradient(critic: Critic, points: Tensor) -> Tensor:
    """Gradient of D at each point, shape (N, features), itself differentiable with respect to D's parameters.

    And with respect to the points where they depend on something: an unrolled G moves them.
    """
    # A view, since D's own unrolled parameters may depend on the points too, which is not meant here.
    points = points.view_as(points) if points.requires_grad else points.detach().requires_grad_()
    with torch.enable_grad():
        (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return gradient


def slope_penalty(gradient: Tensor, target: float) -> Tensor:
    """Mean of (|g| - target)^2; the tiny offset gives the norm a slope at zero."""
    return ((gradient.square().sum(dim=1) + 1e-12).sqrt() - target).square().mean()
