from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Gaussian, Ring
from ganplay.engine.datasets import build
from ganplay.engine.metrics import (
    DENSITY_CELLS,
    blurred_density,
    count_cells,
    discriminator_gap,
    optimal_discriminator,
)

RING_EXTENT = Ring().extent


def masses(data: object) -> torch.Tensor:
    dataset = build(data, "cpu")
    return dataset.cell_mass(dataset.extent, DENSITY_CELLS)


def normal(
    x: torch.Tensor, y: torch.Tensor, mean: float, variance_x: float, variance_y: float
) -> torch.Tensor:
    exponent = (x - mean) ** 2 / variance_x + y**2 / variance_y
    return torch.exp(-exponent / 2) / (2 * math.pi * math.sqrt(variance_x * variance_y))


def test_two_gaussians_give_the_logistic_of_their_log_ratio():
    real, fake = Gaussian(x=-0.5), Gaussian(x=0.6, sigma_x=0.4)
    blur = 0.02
    p, q = (blurred_density(masses(each), real.extent, 64, blur) for each in (real, fake))
    centre = (torch.arange(64, dtype=torch.float64) + 0.5) * 6 / 64 - 3
    y, x = torch.meshgrid(centre, centre, indexing="ij")
    # The noise, and the width of a cell over which its mass is spread.
    h = (6 * blur) ** 2 + (6 / DENSITY_CELLS) ** 2 / 12
    exact_p = normal(x, y, -0.5, 0.7**2 + h, 0.3**2 + h)
    exact_q = normal(x, y, 0.6, 0.4**2 + h, 0.3**2 + h)
    assert torch.allclose(p, exact_p, atol=2e-3 * float(exact_p.max()))
    assert torch.allclose(q, exact_q, atol=2e-3 * float(exact_q.max()))
    seen = (exact_p + exact_q) > 0.05
    best = optimal_discriminator(p, q)
    assert torch.allclose(best[seen], (exact_p / (exact_p + exact_q))[seen], atol=5e-3)


def test_the_blur_loses_no_mass_and_rows_go_upwards():
    one = torch.zeros(DENSITY_CELLS, DENSITY_CELLS)
    one[96, 32] = 1
    for resolution in (32, 64, 128):
        density = blurred_density(one, RING_EXTENT, resolution, 1 / 32)
        assert float(density.mean()) * 36 == pytest.approx(1, abs=1e-3)
        row, column = divmod(int(density.argmax()), resolution)
        assert row / resolution == pytest.approx(0.75, abs=1 / 32)
        assert column / resolution == pytest.approx(0.25, abs=1 / 32)


def test_smoothed_labels_follow_the_formula():
    p, q = torch.tensor([1.0, 3.0, 0.5]), torch.tensor([1.0, 1.0, 1.5])
    assert optimal_discriminator(p, q).tolist() == pytest.approx([0.5, 0.75, 0.25])
    assert optimal_discriminator(p, q, alpha=0.1).tolist() == pytest.approx([0.45, 0.675, 0.225])
    assert optimal_discriminator(p, q, alpha=0.1, beta=0.2).tolist() == pytest.approx([0.55, 0.725, 0.375])


def test_a_beta_makes_a_bump_where_the_generator_is_alone():
    p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0])
    assert optimal_discriminator(p, q, beta=0.1).tolist() == pytest.approx([1.0, 0.1])


def test_where_nobody_is_there_is_no_answer_and_no_gap():
    p, q = torch.tensor([[4.0, 0.0], [1e-9, 0.0]]), torch.tensor([[0.0, 4.0], [0.0, 0.0]])
    best = optimal_discriminator(p, q)
    assert best.isnan().tolist() == [[False, False], [True, True]]
    right = torch.tensor([[1.0, 0.0], [0.3, 0.9]])
    assert discriminator_gap(right, best, p, q, (0.0, 1.0, 0.0, 1.0)) == 0
    assert discriminator_gap(1 - right, best, p, q, (0.0, 1.0, 0.0, 1.0)) == 1


def test_a_perfect_generator_leaves_nothing_to_discriminate():
    dataset = build(Ring(), "cpu")
    sample = dataset.sample(20_000, torch.Generator().manual_seed(0))
    p = blurred_density(masses(Ring()), RING_EXTENT, 64)
    q = blurred_density(count_cells(sample, RING_EXTENT, DENSITY_CELLS) / 20_000, RING_EXTENT, 64)
    best = optimal_discriminator(p, q)
    where_it_matters = p > 0.3
    assert (best[where_it_matters] - 0.5).abs().max() < 0.1
    assert discriminator_gap(torch.full_like(p, 0.5), best, p, q, RING_EXTENT) < 0.01


def test_a_generator_on_one_mode_of_eight_is_told_apart():
    p = blurred_density(masses(Ring()), RING_EXTENT, 64)
    q = blurred_density(masses(Ring(weights=(1, 0, 0, 0, 0, 0, 0, 0))), RING_EXTENT, 64)
    best = optimal_discriminator(p, q)
    column, row = int(5 / 6 * 64), 32
    assert float(best[row, column]) == pytest.approx(1 / 9, abs=1e-3)
    assert float(best[row, 63 - column]) == pytest.approx(1, abs=1e-6)
    # The gap of D = 1/2 is half the total variation, 7/8.
    assert discriminator_gap(torch.full_like(p, 0.5), best, p, q, RING_EXTENT) == pytest.approx(
        7 / 16, abs=1e-3
    )
    assert discriminator_gap(best.nan_to_num(0.5), best, p, q, RING_EXTENT) == 0
