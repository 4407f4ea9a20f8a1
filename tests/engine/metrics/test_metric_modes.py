from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Grid, Ring, TwoGaussians
from ganplay.engine.datasets import build
from ganplay.engine.datasets.dataset import Modes
from ganplay.engine.metrics import (
    count_near,
    fair_near,
    high_quality,
    modes_by_share,
    modes_captured,
    reverse_kl,
    total_variation,
)

PERFECT = 1 - math.exp(-9 / 2)


def modes_of(data: object) -> Modes:
    modes = build(data, "cpu").modes
    assert modes is not None
    return modes


@pytest.mark.parametrize("data", [Ring(), Grid(), Ring(weights=(4, 1, 1, 1, 1, 1, 1, 2))])
def test_a_perfect_generator_reaches_everything_but_not_with_every_point(data):
    dataset, n = build(data, "cpu"), 20_000
    counts = count_near(dataset.sample(n, torch.Generator().manual_seed(1)), dataset.modes)
    k, weights = len(dataset.modes.weights), dataset.modes.weights
    assert modes_captured(counts) == modes_by_share(counts, n, weights) == k
    assert high_quality(counts, n) == pytest.approx(PERFECT, abs=4 * math.sqrt(PERFECT * (1 - PERFECT) / n))
    # 2 N KL is chi-squared with K - 1 degrees of freedom.
    assert 0 <= reverse_kl(counts, weights) < (k - 1 + 5 * math.sqrt(2 * (k - 1))) / (2 * n)
    assert total_variation(counts, n, fair_near(dataset.modes)) < 0.8 * math.sqrt(k / n)


@pytest.mark.parametrize(("held", "of"), [(1, 8), (2, 8), (4, 8), (10, 25), (8, 8)])
def test_collapse_to_k_modes_reads_the_logarithm_of_the_ratio(held, of):
    counts = torch.zeros(of, dtype=torch.long)
    counts[:held] = 70
    assert reverse_kl(counts, torch.ones(of)) == pytest.approx(math.log(of / held), abs=1e-12)
    assert modes_captured(counts) == modes_by_share(counts, 70 * held, torch.ones(of)) == held


def test_reverse_kl_compares_with_the_modes_own_weights():
    weights = torch.tensor([0.5, 0.25, 0.25])
    assert reverse_kl(torch.tensor([200, 100, 100]), weights) == pytest.approx(0, abs=1e-12)
    expected = 0.2 * math.log(0.2 / 0.5) + 0.4 * math.log(0.4 / 0.25) * 2
    assert reverse_kl(torch.tensor([100, 200, 200]), weights) == pytest.approx(expected, abs=1e-12)


def test_reverse_kl_is_never_negative():
    """Rounding alone would make some of these so."""
    rng = torch.Generator().manual_seed(0)
    for _ in range(50):
        counts = torch.randint(1, 500, (2,), generator=rng)
        assert 0 <= reverse_kl(counts, counts / counts.sum()) < 1e-12


def test_a_generator_far_from_all_modes_has_no_reverse_kl():
    modes = modes_of(Ring())
    counts = count_near(torch.zeros(100, 2), modes)
    assert modes_captured(counts) == modes_by_share(counts, 100, modes.weights) == 0
    assert high_quality(counts, 100) == 0
    assert math.isnan(reverse_kl(counts, modes.weights))
    assert total_variation(counts, 100, fair_near(modes)) == pytest.approx(PERFECT)


def test_a_blob_captures_all_modes_yet_holds_none():
    points = 1.5 * torch.randn(4000, 2, generator=torch.Generator().manual_seed(0))
    modes = modes_of(Ring())
    counts = count_near(points, modes)
    assert modes_captured(counts) == 8
    assert modes_by_share(counts, 4000, modes.weights) == 0
    assert high_quality(counts, 4000) < 0.03


def test_near_is_measured_in_the_modes_own_standard_deviations():
    # The second of GAN Lab's two Gaussians is at (0.7, 0.4), 0.05 wide and 0.2 high.
    modes = modes_of(TwoGaussians())
    upright = torch.tensor([[0.7, 0.4 - 2.99 * 0.2], [0.7, 0.4 - 3.01 * 0.2]])
    sideways = torch.tensor([[0.7 + 2.99 * 0.05, 0.4], [0.7 + 3.01 * 0.05, 0.4]])
    assert count_near(upright, modes).tolist() == [0, 1]
    assert count_near(sideways, modes).tolist() == [0, 1]


def test_a_correlated_mode_is_near_along_its_long_axis():
    modes = Modes(torch.zeros(1, 2), torch.tensor([[[1.0, 0.0], [0.9, 0.2]]]), torch.ones(1))
    assert count_near(torch.tensor([[2.0, 1.8]]), modes).tolist() == [1]
    assert count_near(torch.tensor([[2.0, -1.8]]), modes).tolist() == [0]


def test_a_mode_of_weight_zero_is_none():
    modes = modes_of(Ring(modes=3, weights=(1, 0, 1)))
    counts = count_near(modes.means.repeat_interleave(10, dim=0), modes)
    assert counts.tolist() == [10, 0, 10]
    assert modes_by_share(counts, 30, modes.weights) == 2
    assert reverse_kl(counts, modes.weights) == 0


def test_points_that_are_not_finite_are_near_no_mode():
    modes = modes_of(Ring())
    points = torch.tensor([[math.nan, 0.0], [math.inf, 0.0], [2.0, 0.0]])
    assert count_near(points, modes).tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_total_variation_of_one_mode_of_eight():
    modes = modes_of(Ring())
    counts = torch.tensor([1000, 0, 0, 0, 0, 0, 0, 0])
    assert total_variation(counts, 1000, fair_near(modes)) == pytest.approx(1 - PERFECT / 8)


@pytest.mark.parametrize(
    "data",
    [Ring(), Grid(), Ring(sigma=0.9), Ring(modes=64), Grid(side=4, sigma=0.4), TwoGaussians(share=0.8)],
)
def test_fair_near_is_what_real_points_read(data):
    dataset, n = build(data, "cpu"), 200_000
    shares = count_near(dataset.sample(n, torch.Generator().manual_seed(2)), dataset.modes) / n
    fair = fair_near(dataset.modes)
    # Sampling and the integration over 640 places around each mode.
    assert (shares - fair).abs().max() < 5 * math.sqrt(float(fair.max()) / n) + 2e-3 * float(fair.max())


def test_fair_near_is_exact_for_separate_modes():
    weights = (4.0, 1.0, 1.0, 2.0)
    fair = fair_near(modes_of(Ring(modes=4, weights=weights)))
    assert fair.tolist() == pytest.approx([PERFECT * w / 8 for w in weights], rel=1e-6)
