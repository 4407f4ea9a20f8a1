"""The training's random numbers, drawn ahead in blocks: few large calls instead of many small ones."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from ganplay.contract import networks
from ganplay.contract.settings import Settings
from ganplay.engine.datasets import Dataset
from ganplay.engine.penalties import PENALTIES

MAX_STEPS = 64
MAX_NUMBERS = 2**20
"""Bounds of a block: about half a dozen milliseconds and a few megabytes at the default settings."""


@dataclass(frozen=True, slots=True)
class Batch:
    """All that is random in one step: with it, a step is a function of the parameters."""

    real: Tensor
    """Points for each update of D, shape (d_steps, N, 2)."""
    noise: Tensor
    """z for each update of D and of G, shape (d_steps + g_steps - 1, N, dim): G's first answers D's last."""
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


class Stream:
    """Batches in an order that depends on the seed and the settings alone."""

    def __init__(self, settings: Settings, dataset: Dataset, rng: torch.Generator) -> None:
        self.rng = rng
        self._settings, self._dataset = settings, dataset
        self._block: list[Batch] = []
        self._taken = 0
        self._state = rng.get_state()

    def next(self) -> Batch:
        """The next step's random numbers."""
        if self._taken == len(self._block):
            self._state = self.rng.get_state()
            self._block = self._draw()
            self._taken = 0
        self._taken += 1
        return self._block[self._taken - 1]

    def change(self, settings: Settings, dataset: Dataset) -> None:
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
        settings, updates = self._settings, self._settings.updates
        columns = PENALTIES[type(settings.penalty)].uniforms
        n, d_steps, moves = settings.batch, updates.d_steps, updates.d_steps + updates.g_steps - 1
        numbers = n * (2 * d_steps + settings.noise.dim * moves + columns * d_steps)
        steps = max(1, min(MAX_STEPS, MAX_NUMBERS // numbers))
        real = self._dataset.sample(steps * d_steps * n, self.rng).view(steps, d_steps, n, 2)
        noise = draw_noise(settings.noise, (steps, moves, n), self.rng)
        uniforms = torch.rand((steps, d_steps, n, columns), generator=self.rng, device=self.rng.device)
        return [Batch(*parts) for parts in zip(real.unbind(), noise.unbind(), uniforms.unbind(), strict=True)]
