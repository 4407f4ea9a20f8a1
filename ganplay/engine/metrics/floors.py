"""What a perfect generator reads: no training can stay below for long, and chance sets how far it swings."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import torch
from torch import Tensor

from ganplay.engine.datasets.dataset import Dataset
from ganplay.engine.metrics.jensen_shannon import JS_CELLS, jensen_shannon, jensen_shannon_floor
from ganplay.engine.metrics.mmd import kernel_across, kernel_scale, kernel_within
from ganplay.engine.metrics.modes import fair_near, reverse_kl
from ganplay.engine.metrics.optimal_discriminator import (
    DENSITY_POINTS,
    GAP_CELLS,
    KERNEL,
    discriminator_gap,
    kernel_density,
    optimal_discriminator,
    told_apart,
)
from ganplay.engine.metrics.sliced_w2 import projected_w2, projections

_SAMPLES = 8
"""Sets of real points that stand for perfect generators; distances compare each with each."""

_REPETITIONS = 2
"""Sets of ``DENSITY_POINTS`` real points from which the floor of D's distance from D* is measured."""

_DIRECTIONS = 16
"""Enough for an average; a single measurement uses more."""

_WITHIN = torch.tensor([0.05, 0.95], dtype=torch.float64)
"""Nine of ten perfect generators read a value between these quantiles."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Readings of a perfect generator, by key of ``contract.metrics.MEASURES``."""

    means: dict[str, float]
    """Expected values; the keys about modes are absent for data without."""
    bands: dict[str, tuple[float, float]]
    """Between which values nine of ten such readings lie, for the distances of two clouds of points."""


def floors(dataset: Dataset, points: int, few: int, rng: torch.Generator) -> Floors:
    """Measure what every metric that has a floor reads when the generator is as good as the data itself.

    Args:
        dataset: The truth.
        points: Generated points that are looked at, N; ``sliced_w2`` compares them with N real ones.
        few: Points of each kind that ``mmd2`` compares.
        rng: On the dataset's device.
    """
    masses = dataset.cell_mass(dataset.extent, JS_CELLS)
    samples = [dataset.sample(points, rng) for _ in range(_SAMPLES)]
    js = [jensen_shannon(masses, sample, dataset.extent) for sample in samples]
    sliced_w2, mmd = _sliced_w2(samples), _mmd2([sample[:few] for sample in samples])
    means = {
        "accuracy": 0.5,
        "js": jensen_shannon_floor(masses, points),
        "sliced_w2": sum(sliced_w2) / len(sliced_w2),
        "mmd2": 0.0,
        "d_gap": _discriminator_gap(dataset, rng),
        "w1": 0.0,
        "outside": max(0.0, 1.0 - float(masses.sum())),
    }
    bands = {"js": _band(js), "sliced_w2": _band(sliced_w2), "mmd2": _band(mmd)}
    return Floors(_mode_floors(dataset, points) | means, bands)


def _mode_floors(dataset: Dataset, points: int) -> dict[str, float]:
    if dataset.modes is None:
        return {}
    weights = dataset.modes.weights
    held = int((weights > 0).sum())
    fair = fair_near(dataset.modes)
    near = float(fair.sum())
    return {
        "modes_captured": float(held),
        "modes_by_share": float(held),
        "high_quality": near,
        # Where modes overlap they share unfairly; the rest is the bias of entropies of counts (Miller 1955).
        "reverse_kl": reverse_kl(fair, weights) + (held - 1) / (2 * points * near),
    }


def _sliced_w2(samples: list[Tensor]) -> list[float]:
    """Of each pair of samples."""
    sorted_samples = [projections(sample, _DIRECTIONS) for sample in samples]
    return [projected_w2(*pair) for pair in itertools.combinations(sorted_samples, 2)]


def _mmd2(samples: list[Tensor]) -> list[float]:
    """Of each sample and the next one, which share their kernels' scale and each its own mean kernel."""
    scale = kernel_scale(samples[0])
    within = [kernel_within(sample, scale) for sample in samples]
    return [
        within[i - 1] + within[i] - 2 * kernel_across(samples[i - 1], samples[i], scale)
        for i in range(len(samples))
    ]


def _discriminator_gap(dataset: Dataset, rng: torch.Generator) -> float:
    """The gap of D = 1/2, the answer at equilibrium."""
    extent, sigma = dataset.extent, KERNEL * dataset.width
    p = dataset.density_on_grid(extent, GAP_CELLS)
    half = torch.full_like(p, 0.5)
    total = 0.0
    for _ in range(_REPETITIONS):
        q = kernel_density(dataset.sample(DENSITY_POINTS, rng), extent, GAP_CELLS, sigma)
        told = told_apart(p, q, DENSITY_POINTS, sigma)
        best = torch.where(told, optimal_discriminator(p, q), torch.nan)
        total += discriminator_gap(half, best, p, q, extent)
    return total / _REPETITIONS


def _band(readings: list[float]) -> tuple[float, float]:
    low, high = torch.tensor(readings, dtype=torch.float64).quantile(_WITHIN).tolist()
    return low, high
