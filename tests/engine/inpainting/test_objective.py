"""The loss against its formulas: weights, both means, three kinds of realism, each row for itself."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch

from ganplay.contract.inpainting import Recipe
from ganplay.engine.inpainting.objective import REALISM, Objective, weight_map
from ganplay.engine.trained import Trained

from ..exploring.linear import linear
from ..picture_games import game

CENTRE = torch.zeros(28, 28, dtype=torch.bool)
CENTRE[7:21, 7:21] = True
HOLES = CENTRE.view(1, -1)
WANTED = torch.rand(1, 784, generator=torch.Generator().manual_seed(5)) * 2 - 1


def objective(trained, holes=HOLES, wanted=WANTED, **knobs):
    return Objective.of(
        trained, Recipe(**{"error": "absolute", "weight": 0.0, "prior_weight": 0.0} | knobs), wanted, holes
    )


def test_a_known_pixel_weighs_the_share_of_hole_around_it():
    weights = weight_map(HOLES, 7).view(28, 28)
    assert weights[7:21, 7:21].count_nonzero() == 0
    # Beside the middle of the hole's edge 3 of 7 columns are unknown, at its corner's corner 9 of 49 pixels.
    assert float(weights[14, 6]) == pytest.approx(3 / 7)
    assert float(weights[14, 4]) == pytest.approx(1 / 7)
    assert float(weights[6, 6]) == pytest.approx(9 / 49)
    assert float(weights[14, 3]) == 0
    # IMAGES.md counts 204 known pixels that weigh anything.
    assert int((weights > 0).sum()) == 204


@pytest.mark.parametrize("window", range(1, 28))
def test_every_window_leaves_known_pixels_that_weigh(window):
    assert weight_map(HOLES, window).any()


def test_the_edge_of_the_picture_is_not_unknown():
    holes = torch.zeros(28, 28, dtype=torch.bool)
    holes[:, 0] = True
    assert float(weight_map(holes.view(1, -1), 3).view(28, 28)[0, 1]) == pytest.approx(1 / 3)


def test_without_a_window_all_known_pixels_weigh_alike():
    np.testing.assert_array_equal(weight_map(HOLES, 0).bool(), ~HOLES)


@pytest.mark.parametrize(
    ("knobs", "cost"),
    [
        ({}, lambda apart, w: (w * apart.abs()).sum(1) / 588),
        ({"error": "squared"}, lambda apart, w: (w * apart**2).sum(1) / 588),
        ({"pixels": "sum"}, lambda apart, w: (w * apart.abs()).sum(1)),
        ({"window": 7, "pixels": "sum"}, lambda apart, w: (w * apart.abs()).sum(1)),
    ],
    ids=["mean", "squared", "sum", "window"],
)
def test_the_context_is_the_formula(matrix, knobs, cost):
    trained = linear(matrix)
    rows = trained.rows(5, torch.Generator().manual_seed(0))
    pictures, terms = objective(trained, **knobs)(rows)
    expected = cost(rows @ matrix - WANTED, weight_map(HOLES, knobs.get("window", 0)))
    torch.testing.assert_close(pictures, rows @ matrix)
    torch.testing.assert_close(terms[:, 0], expected)
    torch.testing.assert_close(terms[:, 3], terms[:, 0])


def test_the_prior_is_the_mean_square_of_z(matrix):
    trained = linear(matrix)
    rows = torch.full((2, 6), 3.0)
    _, terms = objective(trained, prior_weight=0.25)(rows)
    torch.testing.assert_close(terms[:, 2], torch.full((2,), 0.25 * 9))
    torch.testing.assert_close(terms[:, 3], terms[:, 0] + terms[:, 2])


@pytest.mark.parametrize("logit", [-30.0, -1.0, 0.0, 2.0])
def test_realism_is_what_d_says(logit):
    d = 1 / (1 + math.exp(-logit))
    at = torch.tensor([logit], dtype=torch.float64)
    assert float(REALISM["saturating"](at)) == pytest.approx(math.log1p(-d), rel=1e-9)
    assert float(REALISM["non_saturating"](at)) == pytest.approx(-math.log(d), rel=1e-9)
    assert float(REALISM["critic"](at)) == -logit


def test_realism_asks_d_and_counts_lambda_times():
    trained = Trained.of_game(game(), 0)
    rows = trained.rows(4, torch.Generator().manual_seed(1))
    _, terms = objective(trained, weight=2.0, realism="critic")(rows)
    torch.testing.assert_close(terms[:, 1], -2 * trained.logits(rows, trained.draw(rows)))
    torch.testing.assert_close(terms[:, 3], terms[:, 0] + terms[:, 1])


def test_without_d_lambda_is_off():
    trained = dataclasses.replace(Trained.of_game(game(), 0), discriminator=None)
    _, terms = objective(trained, weight=2.0)(trained.rows(3, torch.Generator()))
    assert terms[:, 1].count_nonzero() == 0


@pytest.mark.parametrize("realism", REALISM)
def test_each_row_is_judged_by_itself(realism):
    trained = Trained.of_game(game(), 0)
    rows = trained.rows(6, torch.Generator().manual_seed(3))
    judge = objective(trained, weight=0.5, prior_weight=0.1, realism=realism)
    _, together = judge(rows)
    alone = torch.cat([judge(row.unsqueeze(0))[1] for row in rows])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-6)


def test_what_lies_in_the_hole_counts_nothing(matrix):
    trained = linear(matrix)
    rows = trained.rows(3, torch.Generator().manual_seed(0))
    other = torch.where(HOLES, torch.full_like(WANTED, torch.nan), WANTED)
    expected = objective(trained)(rows)[1]
    torch.testing.assert_close(objective(trained, wanted=other)(rows)[1], expected, rtol=0, atol=0)


def test_pictures_with_holes_of_their_own_are_judged_at_once(matrix):
    trained = linear(matrix)
    rows = trained.rows(2, torch.Generator().manual_seed(0))
    holes = torch.stack((HOLES[0], ~HOLES[0]))
    wanted = torch.cat((WANTED, -WANTED))
    _, both = objective(trained, holes, wanted, window=5)(rows)
    for i in range(2):
        _, one = objective(trained, holes[i : i + 1], wanted[i : i + 1], window=5)(rows[i : i + 1])
        torch.testing.assert_close(both[i : i + 1], one)
