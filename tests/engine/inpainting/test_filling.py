"""Many pictures at once, each with candidates of its own."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.inpainting import Clipped, Recipe
from ganplay.engine.inpainting.filling import Filling
from ganplay.engine.trained import Trained

from ..exploring.linear import DIM, linear
from ..picture_games import game

HOLES = torch.zeros(3, 784, dtype=torch.bool)
HOLES[0, :300] = HOLES[1, 300:] = HOLES[2, ::2] = True


def filling(trained, wanted, label=None, **knobs):
    recipe = Recipe(**{"iterations": 3, "candidates": 2, "screened": 20, "prior_weight": 0.0} | knobs)
    return Filling(trained, recipe, wanted, HOLES[: len(wanted)], label)


def finished(found):
    while not found.finished:
        found.advance()
    return found


def test_each_picture_is_filled_as_if_it_were_alone(matrix):
    trained = linear(matrix)
    wanted = trained.draw(trained.rows(3, torch.Generator().manual_seed(4)))
    together = finished(filling(trained, wanted))
    for i in range(3):
        alone = Filling(trained, together.recipe, wanted[i : i + 1], HOLES[i : i + 1])
        here = slice(2 * i, 2 * i + 2)
        torch.testing.assert_close(together.descent.best_rows[here], finished(alone).descent.best_rows)


def test_without_screening_every_picture_starts_elsewhere(matrix):
    trained = linear(matrix)
    found = filling(trained, torch.zeros(3, 784), screened=0, start="uniform")
    assert len(found.descent.rows.unique(dim=0)) == 6
    assert float(found.descent.rows.abs().max()) <= 1


@pytest.mark.parametrize("restarts", [0, 2])
def test_every_descent_has_all_its_iterations(matrix, restarts):
    found = filling(linear(matrix), torch.zeros(1, 784), restarts=restarts)
    iterations = 0
    while not found.finished:
        iterations += found.advance()
    assert iterations == 3 * (1 + restarts)
    assert not found.advance()


def test_the_rate_falls_in_the_last_share(matrix):
    trained = linear(matrix)
    found = filling(trained, torch.ones(1, 784), iterations=10, decay=0.3, screened=0, weight=0.0)
    rows = []
    while not found.finished:
        found.advance()
        rows.append(found.descent.rows)
    moved = [float((after - before).abs().mean()) for before, after in itertools.pairwise(rows)]
    # The move after iteration 7 is the first small one; Adam's is about its rate throughout.
    assert min(moved[:7]) > 5 * max(moved[7:])


def test_who_is_lost_is_replaced_by_the_class_that_was_asked_for():
    trained = Trained.of_game(game(condition=Labels()), 0)
    found = filling(trained, torch.zeros(1, 784), label=7)
    found._pool = None
    found.descent._moving[0] = torch.nan
    found.advance()
    assert found.replaced == 1
    assert (found.descent.rows[:, DIM:].argmax(dim=1) == 7).all()
    assert found.descent.rows.isfinite().all()


def test_a_class_changes_nothing_where_none_can_be_drawn_on_demand():
    trained = Trained.of_game(game(condition=Codes()), 0)
    asked, not_asked = (filling(trained, torch.zeros(1, 784), label=label) for label in (3, None))
    assert torch.equal(asked.descent.rows, not_asked.descent.rows)


def test_the_best_of_an_earlier_round_keeps_its_class_when_z_is_put_elsewhere():
    """It may be another than that of the candidate that stands in its place now."""
    trained, wanted = Trained.of_game(game(condition=Labels()), 0), torch.zeros(1, 784)
    found = finished(filling(trained, wanted, candidates=10, restarts=2, iterations=1))
    best = found.descent.best_rows.clone()
    assert (best[:, DIM:] != found.descent.rows[:, DIM:]).any()
    best[:, :DIM].clamp_(-0.5, 0.5)
    found.change(dataclasses.replace(found.recipe, support=Clipped(0.5)), wanted, HOLES[:1])
    _, terms = found.aims[0](best)
    assert (found.descent.best_terms[:, -1] <= terms[:, -1] + 1e-6).all()
