"""Convolutions that halve or double a picture's side, optionally spectrally normalised, with activation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.engine.models import spectral
from ganplay.engine.models.activations import ACTIVATIONS, RECTIFIERS
from ganplay.engine.models.initialisations import INITIALISATIONS
from ganplay.engine.models.layers import Mode, Shape


class Convolution:
    """(N, inputs, s, s) to (N, outputs, s', s') with a square kernel.

    s' = (s + 2 padding - kernel) / stride + 1, rounded down; ``transposed`` turns that round:
    s' = stride (s - 1) + kernel - 2 padding. With a kernel of 4, stride 2 and padding 1 it halves or doubles.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        init: str,
        activation: str,
        *,
        kernel: int = 4,
        stride: int = 2,
        transposed: bool = False,
        normalised: bool = False,
    ) -> None:
        self.stride, self.padding = stride, (kernel - 1) // 2
        self.grows = transposed
        # Torch keeps the weight of a transposed convolution the other way round.
        channels = (inputs, outputs) if transposed else (outputs, inputs)
        self.shapes: tuple[Shape, ...] = ((*channels, kernel, kernel), (outputs,))
        self.transposed: tuple[bool, ...] = (False, False)
        self.init = init
        # A transposed convolution of stride 2 reaches each output from a quarter of its kernel only.
        self.fan_in = inputs * kernel * kernel // (stride * stride if transposed else 1)
        self.rectifies = activation in RECTIFIERS
        self.activation = ACTIVATIONS[activation]
        self.buffers: tuple[Tensor, ...] = (torch.zeros(outputs),) if normalised else ()

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """Fill the kernels by the chosen rule for their fan-in; the bias as PyTorch does, or with 0."""
        kernels, bias = weights
        turned = kernels.transpose(0, 1) if self.grows else kernels
        fresh = torch.empty(turned.shape)
        INITIALISATIONS[self.init](fresh, rng)
        if self.grows and self.init != "normal_0.02":
            # The rules count a whole kernel, which is four times the fan-in here; 0.02 is meant as it is.
            fresh *= math.sqrt(fresh[0].numel() / self.fan_in)
        turned.copy_(fresh)
        bias.zero_()
        if self.init == "default":
            bound = 1 / math.sqrt(self.fan_in)
            bias.uniform_(-bound, bound, generator=rng)
        for u in self.buffers:
            spectral.start(kernels.flatten(1).t(), u, rng)

    def to(self, device: torch.device) -> None:
        """Move the singular vector."""
        self.buffers = tuple(u.to(device) for u in self.buffers)

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        """Convolve and activate."""
        kernels, bias = weights
        if self.buffers:
            kernels = kernels / spectral.norm(kernels.flatten(1).t(), self.buffers[0], mode.tracking)
        if self.grows:
            return self.activation(F.conv_transpose2d(x, kernels, bias, self.stride, self.padding))
        return self.activation(F.conv2d(x, kernels, bias, self.stride, self.padding))
