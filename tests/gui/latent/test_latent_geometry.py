"""Lines, arcs, planes and neighbourhoods, held against their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ganplay.contract.networks import Noise
from ganplay.gui.latent import geometry
from ganplay.gui.latent.geometry import Plane, Prior, lerp, norm, slerp, turn

T = np.linspace(0, 1, 11)


def pair(dim: int = 64) -> tuple[np.ndarray, np.ndarray]:
    a, b = np.random.default_rng(3).standard_normal((2, dim))
    return a, b


def test_the_chord_of_orthogonal_ends_dips_to_the_root_of_one_half():
    a, b = 8 * np.eye(64)[:2]
    lengths = norm(lerp(a, b, T))
    assert lengths[5] == pytest.approx(8 * math.sqrt(0.5))
    assert lengths.argmin() == 5
    assert lengths[[0, -1]] == pytest.approx([8, 8])


def test_the_arc_between_ends_of_one_length_keeps_it_and_turns_evenly():
    a, b = (geometry.on_shell(z, 8.0) for z in pair())
    arc = slerp(a, b, T)
    assert norm(arc) == pytest.approx(np.full(11, 8.0))
    assert arc[[0, -1]] == pytest.approx(np.stack((a, b)))
    steps = np.sum(arc[1:] * arc[:-1], axis=1)
    assert steps == pytest.approx(np.full(10, steps[0]))


def test_the_arc_is_shoemake_s_formula():
    a, b = (geometry.on_shell(z, 1.0) for z in pair())
    omega = math.acos(a @ b)
    t = T[:, None]
    formula = (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / math.sin(omega)
    assert slerp(a, b, T) == pytest.approx(formula)


def test_lengths_between_unequal_ends_go_evenly():
    a, b = pair()
    assert norm(slerp(a, 3 * b, T)) == pytest.approx((1 - T) * norm(a) + T * 3 * norm(b))


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_parallel_ends_have_no_arc_but_their_chord(factor):
    a, _ = pair()
    assert slerp(a, factor * a, T) == pytest.approx(lerp(a, factor * a, T))


def test_opposite_ends_are_joined_without_passing_the_origin():
    a, _ = pair()
    arc = slerp(a, -a, T)
    assert norm(arc) == pytest.approx(np.full(11, norm(a)))
    assert arc[-1] == pytest.approx(-a)


def test_an_end_at_the_origin_is_reached_in_a_straight_line():
    a, _ = pair()
    assert slerp(a, np.zeros(64), T) == pytest.approx(lerp(a, np.zeros(64), T))


def test_a_great_circle_keeps_the_length_and_closes():
    z, heading = pair()
    around = turn(z, heading, np.linspace(0, 2 * math.pi, 9))
    assert norm(around) == pytest.approx(np.full(9, norm(z)))
    assert around[-1] == pytest.approx(z)
    assert around[4] == pytest.approx(-z)
    assert around[2] @ z == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("law", "radius", "reach"), [("normal", math.sqrt(400), 3), ("uniform", math.sqrt(400 / 3), 1)]
)
def test_samples_lie_on_the_shell_of_their_prior(law, radius, reach):
    prior = Prior.of(Noise(400, law))
    lengths = norm(prior.sample(np.random.default_rng(0), 2000))
    assert prior.radius == pytest.approx(radius)
    assert prior.reach == reach
    assert np.sqrt(np.mean(lengths**2)) == pytest.approx(radius, rel=0.003)
    assert lengths.std() == pytest.approx(prior.thickness, rel=0.05)


def test_pushing_to_the_shell_changes_the_length_alone():
    z, _ = pair()
    pushed = geometry.on_shell(0.1 * z, 8.0)
    assert norm(pushed) == pytest.approx(8)
    assert pushed / 8 == pytest.approx(z / norm(z))
    assert not geometry.on_shell(np.zeros(64), 8.0).any()


def test_neighbours_differ_by_at_most_a_quarter():
    z, _ = pair()
    away = geometry.neighbours(z, np.random.default_rng(0), 4000) - z
    assert np.abs(away).max() <= 0.25
    assert away.std() == pytest.approx(0.25 / math.sqrt(3), rel=0.01)


def test_what_is_held_stays_when_all_else_is_drawn_anew():
    z, fresh = pair(8)
    held = np.random.default_rng(1).standard_normal((3, 8))
    drawn = geometry.redrawn(z, fresh, held)
    assert held @ drawn == pytest.approx(held @ z)
    # Across what is held nothing of the old z is left.
    across = np.linalg.svd(held)[2][3:]
    assert across @ drawn == pytest.approx(across @ fresh)
    assert geometry.redrawn(z, fresh, np.empty((0, 8))) is fresh


def test_a_plane_along_two_directions_has_the_sliders_coordinates():
    z, _ = pair(8)
    plane = Plane.along(z, np.eye(8)[2], np.eye(8)[5])
    assert plane.find(z) == pytest.approx((z[2], z[5]))
    assert plane.holds(z)
    there = plane.at([(1.5, -2.0)])[0]
    assert there[[2, 5]] == pytest.approx([1.5, -2.0])
    assert np.delete(there, [2, 5]) == pytest.approx(np.delete(z, [2, 5]))


def test_a_plane_along_slanting_directions_still_finds_its_points():
    z, _ = pair(8)
    across, up = np.eye(8)[0], (np.eye(8)[0] + np.eye(8)[1]) / math.sqrt(2)
    plane = Plane.along(z, across, up)
    assert plane.find(plane.at([(0.3, -0.7)])[0]) == pytest.approx((0.3, -0.7))
    assert plane.holds(z)


def test_a_plane_through_three_points_holds_them_at_their_places():
    corners = np.random.default_rng(5).standard_normal((3, 16))
    places = [(-0.8, -0.6), (0.8, -0.6), (0.0, 0.8)]
    plane = Plane.through(corners, places)
    assert plane.at(places) == pytest.approx(corners)
    assert plane.at([np.mean(places, axis=0)])[0] == pytest.approx(corners.mean(axis=0))
    assert not plane.holds(np.random.default_rng(6).standard_normal(16))


def test_a_grid_is_read_like_a_picture_and_fills_its_extent():
    places = geometry.grid(3, 2, (-3.0, 3.0, 0.0, 4.0))
    assert places.tolist() == [[-2, 3], [0, 3], [2, 3], [-2, 1], [0, 1], [2, 1]]


def test_cells_cover_what_is_seen_and_stay_where_they_are():
    whole = (-3.0, 3.0, -1.0, 1.0)
    assert geometry.cells(whole, whole, 15) == (pytest.approx(whole), 15, 15)
    before, columns, rows = geometry.cells((-1.1, 0.9, -0.5, 0.5), whole, 5)
    assert (columns, rows) == (6, 6), "five fill a side, and one is cut at either end"
    assert before == pytest.approx((-1.4, 1.0, -0.6, 0.6))
    after, *_ = geometry.cells((-0.9, 1.1, -0.4, 0.6), whole, 5)
    assert after == pytest.approx((-1.0, 1.4, -0.4, 0.6))
