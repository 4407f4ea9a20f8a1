"""Which candidate is the answer: worked out by hand for a few."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.engine.inpainting.answer import answer, weigh

WARM = 0.01


def read_as(*labels: int) -> torch.Tensor:
    return torch.eye(10)[list(labels)]


@pytest.mark.parametrize("shift", [0.0, 0.3, -5.0])
def test_candidates_count_by_their_likelihood(shift):
    """Only differences count: a critic's score may take a total below 0."""
    weights = weigh(torch.tensor([0.02, 0.03, 0.05]) + shift, WARM)
    assert float(weights.sum()) == pytest.approx(1.0)
    assert float(weights[0] / weights[1]) == pytest.approx(math.e, rel=1e-3)
    assert float(weights[0] / weights[2]) == pytest.approx(math.e**3, rel=1e-3)


def test_at_no_temperature_all_count_alike_and_the_least_loss_is_the_answer():
    totals = torch.tensor([0.030, 0.010, 0.011, 0.011])
    assert weigh(totals, 0.0).tolist() == [0.25] * 4
    assert answer(totals, read_as(4, 9, 4, 4), 0.0) == 1


def test_many_that_fit_nearly_as_well_outweigh_one():
    totals, classes = torch.tensor([0.0100, 0.0104, 0.0103, 0.0500]), read_as(1, 4, 4, 4)
    assert answer(totals, classes, WARM) == 2, "the best of the likelier class"


def test_many_that_fit_badly_do_not():
    assert answer(torch.tensor([0.01, *[0.06] * 15]), read_as(1, *[4] * 15), WARM) == 0


def test_the_answer_is_one_that_can_be_read():
    """The best that is read as the likeliest class is so by a hair; the next one is so for sure."""
    classes = 0.51 * read_as(4, 4, 4) + 0.49 * read_as(9, 4, 4)
    assert answer(torch.tensor([0.020, 0.021, 0.022]), classes, WARM) == 1


@pytest.mark.parametrize("temperature", [0.0, WARM])
def test_without_a_classifier_the_least_loss_is_the_answer(temperature):
    assert answer(torch.tensor([0.03, 0.01, 0.02]), None, temperature) == 1
