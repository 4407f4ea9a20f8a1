"""Good starts that differ, evenly from every class, and the same ones however they were drawn."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.inpainting import Recipe
from ganplay.contract.networks import Noise
from ganplay.engine.inpainting import screening
from ganplay.engine.inpainting.objective import Objective
from ganplay.engine.inpainting.screening import CHOICE, Pool, pool_of
from ganplay.engine.trained import Trained

from ..exploring.linear import DIM, linear
from ..picture_games import game

HOLES = torch.zeros(1, 784, dtype=torch.bool)
HOLES[:, ::2] = True


def objective(trained, row, **knobs):
    return Objective.of(
        trained, Recipe(**{"weight": 0.0, "prior_weight": 0.0} | knobs), trained.draw(row), HOLES
    )


def test_the_best_comes_first_and_the_others_are_good_and_differ(matrix):
    trained = linear(matrix)
    rows = trained.rows(100, torch.Generator().manual_seed(0))
    pool = Pool(trained, rows, judged=False)
    judge = objective(trained, rows[70:71] + 0.01)
    chosen = pool.starts(judge, 5, 1)
    torch.testing.assert_close(chosen[0], rows[70])
    places = [int((rows == each).all(dim=1).nonzero()) for each in chosen]
    ranks = judge(rows)[1][:, -1].argsort().tolist()
    assert len(set(places)) == 5
    assert all(ranks.index(place) < CHOICE * 5 for place in places)
    # The second is the one of these that is farthest from the first.
    near = rows[ranks[: CHOICE * 5]]
    farthest = ((near - chosen[0]) @ matrix).square().sum(dim=1).argmax()
    torch.testing.assert_close(chosen[1], near[farthest])


def test_a_pool_drawn_bit_by_bit_is_the_pool(matrix, monkeypatch):
    trained = linear(matrix)
    rows = trained.rows(70, torch.Generator().manual_seed(0))
    at_once = Pool(trained, rows, judged=True)
    assert at_once.whole
    monkeypatch.setattr(screening, "BATCH", 16)
    bit_by_bit = Pool(trained, rows, judged=True)
    assert not bit_by_bit.whole
    assert len(bit_by_bit.starts(objective(trained, rows[:1]), 4, 1)) == 4
    for _ in range(4):
        bit_by_bit.grow()
    assert bit_by_bit.whole
    torch.testing.assert_close(bit_by_bit.pictures, at_once.pictures)
    torch.testing.assert_close(bit_by_bit.logits, at_once.logits)


@pytest.mark.parametrize("condition", [Labels(), Codes(continuous=2)], ids=lambda each: each.name)
def test_candidates_are_spread_over_the_classes(condition):
    trained = Trained.of_game(game(condition=condition), 0)
    pool = pool_of(trained, Recipe(screened=200, weight=0.0), None)
    judge = objective(trained, pool.rows[3:4])
    kinds = pool.starts(judge, 13, 10)[:, DIM : DIM + 10].argmax(dim=1)
    assert sorted(kinds.bincount(minlength=10).tolist()) == [1] * 7 + [2] * 3
    # What is left over goes where the least loss is: the picture itself is there.
    assert pool.starts(judge, 1, 10)[0].tolist() == pool.rows[3].tolist()


def test_only_the_class_that_is_asked_for_is_drawn():
    trained = Trained.of_game(game(condition=Labels()), 0)
    rows = pool_of(trained, Recipe(candidates=16, screened=50), 4).rows
    assert (rows[:, DIM:].argmax(dim=1) == 4).all()
    torch.testing.assert_close(rows[:, DIM:].sum(dim=1), torch.ones(50))


def test_seeds_and_rounds_draw_others_and_the_same_ones_again():
    trained = Trained.of_game(game(), 0)
    first = pool_of(trained, Recipe(seed=1), None)
    assert pool_of(trained, Recipe(seed=1), None) is first
    assert not torch.equal(pool_of(trained, Recipe(seed=2), None).rows, first.rows)
    assert not torch.equal(pool_of(trained, Recipe(seed=1), None, rounds=1).rows, first.rows)


@pytest.mark.parametrize(("law", "start"), [("normal", "uniform"), ("uniform", "prior")])
def test_uniform_starts_fill_the_box(law, start):
    trained = Trained.of_game(game(noise=Noise(dim=6, law=law)), 0)
    rows = pool_of(trained, Recipe(screened=500, start=start), None).rows
    assert float(rows.abs().max()) <= 1.0
    assert float(rows.std()) == pytest.approx(3**-0.5, abs=0.03)


def test_the_prior_is_what_the_model_was_trained_with():
    trained = Trained.of_game(game(), 0)
    rows = pool_of(trained, Recipe(screened=500), None).rows
    assert float(rows.std()) == pytest.approx(1.0, abs=0.05)


def test_without_screening_every_draw_starts():
    trained = dataclasses.replace(Trained.of_game(game(), 0), discriminator=None)
    pool = pool_of(trained, Recipe(screened=0, candidates=5), None)
    assert len(pool.rows) == 5
    assert pool.logits is None
