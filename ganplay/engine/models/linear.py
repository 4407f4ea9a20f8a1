"""A fully connected layer, optionally spectrally normalised, with its activation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from ganplay.engine.models import spectral
from ganplay.engine.models.activations import ACTIVATIONS, RECTIFIERS
from ganplay.engine.models.initialisations import INITIALISATIONS
from ganplay.engine.models.layers import Mode, Shape


class Linear:
    """y = activation(x W + b); W / sigma(W) in place of W if ``normalised`` (Miyato et al. 2018, eq. 8)."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        init: str,
        activation: str,
        normalised: bool = False,
    ) -> None:
        # The product with a narrow matrix is up to eight times faster when its long side is contiguous
        # (measured with 2 x 128 and batch 512 on one CPU thread), so W is kept the way round that is.
        wide = inputs < outputs
        self.inputs = inputs
        self.shapes: tuple[Shape, ...] = ((inputs, outputs) if wide else (outputs, inputs), (outputs,))
        self.transposed: tuple[bool, ...] = (not wide, False)
        self.init = init
        self.rectifies = activation in RECTIFIERS
        self.activation = ACTIVATIONS[activation]
        self.buffers: tuple[Tensor, ...] = (torch.zeros(outputs),) if normalised else ()

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """Fill W by the chosen rule; b as PyTorch does by default, and with 0 otherwise."""
        matrix, bias = weights
        INITIALISATIONS[self.init](matrix.t(), rng)
        bias.zero_()
        if self.init == "default":
            bound = 1 / math.sqrt(self.inputs)
            bias.uniform_(-bound, bound, generator=rng)
        for u in self.buffers:
            spectral.start(matrix, u, rng)

    def to(self, device: torch.device) -> None:
        """Move the singular vector."""
        self.buffers = tuple(u.to(device) for u in self.buffers)

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        """Map (N, inputs) to (N, outputs)."""
        matrix, bias = weights
        if self.buffers:
            matrix = matrix / spectral.norm(matrix, self.buffers[0], mode.tracking)
        return self.activation(torch.addmm(bias, x, matrix))
