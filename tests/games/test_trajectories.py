"""A run is what plain stepping gives, however long, and says so when it goes nowhere or too far."""

from __future__ import annotations

import typing

import numpy as np
import pytest

from ganplay.contract import games
from ganplay.contract.errors import GanplayError
from ganplay.contract.games import (
    XY,
    AdamRule,
    Alternating,
    Averaging,
    Bilinear,
    ClippedY,
    Consensus,
    Dirac,
    Extragradient,
    GaussianMean,
    HeavyBall,
    Match,
    MovingAverage,
    Optimistic,
    Proximal,
    Quadratic,
    R1OnY,
    Simultaneous,
    SlopePenalty,
    SymplecticAdjustment,
    Unrolled,
)
from ganplay.contract.objectives import R1, WeightClipping
from ganplay.games.analysis import analyse, line
from ganplay.games.orbit import FAR
from ganplay.games.payoffs import GAMES
from ganplay.games.rules import RULES
from ganplay.games.trajectory import run
from tests.games.plain import path_of

ALL_GAMES = [kind() for kind in typing.get_args(games.Game)]
ALL_RULES = [kind() for kind in typing.get_args(games.Rule)]
LINEAR_GAMES = [XY(1.7), Bilinear(), Quadratic(0.3), GaussianMean(), Dirac("wgan", R1(0.2))]


def test_every_game_and_rule_of_the_contract_is_in_its_table():
    assert tuple(GAMES) == typing.get_args(games.Game)
    assert tuple(RULES) == typing.get_args(games.Rule)


@pytest.mark.parametrize(
    ("game", "rule"),
    [
        (XY(), Unrolled(10)),
        (XY(), R1OnY(2.2)),
        (XY(), Alternating()),
        (XY(), HeavyBall(-0.5)),
        (XY(), HeavyBall(0.5, "y first")),
        (XY(), Averaging()),
        (XY(), MovingAverage(0.999)),
        (XY(), Optimistic()),
        (Quadratic(0.0), Alternating("y first", 3)),
        (Bilinear(), Extragradient()),
        (Bilinear(), Consensus(0.3)),
        (GaussianMean(), SymplecticAdjustment(0.2)),
        (GaussianMean(), Averaging("y first")),
        (Dirac("wgan", R1(1.0)), Alternating()),
    ],
    ids=str,
)
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 6001])
def test_long_runs_by_doubling_are_plain_steps(game, rule, steps):
    match = Match(game, rule, 0.1, (), steps)
    doubled = run(game, rule, 0.1, (), steps).path
    stepped = path_of(match)[: len(doubled)]
    scale = np.maximum(np.abs(stepped).max(axis=1, keepdims=True), 1e-9)
    assert (np.abs(doubled - stepped) / scale).max() < 1e-9
    np.testing.assert_allclose(doubled[:2], stepped[:2], rtol=1e-12, atol=1e-15)


def test_a_double_root_is_no_harder():
    """At K eta = 1 nothing can be diagonalised; the states are t 0.9^t times something."""
    states = run(XY(), Unrolled(10), 0.1, (1, 0), 3000).path
    t = np.arange(3001)
    np.testing.assert_allclose(states[:, 0], 0.9**t * (1 - t / 9), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("game", LINEAR_GAMES, ids=str)
@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_hundred_steps_of_everything(game, rule):
    try:
        path = run(game, rule, 0.07, (), 100).path
    except GanplayError:
        pytest.skip("not admitted, which is asked for elsewhere")
    np.testing.assert_allclose(path, path_of(Match(game, rule, 0.07, (), 100)), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "game", [*ALL_GAMES, Dirac("wgan", SlopePenalty()), Dirac("wgan", WeightClipping())], ids=str
)
@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("eta", [0.01, 10.0])
def test_every_pair_is_played_or_objected_to(game, rule, eta):
    law, known_game = RULES[type(rule)], GAMES[type(game)](game)
    objection = law.objection(rule, known_game)
    if objection:
        assert "\n" not in objection
        with pytest.raises(GanplayError, match="does not admit"):
            run(game, rule, eta, (), 300)
        return
    played = run(game, rule, eta, (), 300)
    assert np.isfinite(played.path).all()
    assert (played.radius <= FAR).all()
    assert len(played.path) == len(played.radius)
    assert (played.left_at is None) == (len(played.path) == 301)
    known = analyse(game, rule, eta)
    assert known.sentence.endswith(".")
    drawn = line(game, rule, eta, 1.0, 300)
    assert drawn is None or drawn.shape == (301,)


@pytest.mark.parametrize(
    "rule", [Simultaneous(), HeavyBall(0.9), Averaging("simultaneous"), Unrolled(20)], ids=str
)
def test_a_diverging_run_stops_and_says_where(rule):
    played = run(XY(), rule, 9.0, (1, 1), 100_000)
    assert played.left_at == len(played.path)
    assert 1 < played.left_at < 200
    assert f"from step {played.left_at} on" in played.sentence


def test_a_growing_direction_that_nobody_walks_overflows_nothing():
    """Both turn at a speed of their own; the start has no part in the one that explodes."""
    game = Bilinear(strong=10.0, weak=0.1, angle=0.0)
    played = run(game, Simultaneous(), 5.0, (0, 1, 0, 1), 5000)
    expected = np.hypot(1, 0.5) ** np.arange(len(played.radius)) * np.sqrt(2)
    np.testing.assert_allclose(played.radius, expected, rtol=1e-9)
    assert played.left_at is not None
    still = run(game, Extragradient(), 5.0, (0, 1, 0, 1), 5000)
    assert still.radius[-1] == pytest.approx(np.sqrt(2) * np.hypot(0.75, 0.5) ** 5000, rel=1e-6)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_start_at_the_equilibrium_stays_and_says_so(rule):
    played = run(GaussianMean(), rule, 0.1, (3, 4, 0, 0), 50)
    assert (played.radius == 0).all()
    assert "starts at the equilibrium" in played.sentence


def test_a_run_that_converges_has_nothing_to_say():
    assert run(XY(), Proximal(), 0.1, (1, 1), 10).sentence == ""


def test_a_path_can_be_shared():
    with pytest.raises(ValueError, match="read-only"):
        run(XY(), Simultaneous(), 0.1, (1, 1), 10).path[0] = 0


@pytest.mark.parametrize(("game", "entries"), [(XY(), 4), (Bilinear(), 2), (Dirac(), 1)], ids=str)
def test_a_start_of_the_wrong_length_is_named(game, entries):
    with pytest.raises(GanplayError, match=f"the start has {entries} numbers; this game takes"):
        run(game, Simultaneous(), 0.1, (1.0,) * entries)


@pytest.mark.parametrize(
    ("game", "rule", "why"),
    [
        (Dirac(), R1OnY(), "R1 is a penalty of the game itself"),
        (Dirac("wgan"), ClippedY(), "weight clipping is a penalty of the game itself"),
        (Dirac("non_saturating"), Unrolled(), "a loss of its own"),
        (Dirac("wgan", SlopePenalty()), Consensus(), "jumps at y = 0"),
        (Dirac("wgan", WeightClipping()), Proximal(), "none at its bound"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_rule_that_is_not_admitted_says_why(game, rule, why):
    for ask in (
        lambda: run(game, rule, 0.1),
        lambda: analyse(game, rule, 0.1),
        lambda: line(game, rule, 0.1, 1, 9),
    ):
        with pytest.raises(GanplayError, match="does not admit") as raised:
            ask()
        assert why in str(raised.value)


@pytest.mark.parametrize("order", games.ORDERS)
@pytest.mark.parametrize("eta", [0.01, 0.3])
def test_adam_takes_its_first_step_in_full(order, eta):
    """With both means corrected the first step is eta in the gradient's direction, whatever its size."""
    first = run(XY(3.0), AdamRule(order=order), eta, (2, 1), 1).path[1]
    np.testing.assert_allclose(first, [2 - eta, 1 + eta], rtol=1e-6)


def test_adam_follows_its_recurrence():
    eta, b1, b2 = 0.02, 0.6, 0.9
    w, m, s = np.array([1.0, 0.5]), np.zeros(2), np.zeros(2)
    expected = [w]
    for t in range(1, 301):
        v = np.array([-w[1], w[0]])
        m, s = b1 * m + (1 - b1) * v, b2 * s + (1 - b2) * v * v
        w = w + eta * (m / (1 - b1**t)) / (np.sqrt(s / (1 - b2**t)) + 1e-8)
        expected.append(w)
    path = run(XY(), AdamRule(b1, b2), eta, (1, 0.5), 300).path
    np.testing.assert_allclose(path, expected, rtol=1e-9, atol=1e-9)
    both = run(Bilinear(1.0, 1.0, 0.0), AdamRule(b1, b2), eta, (1, 1, 0.5, 0.5), 300).path
    np.testing.assert_allclose(both[:, [0, 2]], expected, rtol=1e-9, atol=1e-9)


def test_clipping_ends_in_a_cycle_at_the_bound():
    path = run(XY(), ClippedY(0.5), 0.1, (1, 1), 5000).path
    assert np.abs(path[1:, 1]).max() == 0.5
    late = np.hypot(*path[-2000:].T)
    assert 0.3 < late.min() < late.max() < 0.7
    bounded = run(Bilinear(), ClippedY(0.5), 0.1, (), 500).path
    assert np.abs(bounded[1:, 2:]).max() == 0.5


@pytest.mark.parametrize("m", [0.0, 0.2, 0.5, 1.0])
def test_the_quadratic_game_goes_from_rotation_to_descent(m):
    known = analyse(Quadratic(m), Simultaneous(), 0.1)
    expected = abs(1 + 0.1 * complex(-m, 1 - m))
    assert known.radius == pytest.approx(expected, rel=1e-12)
    assert ("without turning" in known.sentence) == (m == 1)
    assert known.limit == pytest.approx(2 * m / (m * m + (1 - m) ** 2), rel=1e-5)


def test_an_implicit_step_holds_for_every_step_size_that_there_is():
    assert analyse(Quadratic(0.3), Proximal(), 0.1).limit == np.inf
