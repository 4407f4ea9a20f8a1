"""Between rows and pictures: layers that learn nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.engine.models.layers import Mode, Shape


class Rearrange:
    """A fixed function of the rows or pictures."""

    shapes: tuple[Shape, ...] = ()
    transposed: tuple[bool, ...] = ()
    buffers: tuple[Tensor, ...] = ()
    rectifies = False

    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        self.function = function

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """Nothing is learnt here."""

    def to(self, device: torch.device) -> None:
        """Nothing is kept here."""

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:  # noqa: ARG002
        """Apply the function."""
        return self.function(x)


def fold(side: int) -> Rearrange:
    """Rows (N, C side²) as pictures (N, C, side, side)."""
    return Rearrange(lambda rows: rows.view(rows.shape[0], -1, side, side))


def unfold() -> Rearrange:
    """Pictures (N, C, s, s) as rows (N, C s²)."""
    return Rearrange(lambda pictures: pictures.flatten(1))


def with_label_planes(side: int, packing: int, labels: int) -> Rearrange:
    """Rows of ``packing`` samples, each a picture and its one-hot label, as pictures with a plane a label.

    (N, packing (side² + labels)) to (N, packing (1 + labels), side, side): a plane is 1 everywhere or 0
    everywhere, the label as a convolution can read it at every pixel (Mirza and Osindero 2014 for vectors).
    """

    def function(rows: Tensor) -> Tensor:
        samples = rows.view(rows.shape[0], packing, -1)
        pictures = samples[:, :, : side * side].reshape(-1, packing, side, side)
        if not labels:
            return pictures
        planes = samples[:, :, side * side :].reshape(-1, packing * labels, 1, 1)
        return torch.cat((pictures, planes.expand(-1, -1, side, side)), dim=1)

    return Rearrange(function)


def upsample() -> Rearrange:
    """Twice the side: each pixel becomes four."""
    return Rearrange(lambda pictures: F.interpolate(pictures, scale_factor=2.0))


def pool(kind: str) -> Rearrange:
    """Four pixels become one: their largest, or their mean."""
    if kind == "max_pool":
        return Rearrange(lambda pictures: F.max_pool2d(pictures, 2))
    return Rearrange(lambda pictures: F.avg_pool2d(pictures, 2))
