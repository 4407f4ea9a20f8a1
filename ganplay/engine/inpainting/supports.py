"""Where z may be: the free variable u that descends in place of z, and how u is kept where it may be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.contract import inpainting

SQUASHED = 0.999
"""No start lies nearer to the wall than this: there the tangent is so flat that z would never leave."""


@dataclass(frozen=True, slots=True)
class Parametrisation:
    """``to_free(settings, z)`` is the variable u that descends, ``from_free(settings, u)`` gives z back.

    ``settle(settings, u, rng)`` puts u back to where it may be after a step. All have the shape (R, d).
    """

    to_free: Callable[[Any, Tensor], Tensor]
    from_free: Callable[[Any, Tensor], Tensor]
    settle: Callable[[Any, Tensor, torch.Generator], Tensor]


def _identity(settings: Any, z: Tensor) -> Tensor:  # noqa: ARG001
    return z


def _unchanged(settings: Any, u: Tensor, rng: torch.Generator) -> Tensor:  # noqa: ARG001
    return u


def _clip(settings: inpainting.Clipped | inpainting.Resampled, z: Tensor) -> Tensor:
    return z.clamp(-settings.limit, settings.limit)


def _resample(settings: inpainting.Resampled, u: Tensor, rng: torch.Generator) -> Tensor:
    drawn = (2 * torch.rand(u.shape, generator=rng) - 1) * settings.limit
    return torch.where(u.abs() > settings.limit, drawn, u)


def _squash(settings: inpainting.Squashed, u: Tensor) -> Tensor:
    return settings.limit * u.tanh()


def _unsquash(settings: inpainting.Squashed, z: Tensor) -> Tensor:
    return (z / settings.limit).clamp(-SQUASHED, SQUASHED).atanh()


def _onto_shell(settings: inpainting.Shell, z: Tensor) -> Tensor:  # noqa: ARG001
    return F.normalize(z, dim=1) * math.sqrt(z.shape[1])


SUPPORTS: dict[type[Any], Parametrisation] = {
    inpainting.Free: Parametrisation(_identity, _identity, _unchanged),
    inpainting.Clipped: Parametrisation(_clip, _identity, lambda settings, u, _: _clip(settings, u)),
    inpainting.Resampled: Parametrisation(_clip, _identity, _resample),
    inpainting.Squashed: Parametrisation(_unsquash, _squash, _unchanged),
    # Projected both ways, so that the gradient is tangential.
    inpainting.Shell: Parametrisation(
        _onto_shell, _onto_shell, lambda settings, u, _: _onto_shell(settings, u)
    ),
}
