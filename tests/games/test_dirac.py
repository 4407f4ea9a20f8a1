"""The Dirac-GAN against Mescheder et al. 2018: what is exact, what is local, and where each panel ends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ganplay.contract.games import (
    Alternating,
    Consensus,
    Continuous,
    Dirac,
    InstanceNoise,
    Proximal,
    PublishedConsensus,
    Simultaneous,
    SlopePenalty,
    Unrolled,
)
from ganplay.contract.objectives import R1, WeightClipping
from ganplay.games.analysis import analyse, limit_of
from ganplay.games.payoffs import GAMES
from ganplay.games.trajectory import run

H = 0.2
SCHEMES = (Simultaneous(), Alternating(), Alternating("x first", 5))

PANELS = [
    (Dirac("minimax"), "3.097", "1.421", "1.845"),
    (Dirac("non_saturating"), ".6402", ".2839", ".1389"),
    (Dirac("wgan", WeightClipping(1.0)), "1.002", "1.024", ".917"),
    (Dirac("wgan"), "2.564e4", "1.398", "1.060"),
    (Dirac("wgan", SlopePenalty(0.7, 1.0)), "1.802", "1.221", ".716"),
    (Dirac("minimax", R1(0.3)), "2.6e-6", "2.3e-7", "9e-34"),
    (Dirac("minimax", R1(1.0)), "9.5e-22", "7.5e-17", "5.1e-12"),
    (Dirac("minimax", PublishedConsensus(1.0)), "2.1e-10", "1.3e-11", "5e-33"),
    (Dirac("non_saturating", R1(0.3)), "2.2e-6", "1.5e-7", "4e-34"),
]


def last_place(printed):
    """One unit in the last printed place."""
    mantissa, _, exponent = printed.partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: str(panel[0]))
@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["simultaneous", "alternating", "five steps of D"])
def test_each_panel_ends_where_it_is_printed(panel, scheme):
    game, *printed = panel
    end = run(game, SCHEMES[scheme], H, (1, 1), 500).radius[-1]
    assert end == pytest.approx(float(printed[scheme]), abs=0.501 * last_place(printed[scheme]))


def test_the_true_gradient_of_consensus_ends_elsewhere():
    """The notebook halves a term; with the whole of it five steps of D do not settle."""
    assert run(Dirac(), Consensus(1.0), H, (1, 1), 500).radius[-1] == pytest.approx(2.58e-10, rel=2e-3)

    # The rule's own gradient, checked on |v|^2/2 itself.
    game = GAMES[Dirac](Dirac())
    x, y, d = 0.8, -1.1, 1e-5

    def half_square(x, y):
        return 0.5 * np.square(game.field(x, y)).sum()

    gradient = (
        (half_square(x + d, y) - half_square(x - d, y)) / (2 * d),
        (half_square(x, y + d) - half_square(x, y - d)) / (2 * d),
    )
    assert game.vjp(x, y, *game.field(x, y)) == pytest.approx(gradient, abs=1e-9)


@pytest.mark.parametrize("h", [0.05, 0.2, 1.0])
def test_simultaneous_minimax_steps_obey_their_identity(h):
    """r'^2 = r^2 (1 + h^2 sigmoid(-theta psi)^2)."""
    played = run(Dirac(), Simultaneous(), h, (1, 1), 400)
    theta, psi = played.path[:-1].T
    factor = 1 + (h / (1 + np.exp(theta * psi))) ** 2
    np.testing.assert_allclose(played.radius[1:] ** 2, played.radius[:-1] ** 2 * factor, rtol=1e-9)


@pytest.mark.parametrize("start", [(1.0, 1.0), (2.0, 0.5), (0.3, -0.2)], ids=str)
def test_in_continuous_time_a_clipped_critic_goes_by_arcs_and_along_its_bound(start):
    """A circle until |psi| = 1, along the bound until theta = 0, and from there on the unit circle."""
    played = run(Dirac("wgan", WeightClipping(1.0)), Continuous(), 0.05, start, 400)
    radius, angle = np.hypot(*start), np.arctan2(start[1], start[0])
    hit = np.arcsin(1 / radius) - angle if radius > 1 else np.inf
    slide = np.sqrt(radius**2 - 1) if radius > 1 else 0.0
    expected = []
    for t in 0.05 * np.arange(401):
        if t <= hit:
            expected.append((radius * np.cos(angle + t), radius * np.sin(angle + t)))
        elif t <= hit + slide:
            expected.append((slide - (t - hit), 1.0))
        else:
            expected.append((-np.sin(t - hit - slide), np.cos(t - hit - slide)))
    np.testing.assert_allclose(played.path, expected, rtol=0, atol=1e-7)


def test_in_continuous_time_a_slope_penalty_is_followed_across_its_jump():
    """On either side of psi = 0 the field is linear: exact by eigenvectors, the crossing by bisection."""
    weight, target, h = 0.7, 1.0, 0.1
    matrix = np.array([[0.0, -1.0], [1.0, -weight]])
    values, vectors = np.linalg.eig(matrix)

    def later(place, t, side):
        rest = np.array([-weight * target * side, 0.0])
        return rest + (vectors @ (np.exp(values * t) * np.linalg.solve(vectors, place - rest))).real

    place, side, expected = np.array([1.5, 0.3]), 1.0, [(1.5, 0.3)]
    for _ in range(200):
        left = h
        while side * later(place, left, side)[1] < 0:
            low, high = 0.0, left
            for _ in range(60):
                middle = 0.5 * (low + high)
                low, high = (low, middle) if side * later(place, middle, side)[1] < 0 else (middle, high)
            place, side, left = later(place, high, side), -side, left - high
        place = later(place, left, side)
        expected.append(tuple(place))
    played = run(Dirac("wgan", SlopePenalty(weight, target)), Continuous(), h, (1.5, 0.3), 200)
    crossings = np.count_nonzero(np.diff(np.sign(played.path[:, 1])))
    assert crossings > 2
    np.testing.assert_allclose(played.path, expected, rtol=0, atol=1e-7)


def test_in_continuous_time_minimax_keeps_its_radius_and_non_saturating_creeps_in():
    kept = run(Dirac(), Continuous(), H, (1, 1), 500).radius
    np.testing.assert_allclose(kept, kept[0], rtol=5e-8)

    played = run(Dirac("non_saturating"), Continuous(), 0.01, (1, 1), 2000)
    squares = played.radius**2
    theta, psi = played.path[1:-1].T
    speed = (squares[2:] - squares[:-2]) / (4 * 0.01)
    np.testing.assert_allclose(speed, -theta * psi * np.tanh(theta * psi / 2), atol=1e-4)
    # Ever more slowly: a linear rate would divide by the same in each half.
    creep = run(Dirac("non_saturating"), Continuous(), H, (1, 1), 4000).radius
    assert creep[1000] / creep[0] < 0.5 * creep[4000] / creep[2000]


@pytest.mark.parametrize(
    ("penalty", "expected"),
    [
        (R1(0.3), [-0.15 + 0.47697j, -0.15 - 0.47697j]),
        (R1(1.0), [-0.5, -0.5]),
        (R1(2.0), [-0.13397, -1.86603]),
        (InstanceNoise(0.7), [-0.1225 + 0.48476j, -0.1225 - 0.48476j]),
        (InstanceNoise(2**0.5), [-0.5, -0.5]),
        (InstanceNoise(2.0), [-0.13397, -1.86603]),
    ],
    ids=str,
)
def test_penalties_pull_the_eigenvalues_to_the_left(penalty, expected):
    game = GAMES[Dirac](Dirac("minimax", penalty))
    found = np.linalg.eigvals(game.jacobian(np.zeros(2)))
    order = np.lexsort((-found.imag, -found.real))
    np.testing.assert_allclose(found[order], expected, atol=6e-6)


@pytest.mark.parametrize("gamma", [0.3, 0.9, 1.0, 2.0, 5.0])
def test_r1_is_critical_at_one(gamma):
    found = np.linalg.eigvals(GAMES[Dirac](Dirac("minimax", R1(gamma))).jacobian(np.zeros(2)))
    root = np.emath.sqrt(gamma**2 / 4 - 0.25)
    expected = np.array([-gamma / 2 + root, -gamma / 2 - root])
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(expected + 0j), atol=1e-7)


@pytest.mark.parametrize(("gamma", "printed"), [(0.3, 0.974679), (1.0, 0.9), (2.0, 0.973205)])
def test_r1_by_steps_as_printed(gamma, printed):
    known = analyse(Dirac("minimax", R1(gamma)), Simultaneous(), H)
    assert known.radius == pytest.approx(printed, abs=6e-7)


@pytest.mark.parametrize("gamma", [0.1, 0.3, 0.9])
def test_r1_holds_as_on_a_rotation_of_half_the_speed(gamma):
    """Found by search; on xy the limit is gamma over sigma squared, and here sigma is one half."""
    assert limit_of(Dirac("minimax", R1(gamma)), Simultaneous()) == pytest.approx(4 * gamma, rel=1e-5)
    assert limit_of(Dirac("wgan", SlopePenalty()), Simultaneous()) is None


@pytest.mark.parametrize("k", [1, 5])
@pytest.mark.parametrize("h", [0.2, 1.5])
def test_alternating_steps_stay_on_the_unit_circle(h, k):
    alpha = 0.5 * h * np.sqrt(k)
    expected = 1 - alpha**2 / 2 + np.emath.sqrt((1 - alpha**2 / 2) ** 2 - 1)
    found = analyse(Dirac(), Alternating("x first", k), h)
    np.testing.assert_allclose(found.eigenvalues[0], expected, atol=1e-9)
    assert (found.radius > 1) == (alpha > 2)


def test_the_lesson_of_the_nine_panels():
    """GAN, WGAN and WGAN-GP do not converge, non-saturating crawls; noise, R1 and consensus converge."""
    ends = {
        (game.loss, game.penalty): run(game, Alternating(), H, (1, 1), 500).radius[-1]
        for game in [panel[0] for panel in PANELS] + [Dirac("minimax", InstanceNoise(0.7))]
    }
    for (loss, penalty), end in ends.items():
        if isinstance(penalty, R1 | InstanceNoise | PublishedConsensus):
            assert end < 1e-5
        elif loss == "non_saturating":
            assert 0.05 < end < 1
        else:
            assert end > 0.9


@pytest.mark.parametrize("loss", ["minimax", "non_saturating"])
def test_the_implicit_step_is_solved(loss):
    for h in (0.1, 1.0, 3.0):
        path = run(Dirac(loss), Proximal(), h, (1, 1), 50).path
        game = GAMES[Dirac](Dirac(loss))
        for before, after in itertools.pairwise(path):
            np.testing.assert_allclose(after - h * np.array(game.field(*after)), before, atol=1e-9)


def test_an_implicit_step_without_a_solution_ends_the_run():
    """Minimax is not convex in theta, so a long step may lead nowhere."""
    played = run(Dirac(), Proximal(), 8.0, (1, 1), 50)
    assert played.left_at == 1
    assert "no solution is found for step 1" in played.sentence
    assert played.path.tolist() == [[1, 1]]


@pytest.mark.parametrize("lookahead", [1, 4])
def test_unrolling_descends_the_value_after_its_steps(lookahead):
    settings, h = Dirac("minimax", R1(0.3)), 0.3
    game = GAMES[Dirac](settings)
    x, y, d = 0.9, -0.6, 1e-5

    def foreseen(x):
        answer = y
        for _ in range(lookahead):
            answer += h * game.field(x, answer)[1]
        return float(game.value(x, answer))

    first = run(settings, Unrolled(lookahead), h, (x, y), 1).path[1]
    assert first[0] == pytest.approx(x - h * (foreseen(x + d) - foreseen(x - d)) / (2 * d), abs=1e-9)
    assert first[1] == pytest.approx(y + h * game.field(x, y)[1], abs=1e-12)


def test_unrolling_cures_the_dirac_gan():
    assert run(Dirac(), Unrolled(5), H, (1, 1), 2000).radius[-1] < 1e-3
    assert run(Dirac(), Simultaneous(), H, (1, 1), 2000).radius[-1] > 3
