"""Candidates descend by the engine's optimisers, each for itself; the best of each stays."""

from __future__ import annotations

import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.inpainting import Clipped, Recipe, Shell
from ganplay.contract.training import Adam, Momentum, Nesterov, RmsProp, Sgd
from ganplay.engine.inpainting.descent import FINAL_RATE, Descent
from ganplay.engine.inpainting.objective import Objective
from ganplay.engine.trained import Trained

from ..exploring.linear import DIM, linear
from ..picture_games import game

HOLES = torch.zeros(1, 784, dtype=torch.bool)
HOLES[:, :300] = True


def descent(trained, rows, target=None, fresh=None, **knobs):
    recipe = Recipe(**{"weight": 0.0, "prior_weight": 0.0} | knobs)
    wanted = trained.draw(trained.rows(1, torch.Generator().manual_seed(9)) if target is None else target)
    rng = torch.Generator().manual_seed(0)
    return Descent(Objective.of(trained, recipe, wanted, HOLES), rows, rng, fresh or no_others)


def no_others(count):
    raise AssertionError("nothing should be lost")


def starts(trained, count=4):
    return trained.rows(count, torch.Generator().manual_seed(1))


TORCH = {
    Sgd(0.05): lambda z: torch.optim.SGD([z], lr=0.05),
    Momentum(0.02, 0.8): lambda z: torch.optim.SGD([z], lr=0.02, momentum=0.8),
    Nesterov(0.02, 0.9): lambda z: torch.optim.SGD([z], lr=0.02, momentum=0.9, nesterov=True),
    RmsProp(0.01, 0.9): lambda z: torch.optim.RMSprop([z], lr=0.01, alpha=0.9),
    Adam(0.05, 0.9): lambda z: torch.optim.Adam([z], lr=0.05, betas=(0.9, 0.999)),
}


@pytest.mark.parametrize("optimiser", TORCH, ids=lambda each: each.name)
def test_every_candidate_moves_as_torch_would_move_it_alone(matrix, optimiser):
    trained = linear(matrix)
    together = descent(trained, starts(trained), optimiser=optimiser, error="squared", prior_weight=0.1)
    for _ in range(6):
        together.step()
    for i, start in enumerate(starts(trained)):
        z = start.clone().unsqueeze(0).requires_grad_()
        theirs = TORCH[optimiser](z)
        for _ in range(5):
            theirs.zero_grad()
            together.objective(z)[1][:, -1].sum().backward()
            theirs.step()
        torch.testing.assert_close(together.rows[i : i + 1], z.detach(), rtol=1e-4, atol=1e-5)


def test_the_z_of_a_picture_is_found(matrix):
    trained = linear(matrix)
    target = torch.linspace(-1, 1, DIM).unsqueeze(0)
    found = descent(trained, starts(trained), target, error="squared", optimiser=Adam(0.1, beta1=0.9))
    for _ in range(300):
        found.step()
    torch.testing.assert_close(found.best_rows, target.expand(4, -1), rtol=0, atol=0.05)


def test_the_best_of_each_is_kept_though_it_goes_astray(matrix):
    trained = linear(matrix)
    found = descent(trained, starts(trained), optimiser=Sgd(1.0), error="squared", pixels="sum")
    least = found.best_terms[:, -1].clone()
    for _ in range(5):
        found.step()
        least = torch.minimum(least, found.terms[:, -1])
    assert (found.terms[:, -1] > 10 * least).all()
    torch.testing.assert_close(found.best_terms[:, -1], least)
    torch.testing.assert_close(found.objective(found.best_rows)[1], found.best_terms)
    torch.testing.assert_close(found.best_pictures, trained.draw(found.best_rows))


def test_what_is_no_number_is_replaced_and_the_others_do_not_notice(matrix):
    trained = linear(matrix)
    rows = starts(trained)
    rows[1] = 3e38
    other = torch.full((1, DIM), 0.5)
    asked = []

    def fresh(count):
        asked.append(count)
        return other.expand(count, -1)

    found = descent(trained, rows, fresh=fresh, prior_weight=0.1)
    found.step()
    alone = descent(trained, rows[[0, 2, 3]], prior_weight=0.1)
    alone.step()
    assert found.lost.tolist() == [False, True, False, False]
    torch.testing.assert_close(found.rows[1:2], other)
    found.step()
    alone.step()
    assert not found.lost.any()
    assert asked == [1]
    assert found.best_terms.isfinite().all()
    torch.testing.assert_close(found.rows[[0, 2, 3]], alone.rows)


def test_late_steps_are_a_tenth(matrix):
    trained = linear(matrix)
    moved = []
    for late in (False, True):
        found = descent(trained, starts(trained), optimiser=Sgd(0.1))
        before = found.rows
        found.step(late=late)
        found.step()
        moved.append(found.rows - before)
    torch.testing.assert_close(moved[1], FINAL_RATE * moved[0], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("condition", [Labels(), Codes(continuous=2)], ids=lambda each: each.name)
def test_the_class_stays_and_continuous_codes_descend(condition):
    trained = Trained.of_game(game(condition=condition), 0)
    rows = starts(trained)
    found = descent(trained, rows, optimiser=Sgd(1.0), pixels="sum")
    for _ in range(3):
        found.step()
    torch.testing.assert_close(found.rows[:, DIM : DIM + 10], rows[:, DIM : DIM + 10], rtol=0, atol=0)
    assert (found.rows[:, :DIM] != rows[:, :DIM]).any(dim=1).all()
    codes = found.rows[:, DIM + 10 :]
    assert codes.shape[1] == getattr(condition, "continuous", 0)
    if codes.shape[1]:
        assert (codes != rows[:, DIM + 10 :]).any()
        assert float(codes.abs().max()) <= 1.0


def test_another_target_is_judged_by_the_best_that_is_known_of_each(matrix):
    trained = linear(matrix)
    found = descent(trained, starts(trained), optimiser=Adam(0.1, beta1=0.9))
    for _ in range(5):
        found.step()
    # Now the picture is what a candidate shows at this moment, which is none that was kept.
    present = found.rows[2:3]
    found.best_rows = starts(trained)
    aim = Objective.of(trained, found.recipe, trained.draw(present), HOLES)
    found.change(aim)
    assert float(found.best_terms[2, -1]) == pytest.approx(0.0, abs=1e-6)
    torch.testing.assert_close(aim(found.best_rows)[1], found.best_terms)


@pytest.mark.parametrize("support", [Clipped(0.3), Shell()], ids=lambda each: each.name)
def test_another_support_is_kept_to_from_there_on(matrix, support):
    trained = linear(matrix)
    found = descent(trained, starts(trained))
    found.step()
    recipe = Recipe(weight=0.0, prior_weight=0.0, support=support)
    found.change(Objective.of(trained, recipe, found.objective.wanted, HOLES))
    found.step()
    for rows in (found.rows, found.best_rows):
        if isinstance(support, Clipped):
            assert float(rows.abs().max()) <= 0.3 + 1e-6
        else:
            torch.testing.assert_close(rows.norm(dim=1), torch.full((4,), DIM**0.5))
