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
        """Map (N, width, ...) to the same shape; what lies beyond the width shares its statistics."""
        if not mode.training:
            return self.activation(self._normal(x, weights, *self.buffers, training=False))
        groups, seen = [], []
        for group in x.chunk(mode.groups):
            mean_and_var = torch.zeros(2, x.shape[1], dtype=x.dtype, device=x.device)
            groups.append(self._normal(group, weights, *mean_and_var, training=True))
            seen.append(mean_and_var)
        if mode.tracking:
            mean, var = torch.stack(seen).mean(dim=0)
            if group.numel() == group.shape[1]:
                var = torch.zeros_like(var)  # A single value has no variance to speak of.
            running_mean, running_var = self.buffers
            running_mean.lerp_(mean, MOMENTUM)
            running_var.lerp_(var, MOMENTUM)
        return self.activation(groups[0] if len(groups) == 1 else torch.cat(groups))

    def _normal(
        self, x: Tensor, weights: Sequence[Tensor], mean: Tensor, var: Tensor, *, training: bool
    ) -> Tensor:
        """Normalise; in training by the batch's own statistics, which then replace those that were given."""
        # torch's own kernel, and not F.batch_norm, which refuses a batch of one.
        gamma, beta = weights
        return torch.batch_norm(x, gamma, beta, mean, var, training, 1.0, EPSILON, x.is_cuda)
