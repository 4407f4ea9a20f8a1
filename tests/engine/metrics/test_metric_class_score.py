"""What a classifier makes of pictures, against the closed forms of who draws evenly, one class, or badly."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.engine.metrics import class_kl, class_score, class_shares


def one_hot(*labels, classes=10):
    return torch.eye(classes)[torch.tensor(labels)]


@pytest.mark.parametrize("classes", [2, 10])
def test_the_score_of_sure_verdicts_on_all_classes_alike_is_their_number(classes):
    assert class_score(one_hot(*range(classes), *range(classes), classes=classes)) == pytest.approx(classes)


def test_the_score_of_always_the_same_picture_is_one_however_sure_the_verdict():
    assert class_score(one_hot(*[3] * 20)) == pytest.approx(1)
    assert class_score(torch.full((20, 10), 0.1)) == pytest.approx(1)
    assert class_score(torch.tensor([[0.7, 0.2, 0.1]]).repeat(9, 1)) == pytest.approx(1)


def test_the_score_is_the_exponential_of_the_mutual_information():
    """H(mean) - mean H, for two kinds of pictures and a verdict that is right with probability p."""
    p = 0.8
    verdicts = torch.tensor([[p, 1 - p], [1 - p, p]], dtype=torch.float64).repeat(5, 1)
    noise = -(p * math.log(p) + (1 - p) * math.log(1 - p))
    assert class_score(verdicts) == pytest.approx(2 * math.exp(-noise))


def test_half_the_classes_score_half_as_much():
    assert class_score(one_hot(0, 2, 4, 6, 8)) == pytest.approx(5)


def test_shares_count_the_likeliest_class_and_name_also_those_that_nobody_drew():
    shares = class_shares(
        torch.tensor([[0.4, 0.3, 0.3], [0.1, 0.45, 0.45], [0.6, 0.2, 0.2], [0.5, 0.4, 0.1]])
    )
    assert shares.tolist() == [0.75, 0.25, 0.0]
    assert shares.dtype == torch.float64


EVEN = torch.full((10,), 0.1, dtype=torch.float64)


def test_the_kl_of_the_datas_own_shares_is_zero_and_of_one_class_ln_10():
    assert class_kl(EVEN, EVEN) == pytest.approx(0, abs=1e-12)
    assert class_kl(one_hot(4)[0].double(), EVEN) == pytest.approx(math.log(10))
    assert class_kl(torch.tensor([0.75, 0.25]), torch.tensor([0.5, 0.5])) == pytest.approx(
        0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    )


def test_a_class_that_the_data_lack_is_infinitely_wrong_and_one_that_nobody_has_is_not():
    fair = torch.tensor([0.5, 0.5, 0.0], dtype=torch.float64)
    assert class_kl(fair, fair) == 0
    assert class_kl(torch.tensor([0.5, 0.4, 0.1]), fair) == math.inf


def test_the_kl_of_a_perfect_generator_is_about_its_floor():
    n, rng = 2000, torch.Generator().manual_seed(2)
    draws = torch.randint(10, (300, n), generator=rng)
    found = [class_kl(row.bincount(minlength=10).double() / n, EVEN) for row in draws]
    assert sum(found) / len(found) == pytest.approx(9 / (2 * n), rel=0.1)
