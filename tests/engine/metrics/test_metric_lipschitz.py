from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from ganplay.engine.metrics import lipschitz, w1_estimate


@pytest.fixture
def rng() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def clouds(rng: torch.Generator, n: int = 500) -> tuple[Tensor, Tensor]:
    real, fake = (torch.randn(n, 2, generator=rng, dtype=torch.float64) for _ in range(2))
    return real, fake + 3


def test_the_slope_of_a_linear_critic_is_the_norm_of_its_weights(rng):
    weights = torch.tensor([3.0, -4.0], dtype=torch.float64)
    assert lipschitz(lambda x: x @ weights + 7, torch.cat(clouds(rng))) == pytest.approx(5, rel=1e-12)


def test_the_steepest_place_counts(rng):
    """The gradient of |x|^2 / 2 is x itself."""
    places = torch.cat(clouds(rng))
    reading = lipschitz(lambda x: x.square().sum(dim=1) / 2, places)
    assert reading == pytest.approx(float(places.norm(dim=1).max()), rel=1e-12)


def test_it_works_while_gradients_are_off_and_leaves_none_behind(rng):
    critic = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1)).double()
    with torch.no_grad():
        assert lipschitz(critic, torch.cat(clouds(rng))) > 0
    assert all(parameter.grad is None for parameter in critic.parameters())


def test_the_best_linear_critic_sees_the_whole_distance_of_two_shifted_gaussians():
    """W1 of N(0, 1) and N(3, 1) is 3, at any steepness of the critic."""
    rng = torch.Generator().manual_seed(0)
    n = 20_000
    real = torch.randn(n, 2, generator=rng)
    fake = torch.randn(n, 2, generator=rng) + torch.tensor([3.0, 0.0])
    for steepness in (0.1, 1.0, 20.0):

        def critic(x: Tensor, steepness: float = steepness) -> Tensor:
            return -steepness * x[:, 0]

        slope = lipschitz(critic, real)
        assert slope == pytest.approx(steepness)
        assert w1_estimate(critic(real), critic(fake), slope) == pytest.approx(3, abs=0.04)


def test_a_worse_critic_proves_less_and_never_more(rng):
    real, fake = clouds(rng, 20_000)
    away = torch.tensor([0.0, -1.0], dtype=torch.float64)
    slope = lipschitz(lambda x: x @ away, real)
    estimate, truth = w1_estimate(real @ away, fake @ away, slope), math.hypot(3, 3)
    assert estimate == pytest.approx(3, abs=0.05)
    assert estimate < truth


def test_a_flat_critic_measures_nothing(rng):
    slope = lipschitz(lambda x: 0 * x.sum(dim=1), torch.cat(clouds(rng)))
    assert slope == 0
    assert math.isnan(w1_estimate(torch.ones(5), torch.ones(5), slope))


def test_a_critic_that_prefers_generated_points_reads_negative():
    assert w1_estimate(torch.tensor([0.0, 2.0]), torch.tensor([3.0, 5.0]), 1.5) == pytest.approx(-2)
