from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.objectives import (
    R1,
    Hinge,
    LeastSquares,
    Minimax,
    NonSaturating,
    NoPenalty,
    Wasserstein,
    WeightClipping,
)

P = np.linspace(1e-4, 1 - 1e-4, 99_999)
"""Every constant D, as a probability."""


def cross_entropy(target):
    return -target * np.log(P) - (1 - target) * np.log(1 - P)


@pytest.mark.parametrize(("alpha", "beta"), [(0.0, 0.0), (0.1, 0.0), (0.3, 0.1), (0.2, 0.2)])
def test_both_log_losses_stand_where_no_constant_d_does_better(alpha, beta):
    d_loss = cross_entropy(1 - alpha) + cross_entropy(beta)
    best = d_loss.argmin()
    for loss, g_loss in ((Minimax, -cross_entropy(beta)[best]), (NonSaturating, -np.log(P[best]))):
        line = loss(alpha=alpha, beta=beta).equilibrium
        assert line.d == pytest.approx(d_loss.min(), abs=1e-8)
        assert line.g == pytest.approx(g_loss, abs=1e-4)


@pytest.mark.parametrize(("alpha", "beta"), [(0.0, 0.0), (0.1, 0.0), (0.3, 0.1)])
def test_least_squares_stands_where_no_constant_d_does_better(alpha, beta):
    d_loss = (P - 1 + alpha) ** 2 / 2 + (P - beta) ** 2 / 2
    line = LeastSquares(alpha=alpha, beta=beta).equilibrium
    assert line.d == pytest.approx(d_loss.min(), abs=1e-8)
    assert line.g == pytest.approx((P[d_loss.argmin()] - 1) ** 2 / 2, abs=1e-4)


def test_the_figures_that_textbooks_print():
    minimax, saturating = Minimax().equilibrium, NonSaturating().equilibrium
    assert (minimax.d, minimax.g) == pytest.approx((1.386294, -0.693147), abs=1e-6)
    assert (minimax.d_formula, minimax.g_formula) == ("2 ln 2", "−ln 2")
    assert (saturating.g, saturating.g_formula) == (pytest.approx(0.693147, abs=1e-6), "ln 2")
    squares = LeastSquares().equilibrium
    assert (squares.d, squares.d_formula, squares.g, squares.g_formula) == (0.25, "1/4", 0.125, "1/8")


def test_critics_have_a_line_for_d_only_since_their_level_is_free():
    level = np.linspace(-1, 1, 201)
    hinge = np.maximum(0, 1 - level) + np.maximum(0, 1 + level)
    assert hinge == pytest.approx((Hinge()).equilibrium.d)
    assert (Wasserstein()).equilibrium.d == 0
    assert (Hinge()).equilibrium.g is None
    assert (Wasserstein()).equilibrium.g is None


def test_only_minimax_has_a_loss_to_change_to_when_d_wins_and_it_keeps_the_labels():
    assert Minimax(alpha=0.1, beta=0.2).non_saturating == NonSaturating(alpha=0.1, beta=0.2)
    others = (NonSaturating(), LeastSquares(), Hinge(), Wasserstein())
    assert all(loss.non_saturating is None for loss in others)


def test_only_clipping_bounds_the_weights():
    assert WeightClipping(bound=0.03).weight_bound == 0.03
    assert NoPenalty().weight_bound is None
    assert R1().weight_bound is None
