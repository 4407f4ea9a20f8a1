"""What a perfect generator reads: the line under each curve that no training can cross for long."""

from __future__ import annotations

import itertools

import torch

from ganplay.engine.datasets.dataset import Dataset
from ganplay.engine.metrics.histogram import count_cells
from ganplay.engine.metrics.jensen_shannon import JS_CELLS, jensen_shannon_floor
from ganplay.engine.metrics.modes import fair_near, reverse_kl
from ganplay.engine.metrics.optimal_discriminator import (
    DENSITY_CELLS,
    blurred_density,
    discriminator_gap,
    optimal_discriminator,
)
from ganplay.engine.metrics.sliced_w2 import projected_w2, projections

_REPETITIONS = 16
"""Real samples from which the floor of D's distance is measured."""

_SAMPLES = 6
"""Sets of real points of which each is compared with each: sorting them is what costs."""

_DIRECTIONS = 16
"""Enough for an average; a single measurement uses more."""


def floors(dataset: Dataset, points: int, rng: torch.Generator) -> dict[str, float]:
    """Expected value of every measure that has one when the generator is as good as the data itself.

    Args:
        dataset: The truth.
        points: Generated points that are looked at, N; ``sliced_w2`` compares them with N real ones.
        rng: On the dataset's device.

    Returns:
        Values by key of ``contract.metrics.MEASURES``; the keys about modes are absent for data without.
    """
    masses = dataset.cell_mass(dataset.extent, JS_CELLS)
    measured = {
        "accuracy": 0.5,
        "js": jensen_shannon_floor(masses, points),
        "sliced_w2": _sliced_w2(dataset, points, rng),
        "mmd2": 0.0,
        "d_gap": _discriminator_gap(dataset, points, rng),
        "w1": 0.0,
        "outside": max(0.0, 1.0 - float(masses.sum())),
    }
    return _mode_floors(dataset, points) | measured


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


def _sliced_w2(dataset: Dataset, points: int, rng: torch.Generator) -> float:
    samples = [projections(dataset.sample(points, rng), _DIRECTIONS) for _ in range(_SAMPLES)]
    readings = [projected_w2(*pair) for pair in itertools.combinations(samples, 2)]
    return sum(readings) / len(readings)


def _discriminator_gap(dataset: Dataset, points: int, rng: torch.Generator) -> float:
    """The gap of D = 1/2, the answer at equilibrium."""
    extent = dataset.extent
    p = blurred_density(dataset.cell_mass(extent, DENSITY_CELLS), extent, JS_CELLS)
    half = torch.full_like(p, 0.5)
    total = 0.0
    for _ in range(_REPETITIONS):
        counts = count_cells(dataset.sample(points, rng), extent, DENSITY_CELLS)
        q = blurred_density(counts / points, extent, JS_CELLS)
        total += discriminator_gap(half, optimal_discriminator(p, q), p, q, extent)
    return total / _REPETITIONS
