"""What a network is made of: layers that declare their parameters and map a batch, given those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """How a batch is to be read.

    The rows are ``groups`` minibatches of equal size, stacked; layers that compare the samples of a
    minibatch look at one group at a time. With ``mates`` > 0 the rows are instead any number of single
    points, followed by ``mates`` rows: each point is read as if it stood in that minibatch, in place of
    its first row. Only while ``tracking`` may a layer update its running state.
    """

    groups: int = 1
    mates: int = 0
    training: bool = True
    tracking: bool = False


class Layer(Protocol):
    """One stage of a network."""

    shapes: tuple[Shape, ...]
    """Shapes in which its parameters are stored."""
    transposed: tuple[bool, ...]
    """Which of them the layer is given the other way round."""
    rectifies: bool
    """Whether its units are off, and without gradient, where their output is 0."""
    buffers: tuple[Tensor, ...]
    """State that is not learnt by gradient descent."""

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """Fill the parameters, on the CPU."""

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        """Map rows to rows."""

    def to(self, device: torch.device) -> None:
        """Move the buffers."""
