from __future__ import annotations

import pytest
import torch

from ganplay.contract.data import Gaussian, Ring
from ganplay.engine.datasets import build
from ganplay.engine.metrics import (
    DENSITY_POINTS,
    KERNEL,
    discriminator_gap,
    kernel_density,
    optimal_discriminator,
    told_apart,
)

RING_EXTENT = Ring().extent


def density(data: object) -> torch.Tensor:
    return build(data, "cpu").density_on_grid(RING_EXTENT, 128)


def sample(data: object, points: int = DENSITY_POINTS) -> torch.Tensor:
    return build(data, "cpu").sample(points, torch.Generator().manual_seed(0))


def test_a_kernel_estimate_is_the_density_with_the_kernels_variance_added():
    wider = (0.7**2 + 0.1**2) ** 0.5, (0.3**2 + 0.1**2) ** 0.5
    q = kernel_density(sample(Gaussian(), 400_000), RING_EXTENT, 128, 0.1)
    exact = density(Gaussian(sigma_x=wider[0], sigma_y=wider[1]))
    assert torch.allclose(q, exact, atol=0.03 * float(exact.max()))


def test_no_mass_is_lost_and_rows_go_upwards():
    one = torch.tensor([[-1.5, 1.5]])
    for resolution in (32, 64, 128):
        q = kernel_density(one, RING_EXTENT, resolution, 0.2)
        assert float(q.mean()) * 36 == pytest.approx(1, abs=1e-3)
        row, column = divmod(int(q.argmax()), resolution)
        assert row / resolution == pytest.approx(0.75, abs=1 / 32)
        assert column / resolution == pytest.approx(0.25, abs=1 / 32)


@pytest.mark.parametrize("fake", [Ring(sigma=0.1), Ring(weights=(1, 0, 1)), Ring(radius=1.9)], ids=repr)
def test_on_a_ring_of_narrow_modes_the_estimate_is_the_exact_best_discriminator(fake):
    """Mean error over all points, and the gap of D = 1/2, which densities blurred by two sigma halve."""
    dataset = build(Ring(), "cpu")
    p, exact_q, sigma = density(Ring()), density(fake), KERNEL * dataset.width
    q = kernel_density(sample(fake), RING_EXTENT, 128, sigma)
    told = told_apart(p, q, DENSITY_POINTS, sigma)
    best, exact = optimal_discriminator(p, q), optimal_discriminator(p, exact_q)
    weight = (p + exact_q) / 2 * (6 / 128) ** 2
    assert float(weight[told].sum()) > 0.97
    assert float((weight * (best - exact).abs())[told].sum()) < 0.03
    half = torch.full_like(p, 0.5)
    found = discriminator_gap(half, torch.where(told, best, torch.nan), p, q, RING_EXTENT)
    assert found == pytest.approx(discriminator_gap(half, exact, p, exact_q, RING_EXTENT), abs=0.02)


def test_smoothed_labels_follow_the_formula():
    p, q = torch.tensor([1.0, 3.0, 0.5]), torch.tensor([1.0, 1.0, 1.5])
    assert optimal_discriminator(p, q).tolist() == pytest.approx([0.5, 0.75, 0.25])
    assert optimal_discriminator(p, q, alpha=0.1).tolist() == pytest.approx([0.45, 0.675, 0.225])
    assert optimal_discriminator(p, q, alpha=0.1, beta=0.2).tolist() == pytest.approx([0.55, 0.725, 0.375])


def test_a_beta_makes_a_bump_where_the_generator_is_alone():
    p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0])
    assert optimal_discriminator(p, q, beta=0.1).tolist() == pytest.approx([1.0, 0.1])


def test_where_nobody_is_there_is_no_answer_and_no_gap():
    p, q = torch.tensor([[4.0, 0.0], [0.0, 0.0]]), torch.tensor([[0.0, 4.0], [0.0, 0.0]])
    best = optimal_discriminator(p, q)
    assert best.isnan().tolist() == [[False, False], [True, True]]
    right = torch.tensor([[1.0, 0.0], [0.3, 0.9]])
    assert discriminator_gap(right, best, p, q, (0.0, 1.0, 0.0, 1.0)) == 0
    assert discriminator_gap(1 - right, best, p, q, (0.0, 1.0, 0.0, 1.0)) == 1


def test_a_lone_point_tells_nothing_and_a_dozen_at_one_place_do():
    extent, sigma = RING_EXTENT, 0.1
    for count, told in ((1, False), (12, True)):
        points = torch.cat((torch.zeros(count, 2), torch.full((1000, 2), 9.0)))
        q = kernel_density(points, extent, 65, sigma)
        assert bool(told_apart(torch.zeros_like(q), q, len(points), sigma).any()) == told


def test_a_perfect_generator_leaves_nothing_to_discriminate():
    sigma = KERNEL * build(Ring(), "cpu").width
    p, q = density(Ring()), kernel_density(sample(Ring()), RING_EXTENT, 128, sigma)
    best = optimal_discriminator(p, q)
    assert (best[p > 1] - 0.5).abs().max() < 0.1
    best = torch.where(told_apart(p, q, DENSITY_POINTS, sigma), best, torch.nan)
    assert discriminator_gap(torch.full_like(p, 0.5), best, p, q, RING_EXTENT) < 0.03


def test_a_generator_on_one_mode_of_eight_is_told_apart():
    p, q = density(Ring()), density(Ring(weights=(1, 0, 0, 0, 0, 0, 0, 0)))
    best = optimal_discriminator(p, q)
    column, row = int(5 / 6 * 128), 64
    assert float(best[row, column]) == pytest.approx(1 / 9, abs=1e-3)
    assert float(best[row, 127 - column]) == pytest.approx(1, abs=1e-6)
    # The gap of D = 1/2 is half the total variation, 7/8.
    assert discriminator_gap(torch.full_like(p, 0.5), best, p, q, RING_EXTENT) == pytest.approx(
        7 / 16, abs=1e-3
    )
    assert discriminator_gap(best.nan_to_num(0.5), best, p, q, RING_EXTENT) == 0
