"""A stack of layers over one flat vector of parameters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from ganplay.engine.models.layers import Layer, Mode

Weights = tuple[Tensor, ...]


class Network:
    """Layers whose parameters are views of one vector ``theta``, shape (P,).

    One vector means one tensor operation where an optimiser over separate parameters needs dozens, and
    makes unrolling a formula: the network at other parameters is ``network(x, network.split(theta'))``.
    """

    def __init__(
        self, layers: Sequence[Layer], input_scale: float, rng: torch.Generator, device: torch.device
    ) -> None:
        self.layers = tuple(layers)
        self.input_scale = input_scale
        self._shapes = [shape for layer in self.layers for shape in layer.shapes]
        self._transposed = [turn for layer in self.layers for turn in layer.transposed]
        self._sizes = [torch.Size(shape).numel() for shape in self._shapes]
        ends = list(itertools.accumulate((len(layer.shapes) for layer in self.layers), initial=0))
        self._slices = [slice(start, end) for start, end in itertools.pairwise(ends)]
        theta = torch.empty(sum(self._sizes))
        weights = self.split(theta)
        for layer, own in zip(self.layers, self._slices, strict=True):
            layer.initialise(weights[own], rng)
            layer.to(device)
        self.theta = theta.to(device).requires_grad_()
        # The views are made once: walking back through them costs one concatenation, which leaves the
        # gradient as one vector too. Updates go through an alias that autograd does not watch.
        self.weights = self.split(self.theta)
        self.values = self.theta.data
        self.frozen = self.split(self.values)

    @property
    def buffers(self) -> tuple[Tensor, ...]:
        """All state of the layers that is not in ``theta``."""
        return tuple(buffer for layer in self.layers for buffer in layer.buffers)

    def split(self, theta: Tensor) -> Weights:
        """Views of a flat vector, as the layers want them."""
        parts = zip(torch.split(theta, self._sizes), self._shapes, self._transposed, strict=True)
        views = ((part.view(shape), turn) for part, shape, turn in parts)
        return tuple(view.t() if turn else view for view, turn in views)

    def __call__(self, x: Tensor, weights: Weights, mode: Mode) -> Tensor:
        """Map rows (N, inputs) to rows (N, outputs)."""
        if self.input_scale != 1.0:
            x = x * self.input_scale
        for layer, own in zip(self.layers, self._slices, strict=True):
            x = layer(weights[own], x, mode)
        return x

    def rectified(self, x: Tensor, weights: Weights, mode: Mode) -> Iterator[Tensor]:
        """The rows after each layer that ends in a rectifier."""
        x = x * self.input_scale
        # No further than the last of them: comparing thousands of samples there would take gigabytes.
        count = max((i for i, layer in enumerate(self.layers, 1) if layer.rectifies), default=0)
        for layer, own in zip(self.layers[:count], self._slices, strict=False):
            x = layer(weights[own], x, mode)
            if layer.rectifies:
                yield x
