"""What InfoGAN's head loses, against the likelihoods of torch's own distributions."""

from __future__ import annotations

import math

import pytest
import torch
from torch.distributions import Normal, OneHotCategorical

from ganplay.engine.losses.information import category_loss, mutual_information_loss


def chance(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def codes(n, categories, continuous, seed=5):
    """Every category in turn, and continuous codes by chance."""
    hot = torch.eye(max(categories, 1), dtype=torch.float64).repeat(n, 1)[:n, :categories]
    loose = torch.rand(n, continuous, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return torch.cat((hot, 2 * loose - 1), dim=1)


@pytest.mark.parametrize(("categories", "continuous"), [(10, 2), (3, 0), (0, 2), (1, 1)])
def test_it_is_minus_the_mean_log_likelihood_but_for_the_gaussians_constant(categories, continuous):
    read, given = 3 * chance(20, categories + continuous), codes(20, categories, continuous)
    likelihood = Normal(read[:, categories:], 1.0).log_prob(given[:, categories:]).sum(dim=1)
    if categories:
        law = OneHotCategorical(logits=read[:, :categories])
        likelihood = likelihood + law.log_prob(given[:, :categories])
    constant = continuous * math.log(2 * math.pi) / 2
    loss = mutual_information_loss(read, given, categories)
    torch.testing.assert_close(loss, -likelihood.mean() - constant)


def test_without_codes_the_loss_is_zero():
    assert float(mutual_information_loss(torch.empty(4, 0), torch.empty(4, 0), 0)) == 0


def test_a_head_that_reads_everything_loses_nothing():
    given = codes(20, 10, 2)
    read = torch.cat((1000 * given[:, :10], given[:, 10:]), dim=1)
    assert float(mutual_information_loss(read, given, 10)) == 0
    assert not category_loss(read, given, 10).any()


def test_a_head_that_reads_nothing_loses_the_entropy_of_the_category():
    given = codes(20, 10, 0)
    torch.testing.assert_close(
        category_loss(torch.zeros(20, 10, dtype=torch.float64), given, 10),
        torch.full((20,), math.log(10), dtype=torch.float64),
    )


def test_its_gradient_is_that_of_finite_differences():
    read, given = chance(6, 5).requires_grad_(), codes(6, 3, 2)
    assert torch.autograd.gradcheck(lambda read: mutual_information_loss(read, given, 3), read)
    assert torch.autograd.gradgradcheck(lambda read: mutual_information_loss(read, given, 3), read)
