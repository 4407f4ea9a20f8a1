from __future__ import annotations

import pytest
import torch

from ganplay.contract.data import Ring
from ganplay.engine.datasets import build
from ganplay.engine.metrics import sliced_w2


@pytest.fixture
def real() -> torch.Tensor:
    return build(Ring(), "cpu").sample(2048, torch.Generator().manual_seed(0))


@pytest.mark.parametrize("shift", [(3.0, 4.0), (-0.01, 0.0), (0.3, -2.0)])
def test_a_translation_reads_half_its_squared_length(real, shift):
    delta = torch.tensor(shift, dtype=torch.float64)
    expected = float(delta.square().sum()) / 2
    assert sliced_w2(real.double(), real.double() + delta, 64) == pytest.approx(expected, rel=1e-9)


def test_a_scaling_reads_what_it_does_to_the_second_moment(real):
    """Along each direction sort(s x) - sort(x) is (s - 1) sort(x), whose squares average to half."""
    expected = float(real.double().square().sum(dim=1).mean()) * 0.5**2 / 2
    assert sliced_w2(real.double(), 1.5 * real.double()) == pytest.approx(expected, rel=1e-9)


def test_the_order_of_the_points_does_not_matter(real):
    assert sliced_w2(real, real.flip(0)) == 0


def test_real_points_are_near_and_a_collapsed_generator_is_far(real):
    rng = torch.Generator().manual_seed(1)
    other = build(Ring(), "cpu").sample(2048, rng)
    collapsed = torch.tensor([2.0, 0.0]) + 0.05 * torch.randn(2048, 2, generator=rng)
    assert 0 < sliced_w2(real, other) < 0.1
    assert sliced_w2(real, collapsed) == pytest.approx(3.86, abs=0.25)


def test_different_counts_are_an_error(real):
    with pytest.raises(ValueError, match="as many points on both sides, got 2048 and 2000"):
        sliced_w2(real, real[:2000])
