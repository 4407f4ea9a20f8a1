"""Where z may be: what descends in its stead, and what is done to that after a step."""

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
class Rule:
    """``inward(settings, z)`` is the u that descends, ``outward(settings, u)`` the z that it stands for.

    ``settle(settings, u, rng)`` puts u back to where it may be after a step. All have the shape (R, d).
    """

    inward: Callable[[Any, Tensor], Tensor]
    outward: Callable[[Any, Tensor], Tensor]
    settle: Callable[[Any, Tensor, torch.Generator], Tensor]


def _same(settings: Any, z: Tensor) -> Tensor:  # noqa: ARG001
    return z


def _stay(settings: Any, u: Tensor, rng: torch.Generator) -> Tensor:  # noqa: ARG001
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


SUPPORTS: dict[type[Any], Rule] = {
    inpainting.Free: Rule(_same, _same, _stay),
    inpainting.Clipped: Rule(_clip, _same, lambda settings, u, _: _clip(settings, u)),
    inpainting.Resampled: Rule(_clip, _same, _resample),
    inpainting.Squashed: Rule(_unsquash, _squash, _stay),
    # Outward too, so that the gradient is tangential.
    inpainting.Shell: Rule(_onto_shell, _onto_shell, lambda settings, u, _: _onto_shell(settings, u)),
}
