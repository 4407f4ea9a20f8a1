"""Batch normalisation (Ioffe and Szegedy 2015), each minibatch for itself."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from ganplay.engine.models.activations import ACTIVATIONS, RECTIFIERS
from ganplay.engine.models.layers import Mode, Shape

EPSILON = 1e-5
MOMENTUM = 0.1


class BatchNorm:
    """y = activation(gamma (x - mean) / sqrt(var + eps) + beta).

    Statistics are those of each minibatch while training and running averages otherwise, so that what is
    drawn for a point does not depend on what is drawn beside it.
    """

    def __init__(self, width: int, activation: str) -> None:
        self.shapes: tuple[Shape, ...] = ((width,), (width,))
        self.transposed: tuple[bool, ...] = (False, False)
        self.buffers: tuple[Tensor, ...] = (torch.zeros(width), torch.ones(width))
        self.rectifies = activation in RECTIFIERS
        self.activation = ACTIVATIONS[activation]

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:  # noqa: ARG002
        """Start as the identity on normalised input."""
        weights[0].fill_(1.0)
        weights[1].zero_()

    def to(self, device: torch.device) -> None:
        """Move the running statistics."""
        self.buffers = tuple(buffer.to(device) for buffer in self.buffers)

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        """Map (N, width) to (N, width)."""
        gamma, beta = weights
        running_mean, running_var = self.buffers
        if not mode.training:
            return self.activation((x - running_mean) * (running_var + EPSILON).rsqrt() * gamma + beta)
        grouped = x.view(mode.groups, -1, x.shape[1])
        var, mean = torch.var_mean(grouped, dim=1, correction=0, keepdim=True)
        if mode.tracking:
            with torch.no_grad():
                size = grouped.shape[1]
                running_mean.lerp_(mean.mean(0).view(-1), MOMENTUM)
                running_var.lerp_(var.mean(0).view(-1) * (size / max(size - 1, 1)), MOMENTUM)
        normal = (grouped - mean) * (var + EPSILON).rsqrt()
        return self.activation((normal * gamma + beta).view_as(x))
