"""What averages do to an orbit, as printed and by their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ganplay.contract.games import XY, Alternating, Averaging, MovingAverage, Simultaneous
from ganplay.games.analysis import analyse, line
from ganplay.games.trajectory import run

ETA = 0.1


def error(order, step, start=(1, 0)):
    radii = run(XY(), Averaging(order), ETA, start, step).radius
    return radii[-1] / radii[0]


@pytest.mark.parametrize(("step", "printed"), [(63, 0.0584), (100, 0.2554), (1000, 1.441)])
def test_the_mean_of_a_spiral_comes_and_goes(step, printed):
    assert error("simultaneous", step) == pytest.approx(printed, abs=5.1e-5 if printed < 1 else 5.1e-4)
    root = 1 + 1j * ETA
    assert error("simultaneous", step, (2, -1)) == pytest.approx(
        abs((root**step - 1) / (ETA * step)), rel=1e-9
    )


@pytest.mark.parametrize(("step", "printed"), [(100, 0.190), (1000, 0.00478), (10_000, 0.00131)])
def test_the_mean_of_an_orbit_goes_to_its_centre(step, printed):
    assert error("x first", step) == pytest.approx(printed, abs=5.1e-4 if step == 100 else 5.1e-6)


@pytest.mark.parametrize("start", [(1, 0), (1, 1), (0, -2)])
def test_that_mean_is_within_two_over_eta_t(start):
    # On the ellipse itself, whose axes differ by 5 %.
    radii = run(XY(), Averaging("x first"), ETA, start, 20_000).radius
    steps = np.arange(1, 20_001)
    assert (radii[1:] / radii[0] <= 1.06 * 2 / (ETA * steps)).all()
    assert radii[-1] / radii[0] < 0.002


def test_the_mean_is_the_mean():
    plain = run(XY(), Simultaneous(), ETA, (1, 1), 50).path
    mean = run(XY(), Averaging("simultaneous"), ETA, (1, 1), 50).path
    np.testing.assert_allclose(mean[0], plain[0])
    np.testing.assert_allclose(mean[37], plain[:37].mean(axis=0), rtol=1e-12)
    plain = run(XY(), Alternating("y first"), ETA, (1, 1), 50).path
    mean = run(XY(), Averaging("y first"), ETA, (1, 1), 50).path
    np.testing.assert_allclose(mean[50], plain[:50].mean(axis=0), rtol=1e-12)


def test_its_line_is_drawn_through_it():
    played = run(XY(1.5), Averaging("simultaneous"), ETA, (1, 1), 700)
    drawn = line(XY(1.5), Averaging("simultaneous"), ETA, played.radius[0], 700)
    np.testing.assert_allclose(drawn, played.radius, rtol=1e-9)
    far = line(XY(), Averaging("simultaneous"), 10.0, 1.0, 50_000)
    assert np.isfinite(far).all()


@pytest.mark.parametrize(("decay", "printed"), [(0.9, 0.7255), (0.99, 0.1000), (0.999, 0.0100)])
def test_a_moving_average_keeps_orbiting_at_its_gain(decay, printed):
    places = run(XY(), Alternating(), ETA, (1, 1), 40_000).path[-700:]
    means = run(XY(), MovingAverage(decay), ETA, (1, 1), 40_000).path[-700:]

    def size(path):
        """The radius in which the orbit is a circle."""
        return np.sqrt((path**2).sum(axis=1) - ETA * path.prod(axis=1))

    angle = 2 * math.asin(ETA / 2)
    gain = (1 - decay) / math.sqrt(1 - 2 * decay * math.cos(angle) + decay**2)
    np.testing.assert_allclose(size(means) / size(places), gain, rtol=1e-9)
    assert gain == pytest.approx(printed, abs=5.1e-5)
    assert f"{gain:.4g}" in analyse(XY(), MovingAverage(decay), ETA).remark


@pytest.mark.parametrize("order", ["x first", "simultaneous"])
def test_a_moving_average_is_its_recurrence(order):
    rule = Alternating() if order == "x first" else Simultaneous()
    plain = run(XY(), rule, ETA, (1, 1), 40).path
    mean = plain[0]
    for place in plain[1:]:
        mean = 0.8 * mean + 0.2 * place
    np.testing.assert_allclose(
        run(XY(), MovingAverage(0.8, order), ETA, (1, 1), 40).path[-1], mean, rtol=1e-12
    )


def test_the_eigenvalues_are_those_of_the_iterates():
    for rule in (Averaging(), MovingAverage(0.999)):
        known = analyse(XY(), rule, ETA)
        np.testing.assert_allclose(known.eigenvalues, analyse(XY(), Alternating(), ETA).eigenvalues)
        assert known.sentence.startswith("the iterates: ")


def test_what_is_said_of_its_distance_counts_from_the_start():
    said = analyse(XY(), Averaging(), ETA).remark
    assert "2r/(ηT)" in said
    radii = run(XY(), Averaging(), ETA, (3, 3), 1000).radius
    bound = 2 * math.hypot(3, 3) / (ETA * np.arange(1, 1001))
    assert (radii[1:] <= 1.06 * bound).all()
    assert (radii[1:] > 0.9 * bound).any(), "the bound is reached: without r it would be false"
