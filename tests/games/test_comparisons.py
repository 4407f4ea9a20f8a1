"""Published comparisons: which of them converge, and in what order."""

from __future__ import annotations

import pytest

from ganplay.contract.games import (
    AdamRule,
    Alternating,
    Averaging,
    Dirac,
    Extragradient,
    GaussianMean,
    Optimistic,
    Simultaneous,
)
from ganplay.contract.objectives import WeightClipping
from ganplay.games.trajectory import run

CRITIC = Dirac("wgan", WeightClipping(1.0))
"""Gidel et al. 2019: the bilinear WGAN with its critic clipped to [-1, 1], from (2, 0.5)."""


@pytest.fixture(scope="module")
def gidel():
    rules = {
        "simultaneous": (Simultaneous(), 0.1),
        "alternating": (Alternating(), 0.1),
        "adam": (AdamRule(0.0, 0.99), 0.01),
        "average": (Averaging("simultaneous"), 0.1),
        "optimistic": (Optimistic(), 0.5),
        "extragradient": (Extragradient(), 0.6),
    }
    return {name: run(CRITIC, rule, eta, (2, 0.5), 100).radius for name, (rule, eta) in rules.items()}


def test_extrapolation_converges_within_a_hundred_steps(gidel):
    assert gidel["optimistic"][-1] < 1e-10
    assert gidel["extragradient"][-1] < 1e-4


def test_plain_steps_and_adam_do_not(gidel):
    for name in ("simultaneous", "alternating", "adam"):
        assert gidel[name][50:].min() > 0.5
    # The bound is all that holds the simultaneous ones; in turns they stay by themselves.
    assert gidel["simultaneous"][-1] > gidel["alternating"][-1]


def test_the_average_comes_nearer_than_what_it_averages(gidel):
    assert (
        gidel["optimistic"][-1] < gidel["extragradient"][-1] < gidel["average"][-1] < gidel["alternating"][-1]
    )


def test_optimism_learns_the_mean_and_descent_spirals_out():
    """Daskalakis et al. 2018: v = (3, 4), w = 1.4, theta = 1.7 at the start."""
    descent = run(GaussianMean(), Simultaneous(), 0.1, (), 500)
    optimism = run(GaussianMean(), Optimistic(), 0.1, (), 500)
    assert descent.path[0].tolist() == [1.7, 1.7, 1.4, 1.4]
    assert descent.radius[-1] > 10 * descent.radius[0]
    assert optimism.radius[-1] < 0.1 * optimism.radius[0]
    late = run(GaussianMean(), Optimistic(), 0.1, (), 5000).path[-1]
    assert late == pytest.approx([3, 4, 0, 0], abs=1e-9)


def test_optimism_follows_the_published_update():
    theta, w, last = 1.7, 1.4, 1.7
    w_last = w
    for _ in range(200):
        w, w_last, theta, last = (
            w + 0.2 * (3 - theta) - 0.1 * (3 - last),
            w,
            theta + 0.2 * w - 0.1 * w_last,
            theta,
        )
    end = run(GaussianMean(), Optimistic(), 0.1, (), 200).path[-1]
    assert (end[0], end[2]) == pytest.approx((theta, w), rel=1e-9)
