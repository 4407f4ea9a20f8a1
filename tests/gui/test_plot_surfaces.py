from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.views import Surface
from ganplay.gui.charts.arrows import CAP, GAIN, arrows, thinned
from ganplay.gui.charts.segments import dashed, joined
from ganplay.gui.charts.surface_colours import difference, neutral_lines, tint, value_at

EXTENT = (-2.0, 2.0, -2.0, 2.0)


def surface(values, low=0.0, neutral=0.5, high=1.0):
    return Surface(np.array(values, dtype=np.float32), low, neutral, high, "D(x)")


def radius_surface(size=64):
    """The distance from the origin on EXTENT, neutral at 1."""
    x = (np.arange(size) + 0.5) / size * 4 - 2
    return surface(np.hypot(*np.meshgrid(x, x)), 0.0, 1.0, 2.0)


def test_the_ends_and_the_middle_of_the_bar_are_the_ends_and_the_middle_of_the_table():
    assert tint(surface([[0.0, 0.5, 1.0]])).tolist() == [[0, 127, 255]]
    assert tint(surface([[-3.0, 0.0, 1.0]], -4.0, 0.0, 1.0)).tolist() == [[31, 127, 255]]


def test_what_is_off_the_bar_has_the_colour_of_its_end():
    assert tint(surface([[-9.0, 9.0, np.inf, -np.inf]])).tolist() == [[0, 255, 255, 0]]


def test_what_is_no_number_and_a_flat_critic_are_neutral():
    assert tint(surface([[np.nan]])).tolist() == [[127]]
    assert tint(surface([[3.0, 3.0]], 3.0, 3.0, 3.0)).tolist() == [[127, 127]]


def test_a_difference_of_nothing_is_neutral_on_a_symmetric_scale_of_its_own():
    d = surface([[0.0, 0.5, 1.0]])
    gap = difference(d, d)
    assert (gap.low, gap.neutral, gap.high) == (-0.5, 0.0, 0.5)
    assert tint(gap).tolist() == [[127, 127, 127]]
    assert "0.5" in gap.title


def test_the_neutral_line_of_a_distance_is_the_unit_circle():
    lines = neutral_lines(radius_surface(), EXTENT)
    np.testing.assert_allclose(np.hypot(*lines.reshape(-1, 2).T), 1.0, atol=2e-3)
    # One closed line: each piece begins where the one before has ended, and the last ends at the first.
    np.testing.assert_array_equal(lines[1:, :2], lines[:-1, 2:])
    np.testing.assert_allclose(lines[-1, 2:], lines[0, :2])


def test_two_neutral_lines_are_not_joined():
    columns = np.tile(np.abs(np.linspace(-1, 1, 32)), (32, 1))
    lines = neutral_lines(surface(columns), EXTENT)
    assert {float(round(abs(x))) for x in lines[:, 0]} == {1.0}
    assert (np.sign(lines[:, 0]) == np.sign(lines[:, 2])).all()
    assert (lines[:, 0] > 0).any()
    assert (lines[:, 0] < 0).any()


def test_the_neutral_line_reaches_the_edges_of_the_view():
    lines = neutral_lines(surface(np.tile(np.linspace(0, 1, 32), (32, 1))), EXTENT)
    assert lines[:, 1::2].min() == -2
    assert lines[:, 1::2].max() == 2


def test_a_surface_that_is_nowhere_neutral_has_no_line():
    assert len(neutral_lines(surface(np.zeros((8, 8))), EXTENT)) == 0
    assert len(neutral_lines(surface(np.full((8, 8), np.nan)), EXTENT)) == 0


def test_dashes_cover_half_of_joined_lines_whatever_their_pieces():
    corner = joined(np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 20.0)]))
    cut = dashed(corner, 4.0)
    length = np.hypot(cut[:, 2] - cut[:, 0], cut[:, 3] - cut[:, 1])
    assert length.sum() == pytest.approx(16)
    np.testing.assert_allclose(cut[0], (0, 0, 4, 0))
    # The second begins at 8 and turns the corner at 10.
    np.testing.assert_allclose(cut[1:3], [(8, 0, 10, 0), (10, 0, 10, 2)])


def test_the_value_under_a_point_is_that_of_its_cell():
    d = surface([[0.1, 0.2], [0.3, 0.4]])
    assert value_at(d, EXTENT, -1, -1) == pytest.approx(0.1)
    assert value_at(d, EXTENT, 1, 1) == pytest.approx(0.4)
    assert np.isnan(value_at(d, EXTENT, 2.1, 0))


def test_an_arrow_is_as_long_as_the_gain_says_until_it_is_capped():
    start = np.zeros((3, 2), dtype=np.float32)
    pull = np.array([(1.0, 0.0), (0.0, -2.0), (1e6, 0.0)], dtype=np.float32)
    shafts = arrows(start, pull, EXTENT)[:3]
    np.testing.assert_allclose(
        shafts[:, 2:] - shafts[:, :2], [(16 * GAIN, 0), (0, -32 * GAIN), (4 * CAP, 0)], atol=1e-6
    )


def test_heads_begin_at_the_tip_and_point_back():
    lines = arrows(np.zeros((1, 2)), np.array([(3.0, 4.0)]), EXTENT)
    shaft, *barbs = lines
    along = shaft[2:] / np.hypot(*shaft[2:])
    for barb in barbs:
        np.testing.assert_allclose(barb[:2], shaft[2:])
        assert (barb[2:] - barb[:2]) @ along < 0
    sides = [np.cross([*along, 0], [*(barb[2:] - barb[:2]), 0])[2] for barb in barbs]
    assert sides[0] == pytest.approx(-sides[1])


def test_no_gradient_gives_an_arrow_of_no_length():
    lines = arrows(np.ones((2, 2)), np.zeros((2, 2)), EXTENT)
    assert (lines == 1).all()


def test_a_dense_blob_has_one_arrow_for_each_cell_of_the_screen():
    rng = np.random.default_rng(0)
    blob = np.concatenate(([(-1.5, -1.5), (1.5, 1.5)], rng.normal(0.0, 0.1, (1000, 2))))
    chosen = thinned(blob, EXTENT, 40)
    assert chosen[:3].tolist() == [0, 1, 2], "lone points keep theirs, and so does the first of the blob"
    cells = np.floor((blob[chosen] + 2.0) / 0.1)
    assert len(np.unique(cells, axis=0)) == len(chosen) < 60
    assert len(thinned(np.array([(np.nan, 0.0), (1.0, 1.0)]), EXTENT, 40)) == 2
