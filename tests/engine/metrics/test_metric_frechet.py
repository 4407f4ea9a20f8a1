"""The Fréchet distance of Gaussians, against its closed forms."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.engine.metrics import frechet, moments


def chance(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def gaussian(seed, d=5):
    """Mean and covariance of some Gaussian."""
    factor = chance(d, d, seed=seed)
    return chance(d, seed=seed + 100), factor @ factor.T


def test_moments_are_the_mean_and_the_unbiased_covariance():
    x = chance(50, 3).float()
    mean, cov = moments(x)
    centred = x.double() - x.double().mean(dim=0)
    torch.testing.assert_close(mean, x.double().mean(dim=0))
    torch.testing.assert_close(cov, centred.T @ centred / 49)
    assert mean.dtype == cov.dtype == torch.float64


@pytest.mark.parametrize("seed", range(3))
def test_it_is_zero_on_itself_and_the_same_both_ways(seed):
    one, other = gaussian(seed), gaussian(seed + 10)
    assert frechet(one, one) == pytest.approx(0, abs=1e-6)
    assert frechet(one, other) == pytest.approx(frechet(other, one), rel=1e-9)
    assert frechet(one, other) > 1


def test_a_translation_is_its_squared_length_away():
    mean, cov = gaussian(0)
    delta = chance(5, seed=9)
    moved = frechet((mean, cov), (mean + delta, cov))
    assert moved == pytest.approx(float(delta.square().sum()), rel=1e-6)


def test_independent_features_are_apart_by_the_differences_of_their_spreads():
    first, second = torch.tensor([1.0, 4.0, 0.0, 9.0]).double(), torch.tensor([4.0, 1.0, 0.25, 9.0]).double()
    zero = torch.zeros(4).double()
    expected = (1 - 2) ** 2 + (2 - 1) ** 2 + 0.5**2
    assert frechet((zero, first.diag()), (zero, second.diag())) == pytest.approx(expected, rel=1e-6)


def test_covariances_that_do_not_commute_have_the_trace_of_torchs_own_root():
    """Tr (C1 C2)^½ is the sum of the roots of the product's eigenvalues, which are real for such a pair."""
    (mean1, cov1), (mean2, cov2) = gaussian(3), gaussian(4)
    roots = torch.linalg.eigvals(cov1 @ cov2).sqrt().real.sum()
    expected = (mean1 - mean2).square().sum() + cov1.trace() + cov2.trace() - 2 * roots
    assert frechet((mean1, cov1), (mean2, cov2)) == pytest.approx(float(expected), rel=1e-8)


def test_turning_both_changes_nothing():
    one, other = gaussian(1), gaussian(2)
    turn = torch.linalg.qr(chance(5, 5, seed=7))[0]
    turned = [(turn @ mean, turn @ cov @ turn.T) for mean, cov in (one, other)]
    assert frechet(*turned) == pytest.approx(frechet(one, other), rel=1e-6)


def test_features_that_never_fire_do_no_harm():
    """Fewer samples than features, and some that are always 0: the covariance has no root but a rank."""
    x = torch.cat((chance(4, 6).relu(), torch.zeros(4, 3)), dim=1)
    assert frechet(moments(x), moments(x)) == pytest.approx(0, abs=1e-6)
    assert frechet(moments(x), moments(x + 1)) == pytest.approx(9, rel=1e-6)
    assert frechet(moments(torch.zeros(5, 3)), moments(torch.zeros(5, 3))) == 0


def test_samples_of_one_law_come_close_as_they_become_many():
    few, many = (frechet(moments(chance(n, 8, seed=1)), moments(chance(n, 8, seed=2))) for n in (100, 10_000))
    assert 0 < 50 * many < few


@pytest.mark.parametrize("factor", [math.inf, math.nan, 1e200])
def test_what_cannot_be_computed_is_no_number(factor):
    features = torch.randn(100, 8, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    theirs = moments(features)
    assert math.isnan(frechet(moments(features * factor), theirs))
    assert math.isnan(frechet(theirs, moments(features * factor)))
