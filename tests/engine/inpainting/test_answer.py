"""Which candidate is the answer: worked out by hand for a few."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.engine.inpainting.answer import answer, candidate_weights

WARM = 0.01


def read_as(*labels: int) -> torch.Tensor:
    return torch.eye(10)[list(labels)]


@pytest.mark.parametrize("shift", [0.0, 0.3, -5.0])
def test_candidates_count_by_their_likelihood(shift):
    """Only differences count: a critic's score may take a total below 0."""
    weights = candidate_weights(torch.tensor([0.02, 0.03, 0.05]) + shift, WARM)
    assert float(weights.sum()) == pytest.approx(1.0)
    assert float(weights[0] / weights[1]) == pytest.approx(math.e, rel=1e-3)
    assert float(weights[0] / weights[2]) == pytest.approx(math.e**3, rel=1e-3)


@pytest.mark.parametrize("temperature", [0.0, 1e-42])
def test_at_no_temperature_the_least_loss_is_all_that_counts(temperature):
    totals = torch.tensor([0.030, 0.010, 0.011, 0.011])
    assert candidate_weights(totals, temperature).tolist() == [0, 1, 0, 0]
    assert answer(totals, read_as(4, 9, 4, 4), temperature) == 1


@pytest.mark.parametrize("temperature", [0.0, WARM])
@pytest.mark.parametrize("lost", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_counts_nothing(lost, temperature):
    totals = torch.tensor([lost, 0.01, 0.05, lost])
    expected = candidate_weights(totals[1:3], temperature)
    torch.testing.assert_close(candidate_weights(totals, temperature)[1:3], expected)
    assert answer(totals, read_as(4, 9, 3, 4), temperature) == 1
    assert candidate_weights(totals[[0, 3]], temperature).tolist() == [0.5, 0.5], "there is no other"


def test_many_that_fit_nearly_as_well_outweigh_one():
    totals, classes = torch.tensor([0.0100, 0.0104, 0.0103, 0.0500]), read_as(1, 4, 4, 4)
    assert answer(totals, classes, WARM) == 2, "the best of the likelier class"


def test_many_that_fit_badly_do_not():
    assert answer(torch.tensor([0.01, *[0.06] * 15]), read_as(1, *[4] * 15), WARM) == 0


def test_the_answer_is_one_that_can_be_read():
    """The best that is read as the likeliest class is so by a hair; the next one is so for sure."""
    classes = 0.51 * read_as(4, 4, 4) + 0.49 * read_as(9, 4, 4)
    assert answer(torch.tensor([0.020, 0.021, 0.022]), classes, WARM) == 1


def test_the_answer_is_read_as_the_likeliest_class_though_another_says_more_for_it():
    classes = torch.zeros(4, 10)
    classes[0, [4, 9]] = torch.tensor([0.45, 0.55])
    classes[[1, 2, 3], [4, 4, 9]] = 1.0
    totals = -WARM * torch.tensor([0.5, 0.2, 0.2, 0.1]).log()
    said = candidate_weights(totals, WARM) @ classes
    assert said.argmax() == 4
    assert answer(totals, classes, WARM) == 1


def test_a_class_that_all_are_a_little_of_is_answered_by_who_says_most_for_it():
    classes = 0.55 * read_as(1, 2) + 0.45 * read_as(3, 3)
    assert answer(torch.tensor([0.0101, 0.01]), classes, WARM) == 1


@pytest.mark.parametrize("temperature", [0.0, WARM])
def test_without_a_classifier_the_least_loss_is_the_answer(temperature):
    assert answer(torch.tensor([0.03, 0.01, 0.02]), None, temperature) == 1
