"""The training's random numbers, drawn ahead in blocks: few large calls instead of many small ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.contract import networks
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.data import features
from ganplay.contract.settings import Settings
from ganplay.engine.datasets import Dataset, PictureSet
from ganplay.engine.penalties import PENALTIES

MAX_STEPS = 64
MAX_NUMBERS = 2**20
"""Bounds of a block: about half a dozen milliseconds and a few megabytes at the default settings."""


@dataclass(frozen=True, slots=True)
class Batch:
    """All that is random in one step: with it, a step is a function of the parameters."""

    real: Tensor
    """Samples for each update of D, shape (d_steps, N, features)."""
    noise: Tensor
    """G's input for each update of D and of G, shape (d_steps + g_steps - 1, N, dim + columns of the
    condition): G's first update answers D's last. With labels, those of the real samples follow z, of
    the last ones where there are no more."""
    uniforms: Tensor
    """U(0, 1) for the penalty, shape (d_steps, N, columns)."""

    def tensors(self) -> tuple[Tensor, ...]:
        """All of them, in order."""
        return self.real, self.noise, self.uniforms


def draw_noise(noise: networks.Noise, shape: tuple[int, ...], rng: torch.Generator) -> Tensor:
    """Z of shape (*shape, dim) from the chosen law."""
    size = (*shape, noise.dim)
    if noise.law == "uniform":
        return torch.rand(size, generator=rng, device=rng.device).mul_(2).sub_(1)
    return torch.randn(size, generator=rng, device=rng.device)


def draw_inputs(
    settings: Settings, dataset: Dataset | PictureSet, shape: tuple[int, ...], rng: torch.Generator
) -> Tensor:
    """G's inputs of shape (*shape, columns): noise, then the condition's columns from their own law.

    Labels are drawn as often as the data have them, codes evenly.
    """
    z = draw_noise(settings.noise, shape, rng)
    condition = settings.condition
    if isinstance(condition, Labels):
        assert isinstance(dataset, PictureSet)
        _, labels = dataset.sample_labelled(math.prod(shape), rng)
        return torch.cat((z, one_hot(labels, dataset.classes).view(*shape, -1)), dim=-1)
    if isinstance(condition, Codes):
        return torch.cat((z, _draw_codes(condition, shape, rng)), dim=-1)
    return z


def one_hot(labels: Tensor, classes: int) -> Tensor:
    """Labels (N,) as rows (N, classes)."""
    return F.one_hot(labels, classes).float()


def _draw_codes(codes: Codes, shape: tuple[int, ...], rng: torch.Generator) -> Tensor:
    parts = []
    if codes.categories:
        category = torch.randint(codes.categories, shape, generator=rng, device=rng.device)
        parts.append(F.one_hot(category, codes.categories).float())
    uniform = torch.rand((*shape, codes.continuous), generator=rng, device=rng.device)
    return torch.cat((*parts, 2 * uniform - 1), dim=-1)


class Stream:
    """Batches in an order that depends on the seed and the settings alone."""

    def __init__(self, settings: Settings, dataset: Dataset | PictureSet, rng: torch.Generator) -> None:
        self.rng = rng
        self._settings, self._dataset = settings, dataset
        self._block: list[Batch] = []
        self._taken = 0
        self._state = rng.get_state()

    def next(self) -> Batch:
        """The next step's random numbers."""
        if self._taken == len(self._block):
            state = self.rng.get_state()
            self._block = self._draw()
            self._state, self._taken = state, 0
        self._taken += 1
        return self._block[self._taken - 1]

    def change(self, settings: Settings, dataset: Dataset | PictureSet) -> None:
        """Draw from other settings from the next step on; what was drawn ahead is dropped."""
        self._settings, self._dataset = settings, dataset
        self._block, self._taken = [], 0

    def position(self) -> tuple[Tensor, int]:
        """The generator's state when the block was drawn, and how many of its batches were taken."""
        return (self._state, self._taken) if self._block else (self.rng.get_state(), 0)

    def seek(self, state: Tensor, taken: int) -> None:
        """Go to a position that :meth:`position` gave for the same settings."""
        self.rng.set_state(state)
        self._block, self._taken = [], 0
        for _ in range(taken):
            self.next()

    def _draw(self) -> list[Batch]:
        settings, updates, dataset = self._settings, self._settings.updates, self._dataset
        n, d_steps, moves = settings.batch, updates.d_steps, updates.d_steps + updates.g_steps - 1
        samples = features(settings.data)
        columns = PENALTIES[type(settings.penalty)].uniforms(samples)
        numbers = n * (samples * d_steps + settings.noise.dim * moves + columns * d_steps)
        steps = max(1, min(MAX_STEPS, MAX_NUMBERS // numbers))
        labelled = isinstance(settings.condition, Labels)
        if labelled:
            assert isinstance(dataset, PictureSet)
            real, labels = dataset.sample_labelled(steps * d_steps * n, self.rng)
        else:
            real = dataset.sample(steps * d_steps * n, self.rng)
        noise = draw_inputs(settings, dataset, (steps, moves, n), self.rng)
        if labelled:
            # The fakes that D sees beside real samples are asked for the same classes, and so are those of
            # G's further updates: unrolled, each of them shows D the last real samples once more.
            given = one_hot(labels, dataset.classes).view(steps, d_steps, n, -1)
            noise[:, :d_steps, :, settings.noise.dim :] = given
            noise[:, d_steps:, :, settings.noise.dim :] = given[:, -1:]
        real = real.view(steps, d_steps, n, samples)
        uniforms = torch.rand((steps, d_steps, n, columns), generator=self.rng, device=self.rng.device)
        return [Batch(*parts) for parts in zip(real.unbind(), noise.unbind(), uniforms.unbind(), strict=True)]
