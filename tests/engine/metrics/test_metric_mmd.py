from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Ring
from ganplay.engine.datasets import build
from ganplay.engine.metrics import kernel_scale, mmd2
from ganplay.engine.metrics.mmd import WIDTHS

SIGMA = 0.05


def expected_kernel(first: torch.Tensor, second: torch.Tensor, scale: float) -> float:
    """E k(x, y) for equally likely round Gaussians around these means, in closed form."""
    squared = (first[:, None] - second).square().sum(dim=2).double()
    total = 0.0
    for width in WIDTHS:
        kernel = (width * scale) ** 2
        wide = kernel + 2 * SIGMA**2
        total += float((kernel / wide * torch.exp(-squared / (2 * wide))).mean())
    return total / len(WIDTHS)


def test_the_unit_of_the_widths_is_half_the_radius_of_a_ring():
    real = build(Ring(radius=3.0), "cpu").sample(4096, torch.Generator().manual_seed(0))
    assert kernel_scale(real) == pytest.approx(1.5, rel=0.01)
    assert kernel_scale(real + 100) == pytest.approx(kernel_scale(real), rel=1e-4)


def test_it_is_the_sum_over_all_pairs_of_different_points():
    rng = torch.Generator().manual_seed(0)
    first, second = torch.randn(5, 2, generator=rng).tolist(), torch.randn(4, 2, generator=rng).tolist()

    def kernel(x: list[float], y: list[float]) -> float:
        return sum(math.exp(-(math.dist(x, y) ** 2) / (2 * (0.7 * w) ** 2)) for w in WIDTHS) / len(WIDTHS)

    def mean_of_pairs(points: list[list[float]]) -> float:
        pairs = [kernel(x, y) for i, x in enumerate(points) for j, y in enumerate(points) if i != j]
        return sum(pairs) / len(pairs)

    across = sum(kernel(x, y) for x in first for y in second) / 20
    expected = mean_of_pairs(first) + mean_of_pairs(second) - 2 * across
    assert mmd2(torch.tensor(first), torch.tensor(second), 0.7) == pytest.approx(expected, abs=1e-6)


def test_the_same_law_reads_zero_on_average_and_often_less():
    dataset, rng = build(Ring(), "cpu"), torch.Generator().manual_seed(0)
    readings = torch.tensor(
        [mmd2(dataset.sample(512, rng), dataset.sample(512, rng), 1.0) for _ in range(60)]
    )
    assert abs(float(readings.mean())) < 4 * float(readings.std()) / math.sqrt(60)
    assert 0.0005 < float(readings.std()) < 0.004
    assert 10 < int((readings < 0).sum()) < 55


def test_one_mode_of_eight_reads_its_closed_form():
    dataset, rng = build(Ring(), "cpu"), torch.Generator().manual_seed(0)
    assert dataset.modes is not None
    ring, one = dataset.modes.means, dataset.modes.means[:1]
    closed = (
        expected_kernel(ring, ring, 1.0)
        + expected_kernel(one, one, 1.0)
        - 2 * expected_kernel(ring, one, 1.0)
    )
    assert closed == pytest.approx(0.6383, abs=1e-4)
    collapsed = one + SIGMA * torch.randn(1024, 2, generator=rng)
    assert mmd2(dataset.sample(1024, rng), collapsed, 1.0) == pytest.approx(closed, abs=0.04)


def test_tight_clusters_far_from_the_origin_keep_their_precision():
    rng = torch.Generator().manual_seed(0)
    first = (torch.tensor([300.0, 400.0]) + 0.02 * torch.randn(200, 2, generator=rng)).float()
    second = (torch.tensor([300.0, 400.01]) + 0.02 * torch.randn(200, 2, generator=rng)).float()
    exact = mmd2(first.double() - 300, second.double() - 300, 0.1)
    assert mmd2(first, second, 0.1) == pytest.approx(exact, abs=1e-6)
