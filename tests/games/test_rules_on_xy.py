"""Every update rule on xy against its formula: step by step, by its eigenvalues, and at its limit."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest

from ganplay.contract.games import (
    XY,
    Alternating,
    Averaging,
    Bilinear,
    Consensus,
    Continuous,
    Dirac,
    Extragradient,
    HeavyBall,
    MovingAverage,
    Optimistic,
    Proximal,
    R1OnY,
    Simultaneous,
    SymplecticAdjustment,
    Unrolled,
)
from ganplay.games.analysis import analyse, line, measured
from ganplay.games.trajectory import admit, iteration, run
from tests.games.plain import complex_path

ETA = 0.1
EXACT = {"rtol": 1e-9, "atol": 1e-9}


def radius(rule, eta=ETA, game=None):
    """The largest eigenvalue of the step, measured, not by the closed form."""
    return abs(analyse(game or XY(), rule, eta).eigenvalues[0])


IN_THE_PLANE = {
    "simultaneous": (Simultaneous(), lambda w, last, h: w + 1j * h * w),
    "extragradient": (Extragradient(), lambda w, last, h: w + 1j * h * (w + 1j * h * w)),
    "optimistic": (Optimistic(), lambda w, last, h: w + 2j * h * w - 1j * h * last),
    "proximal": (Proximal(), lambda w, last, h: w / (1 - 1j * h)),
    "consensus": (Consensus(0.7), lambda w, last, h: w + h * (1j * w - 0.7 * w)),
    "sga": (SymplecticAdjustment(0.7), lambda w, last, h: w + h * (1j * w - 0.7 * w)),
    "heavy ball": (
        HeavyBall(0.5, "simultaneous"),
        lambda w, last, h: w + 1j * h * w + 0.5 * (w - last),
    ),
    "continuous": (Continuous(), lambda w, last, h: w * cmath.exp(1j * h)),
}


@pytest.mark.parametrize("name", IN_THE_PLANE)
@pytest.mark.parametrize("eta", [0.05, 0.1, 0.4])
def test_a_step_is_its_formula(name, eta):
    rule, formula = IN_THE_PLANE[name]
    expected = complex_path(formula, eta, 200)
    path = run(XY(), rule, eta, (1, 1), 200).path
    np.testing.assert_allclose(path[:, 0] + 1j * path[:, 1], expected[: len(path)], **EXACT)


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
def test_a_scale_is_a_step_size(scale):
    path = run(XY(scale), Optimistic(), 0.1, (1, 1), 300).path
    expected = complex_path(IN_THE_PLANE["optimistic"][1], 0.1 * scale, 300)
    np.testing.assert_allclose(path[:, 0] + 1j * path[:, 1], expected[: len(path)], **EXACT)


TABLE = [
    (Simultaneous(), 1.00498756),
    (Alternating(), 1.0),
    (Alternating("y first"), 1.0),
    (Alternating("x first", 5), 1.0),
    (HeavyBall(0.9, "simultaneous"), 1.198286),
    (HeavyBall(0.5, "simultaneous"), 1.045687),
    (HeavyBall(-0.5, "simultaneous"), 1.000743),
    (HeavyBall(0.9), 1.192142),
    (HeavyBall(0.5), 1.032297),
    (HeavyBall(-0.1), 0.999248),
    (HeavyBall(-0.3), 0.998633),
    (HeavyBall(-0.5), 0.998518),
    (Extragradient(), 0.99503769),
    (Optimistic(), 0.99493615),
    (Proximal(), 0.99503719),
    (Consensus(1.0), 0.90553851),
    (Consensus(0.1), 0.99503769),
    (Consensus(10.0), 0.1),
    (SymplecticAdjustment(1.0), 0.90553851),
    (R1OnY(1.0), 0.95393920),
    (R1OnY(1.0, "x first"), 0.94868330),
    (R1OnY(0.1), 1.0),
    (Unrolled(1), 0.99498744),
    (Unrolled(5), 0.95393920),
]


@pytest.mark.parametrize(("rule", "printed"), TABLE, ids=str)
def test_eigenvalues_are_as_printed(rule, printed):
    digits = max(6, len(f"{printed}".partition(".")[2]))
    assert radius(rule) == pytest.approx(printed, abs=0.51 * 10**-digits)


RULES = [rule for rule, _ in TABLE] + [
    Unrolled(20),
    R1OnY(5.0),
    R1OnY(5.0, "y first"),
    HeavyBall(-0.3, "y first"),
    Averaging("simultaneous"),
    MovingAverage(0.999),
    Continuous(),
]


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("eta", [0.01, 0.1, 0.37, 0.5, 0.9, 1.7, 3.0])
@pytest.mark.parametrize("scale", [1.0, 0.6])
def test_the_closed_form_is_the_largest_eigenvalue(rule, eta, scale):
    known = analyse(XY(scale), rule, eta)
    assert known.formula
    # At a double root rounding splits the eigenvalues by the square root of what it is.
    assert known.radius == pytest.approx(abs(known.eigenvalues[0]), rel=3e-8)
    apart = abs(known.eigenvalues[0] - known.eigenvalues[1:]).min()
    if apart > 1e-4:
        assert known.radius == pytest.approx(abs(known.eigenvalues[0]), rel=1e-9)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_bilinear_game_goes_by_its_singular_values(rule):
    known = analyse(Bilinear(strong=1.3, weak=0.5, angle=40.0), rule, 0.3)
    alone = [analyse(XY(sigma), rule, 0.3) for sigma in (1.3, 0.5)]
    assert known.radius == pytest.approx(max(one.radius for one in alone), rel=1e-9)
    assert known.limit == pytest.approx(min(one.limit for one in alone), rel=1e-9)
    expected = np.sort(np.concatenate([abs(one.eigenvalues) for one in alone]))
    np.testing.assert_allclose(
        np.sort(abs(known.eigenvalues)),
        np.repeat(expected, 1 if len(expected) == len(known.eigenvalues) else 2),
        rtol=3e-8,
    )


def test_unrolling_ten_steps_has_a_double_root():
    known = analyse(XY(), Unrolled(10), ETA)
    assert known.radius == pytest.approx(0.9, rel=1e-12)
    np.testing.assert_allclose(known.eigenvalues, [0.9, 0.9], atol=1e-7)


@pytest.mark.parametrize("lookahead", [1, 2, 7, 20])
@pytest.mark.parametrize("eta", [0.05, 0.3, 1.1])
def test_the_unrolled_step_has_its_determinant(lookahead, eta):
    game, law = admit(XY(), Unrolled(lookahead))
    matrix, _ = iteration(game, law, Unrolled(lookahead), eta, np.ones(2))
    assert np.linalg.det(matrix) == pytest.approx(1 - 2 * lookahead * eta**2 + eta**2, abs=1e-9)
    np.testing.assert_allclose(matrix, [[1 - 2 * lookahead * eta**2, -eta], [eta, 1.0]], atol=1e-12)


def test_the_slide_is_exact():
    """Radius x sqrt(1 + eta^2) and arctan(eta) further at each single step."""
    run_ = run(XY(), Simultaneous(), ETA, (1, 1), 500)
    np.testing.assert_allclose(run_.radius, math.sqrt(2) * 1.01 ** (np.arange(501) / 2), **EXACT)
    angle = np.unwrap(np.arctan2(run_.path[:, 1], run_.path[:, 0]))
    np.testing.assert_allclose(np.diff(angle), math.atan(ETA), atol=1e-9)
    assert run_.radius[100] / run_.radius[0] == pytest.approx(1.644632, abs=5e-7)
    assert run_.radius[-1] == pytest.approx(17.0, abs=0.02)
    assert math.log(2) / math.log(math.sqrt(1.01)) == pytest.approx(139.32, abs=5e-3)


@pytest.mark.parametrize("eta", [0.1, 0.7, 1.9])
@pytest.mark.parametrize(("first", "sign"), [("x first", -1), ("y first", 1)])
@pytest.mark.parametrize("k", [1, 4])
def test_alternating_stays_on_its_ellipse(eta, first, sign, k):
    eta /= math.sqrt(k)
    rule = Alternating(first, k)
    x, y = run(XY(), rule, eta, (2, -1), 5000).path.T
    kept = k * x * x + y * y + sign * k * eta * x * y
    np.testing.assert_allclose(kept, kept[0], rtol=1e-9)
    ellipse = analyse(XY(), rule, eta).invariant
    low = min(k, 1)
    np.testing.assert_allclose(ellipse, [k / low, sign * k * eta / low, 1 / low], atol=1e-9)


def test_alternating_turns_and_swings_as_printed():
    radii = run(XY(), Alternating(), ETA, (1, 1), 5000).radius
    assert radii.max() / radii.min() == pytest.approx(math.sqrt(1.05 / 0.95), rel=1e-4)
    assert math.sqrt(1.05 / 0.95) == pytest.approx(1.05131, abs=5e-6)
    for rule, printed, half_width in (
        (Alternating(), 62.8057, 5e-5),
        (Alternating("x first", 5), 28.04, 5e-3),
    ):
        first = analyse(XY(), rule, ETA).eigenvalues[0]
        assert 2 * math.pi / cmath.phase(first) == pytest.approx(printed, abs=half_width)
    first = analyse(XY(), Alternating(), ETA).eigenvalues[0]
    assert cmath.phase(first) == pytest.approx(2 * math.asin(ETA / 2), abs=1e-9)


LIMITS = [
    (Alternating(), 2.0),
    (Alternating("y first", 9), 2 / 3),
    (HeavyBall(-0.25), 1.5),
    (Extragradient(), 1.0),
    (Optimistic(), 1 / math.sqrt(3)),
    (Consensus(0.5), 0.8),
    (SymplecticAdjustment(3.0), 0.6),
    (R1OnY(0.4), 0.4),
    (R1OnY(5.0), 5 - math.sqrt(21)),
    (R1OnY(0.4, "x first"), math.sqrt(4.16) - 0.4),
    (Unrolled(5), 2 / math.sqrt(19)),
]


@pytest.mark.parametrize(("rule", "limit"), LIMITS, ids=str)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_limit_is_where_it_tips(rule, limit, scale):
    # Damping has a scale of its own, so only the plain rules' limits shrink with the game's.
    damped = isinstance(rule, R1OnY | Consensus | SymplecticAdjustment)
    game = XY(1.0 if damped else scale)
    expected = limit / game.scale
    assert analyse(game, rule, ETA).limit == pytest.approx(expected, rel=1e-12)
    assert radius(rule, expected * 0.999, game) <= 1 + 1e-9
    assert radius(rule, expected * 1.001, game) > 1 + 1e-9
    inside = run(game, rule, expected * 0.98, (1, 1), 3000)
    outside = run(game, rule, expected * 1.02, (1, 1), 3000)
    assert inside.left_at is None
    assert inside.radius[-1] < 30
    assert outside.left_at is not None or outside.radius[-1] > 100


@pytest.mark.parametrize("scale", [0.5, 2.0])
@pytest.mark.parametrize(
    "rule",
    [Consensus(0.8), SymplecticAdjustment(0.8), R1OnY(0.8), R1OnY(6.0), R1OnY(0.8, "y first")],
    ids=str,
)
def test_a_damped_limit_follows_the_scale(rule, scale):
    limit = analyse(XY(scale), rule, ETA).limit
    assert radius(rule, limit * 0.999, XY(scale)) < 1 < radius(rule, limit * 1.001, XY(scale))


@pytest.mark.parametrize("eta", [1e-3, 0.1, 1.0, 4.0])
def test_what_never_holds_and_what_always_does(eta):
    assert analyse(XY(), Simultaneous(), eta).limit == 0
    assert radius(Simultaneous(), eta) > 1
    assert analyse(XY(), Proximal(), eta).limit == math.inf
    assert radius(Proximal(), eta) == pytest.approx(1 / math.sqrt(1 + eta**2), rel=1e-9)


@pytest.mark.parametrize("beta", [-0.95, -0.5, 0.0, 0.3, 0.95])
@pytest.mark.parametrize("eta", [0.01, 0.3, 2.0])
def test_simultaneous_momentum_never_helps(beta, eta):
    """Schur and Cohn: |a - conj(a) b| > 1 - b^2 for a = -(1 + beta + i eta), b = beta."""
    a, b = -complex(1 + beta, eta), beta
    assert abs(a - a.conjugate() * b) == pytest.approx((1 + beta) * math.hypot(1 - beta, eta), rel=1e-12)
    assert (1 + beta) * math.hypot(1 - beta, eta) > 1 - beta**2
    rule = HeavyBall(beta, "simultaneous")
    assert radius(rule, eta) > 1
    assert analyse(XY(), rule, eta).limit == 0


@pytest.mark.parametrize("beta", [-0.8, -0.5, -0.1])
def test_negative_momentum_in_turns_converges_up_to_its_limit(beta):
    limit = 2 * (1 + beta)
    assert all(radius(HeavyBall(beta), share * limit) < 1 for share in np.linspace(0.01, 0.99, 50))
    assert radius(HeavyBall(beta), 1.01 * limit) > 1
    assert analyse(XY(), HeavyBall(beta), 0.1).limit == pytest.approx(limit)


@pytest.mark.parametrize("beta", [0.1, 0.5, 0.9])
def test_positive_momentum_in_turns_diverges(beta):
    assert all(radius(HeavyBall(beta), eta) > 1 for eta in np.geomspace(0.003, 3.0, 20))


def test_negative_momentum_does_not_converge_at_one():
    """A rate often quoted for beta = -1/2 and eta up to 1 would be below 1 here; it is 1."""
    assert radius(HeavyBall(-0.5), 1.0) == pytest.approx(1.0, abs=1e-9)
    radii = run(XY(), HeavyBall(-0.5), 1.0, (1, 0), 20_000).radius
    assert radii[-1] == pytest.approx(radii[5000], rel=1e-9)
    assert radii[-1] > 0.1
    # Whoever starts at (1, 1) has no part in the direction that stays, and would be none the wiser.
    assert run(XY(), HeavyBall(-0.5), 1.0, (1, 1), 5000).radius[-1] < 1e-12


@pytest.mark.parametrize("beta", [-0.7, -0.3, 0.4])
@pytest.mark.parametrize("order", ["simultaneous", "x first"])
def test_small_steps_follow_the_expansion(beta, order):
    eta = 1e-3
    slope = (1 + beta) / (1 - beta) ** 3 if order == "simultaneous" else 2 * beta / (1 - beta) ** 3
    assert (radius(HeavyBall(beta, order), eta) ** 2 - 1) / eta**2 == pytest.approx(slope, rel=1e-3)


def test_some_momentum_is_fast():
    assert radius(HeavyBall(-0.1), 1.7) == pytest.approx(0.528, abs=5e-4)
    # And some is faster: the smallest there is, by search.
    assert radius(HeavyBall(-0.07266118), 1.81268404) == pytest.approx(0.466, abs=1e-3)


@pytest.mark.parametrize(
    ("rule", "eta", "best"),
    [(Extragradient(), math.sqrt(0.5), math.sqrt(0.75)), (Optimistic(), 0.5, math.sqrt(0.5))],
    ids=["extragradient", "optimistic"],
)
def test_the_best_step_size(rule, eta, best):
    assert analyse(XY(), rule, eta).radius == pytest.approx(best, abs=1e-9)
    others = [analyse(XY(), rule, other).radius for other in np.linspace(0.01, 1.5, 200)]
    assert min(others) >= best - 1e-12


@pytest.mark.parametrize("strength", [0.05, 1.0, 4.0])
def test_symplectic_adjustment_is_consensus_on_a_rotation(strength):
    a = run(XY(1.4), SymplecticAdjustment(strength), 0.2, (1, -2), 400).path
    b = run(XY(1.4), Consensus(strength), 0.2, (1, -2), 400).path
    np.testing.assert_allclose(a, b, atol=1e-12)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_is_measured_is_what_is_known(rule):
    if isinstance(rule, Averaging | MovingAverage):
        pytest.skip("an average does not go as the iterates do")
    known = analyse(XY(), rule, 0.1)
    played = run(XY(), rule, 0.1, (1, 1), 4000)
    # A radius that swings while it goes, or a strong R1's two speeds, fit a little beside.
    assert measured(played.radius) == pytest.approx(known.radius, rel=2e-4)


@pytest.mark.parametrize(
    "rule", [*(rule for rule, _ in TABLE), Continuous(), Averaging("simultaneous")], ids=str
)
def test_the_line_lies_on_the_radius_where_it_is_said_to(rule):
    known = analyse(XY(), rule, 0.1)
    played = run(XY(), rule, 0.1, (1, 1), 2000)
    drawn = line(XY(), rule, 0.1, played.radius[0], len(played.radius) - 1)
    if known.exact or isinstance(rule, Averaging):
        np.testing.assert_allclose(drawn, played.radius, rtol=1e-9)
    else:
        assert drawn[-1] / drawn[0] == pytest.approx(known.radius ** (len(drawn) - 1), rel=1e-9)


def test_the_dirac_gan_is_a_slow_rotation_close_by():
    for loss in ("minimax", "non_saturating"):
        known = analyse(Dirac(loss), Simultaneous(), 0.2)
        assert known.radius == pytest.approx(1.00498756, abs=5e-9)
        np.testing.assert_allclose(known.eigenvalues, [1 + 0.1j, 1 - 0.1j], atol=1e-12)
        assert not known.exact
        assert analyse(Dirac(loss), Alternating(), 0.2).limit == pytest.approx(4.0)
