"""Features that let a discriminator see its minibatch as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from ganplay.engine.models.layers import Mode, Shape


class MinibatchStddev:
    """Append one feature: the standard deviation over the minibatch, averaged over features.

    Karras et al. 2018, section 3. Theirs stands near the end of a deep network; with points in the plane
    it does most beside the points themselves: of three places on a ring of eight with a slow D, only this
    one kept G from ever collapsing (three seeds each).
    """

    at_input = True

    rectifies = False
    features = 1

    def __init__(self, width: int) -> None:  # noqa: ARG002
        self.shapes: tuple[Shape, ...] = ()
        self.transposed: tuple[bool, ...] = ()
        self.buffers: tuple[Tensor, ...] = ()

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """Nothing is learnt here."""

    def to(self, device: torch.device) -> None:
        """Nothing is kept here."""

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:  # noqa: ARG002
        """Map (N, width) to (N, width + 1)."""
        if mode.mates:
            # What each row adds, in place of the first mate, to the others' sum of squares (Welford 1962).
            others, n = x[x.shape[0] - mode.mates + 1 :], mode.mates
            centre = others.sum(dim=0) / max(n - 1, 1)
            squares = (others - centre).square().sum(dim=0) + (x - centre).square() * ((n - 1) / n)
            variance = squares / n
        else:
            variance = x.view(mode.groups, -1, x.shape[1]).var(dim=1, correction=0)
        # The epsilon keeps the root's slope finite when a generator has collapsed to one point.
        spread = (variance + 1e-8).sqrt().mean(dim=1)
        rows = x.shape[0] // spread.shape[0]
        return torch.cat((x, spread.repeat_interleave(rows).unsqueeze(1)), dim=1)


class MinibatchDiscrimination:
    """Append for each kernel b the similarity to the other samples, o(x_i)_b = sum_j exp(-|M_ib - M_jb|_1).

    M = x T with T of shape (width, kernels, dim); Salimans et al. 2016, section 3.2. It compares what the
    hidden layers have made of the samples.
    """

    at_input = False

    rectifies = False
    kernels = 16
    dim = 5
    features = kernels

    def __init__(self, width: int) -> None:
        self.shapes: tuple[Shape, ...] = ((width, self.kernels * self.dim),)
        self.transposed: tuple[bool, ...] = (False,)
        self.buffers: tuple[Tensor, ...] = ()

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        """T starts as N(0, 1/width), so that distances start near the kernel's own scale."""
        weights[0].normal_(generator=rng).mul_(weights[0].shape[0] ** -0.5)

    def to(self, device: torch.device) -> None:
        """Nothing is kept here."""

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        """Map (N, width) to (N, width + kernels)."""
        projected = (x @ weights[0]).view(-1, self.kernels, self.dim)
        if mode.mates:
            own, others = projected.unsqueeze(0), projected[len(projected) - mode.mates + 1 :].unsqueeze(0)
        else:
            own = others = projected.view(mode.groups, -1, self.kernels, self.dim)
        # One of the dimensions at a time, each of shape (groups, kernels, rows, others): several times
        # faster than summing over a last axis of 5, and a fifth of the memory.
        pairs = zip(own.permute(3, 0, 2, 1), others.permute(3, 0, 2, 1), strict=True)
        distance = sum((mine.unsqueeze(3) - theirs.unsqueeze(2)).abs() for mine, theirs in pairs)
        similarity = torch.exp(-distance).sum(dim=3).transpose(1, 2).reshape(-1, self.kernels)
        # A sample is like itself, which the others that a lone point stands among cannot say.
        return torch.cat((x, similarity + 1 if mode.mates else similarity), dim=1)
