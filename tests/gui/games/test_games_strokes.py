"""What is drawn of long lines is what a person would see of all."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.games import XY, Bilinear, Dirac
from ganplay.games.payoffs import game_of
from ganplay.gui.charts.arrays import cut
from ganplay.gui.charts.segments import Segments, joined
from ganplay.gui.games import strokes
from ganplay.gui.games.field import contours, flow
from ganplay.gui.games.strokes import curve, lighten, path, within
from ganplay.gui.theme import Appearance


def rows(lines):
    return {tuple(line) for line in np.round(lines, 6).tolist()}


SCREEN = (0.0, 500.0, 0.0, 500.0)
"""An extent of 500 units, drawn at a pixel for a unit."""


def test_a_path_leaves_out_what_stays_on_a_pixel():
    points = np.array([[10.0, 10.0], [10.2, 10.1], [10.3, 9.9], [14.0, 10.0], [14.1, 10.2]])
    np.testing.assert_array_equal(path(points, 1.0, SCREEN), [[10, 10, 14, 10]])
    assert len(path(points, 100.0, SCREEN)) == 4, "ten times closer all points lie on pixels of their own"


def test_a_short_path_is_whole():
    points = np.random.default_rng(0).uniform(0, 500, (400, 2))
    np.testing.assert_array_equal(path(points, 1.0, SCREEN), joined(points))


def test_an_orbit_that_goes_round_and_round_is_drawn_once():
    turn = np.random.default_rng(1).uniform(0, 500, (63, 2))
    round_and_round = np.tile(turn, (80, 1))
    lines = path(round_and_round, 1.0, SCREEN)
    assert rows(lines) == rows(joined(round_and_round))
    assert len(lines) < 4 * len(turn)


def test_no_line_of_a_long_path_is_lost_whatever_table_it_is_looked_for_in(monkeypatch: pytest.MonkeyPatch):
    points = np.random.default_rng(2).permutation(500 * 500)[:6000]
    points = np.stack((points % 500, points // 500), axis=1).astype(float)
    for table in (1, 64, strokes.TABLE):
        monkeypatch.setattr(strokes, "TABLE", table)
        assert rows(path(points, 1.0, SCREEN)) == rows(joined(points))


def test_a_path_that_leaves_every_screen_is_no_trouble():
    far = np.geomspace(1, 1e12, 3000)
    points = np.stack((far, -far), axis=1)
    np.testing.assert_array_equal(path(points, 100.0, (-5, 5, -5, 5)), joined(points[far < 5.05]))
    assert len(path(np.zeros((1, 2)), 1.0, SCREEN)) == 0


def test_zoomed_in_far_the_lines_of_a_path_still_come_from_where_they_do():
    around = np.linspace(0, 40 * np.pi, 4001)
    points = np.stack((np.cos(around), np.sin(around)), axis=1) * np.linspace(1, 2, 4001)[:, None]
    extent = (1.3, 1.3001, -1e-4, 1e-4)
    lines = path(points, 5e6, extent)
    assert len(lines) == len(within(joined(points), extent))
    assert rows(lines) <= rows(joined(points))


def test_only_lines_beyond_a_side_are_left_out():
    extent = (10.0, 110.0, 20.0, 100.0)
    seen = [[0, 50, 200, 60], [60, 0, 60, 300], [0, 0, 12, 22], [50, 50, 51, 51]]
    beyond = [[0, 0, 9, 200], [111, 0, 500, 90], [0, 0, 300, 19], [0, 101, 300, 900]]
    lines = np.array(seen + beyond, dtype=float)
    np.testing.assert_array_equal(within(lines, extent), range(len(seen)))


def test_a_line_is_cut_where_qt_can_draw_no_farther_and_keeps_its_slope():
    lines = np.array(
        [[0, 0, 1e9, 2e9], [-1e9, 5, 1e9, 5], [2e9, 2e9, 3e9, 4e9], [3, 3, 3, 3], [2e9, 0, 2e9, 1]],
        dtype=float,
    )
    np.testing.assert_allclose(
        cut(lines, 1e5), [[0, 0, 5e4, 1e5], [-1e5, 5, 1e5, 5], [3, 3, 3, 3]], atol=1e-6
    )


@pytest.mark.parametrize("count", [1, 2, 50, 5001])
def test_a_curve_touches_all_its_values(count):
    values = np.random.default_rng(3).normal(size=count)
    lines = curve(values, 100)
    if count == 1:
        assert len(lines) == 0
        return
    assert lines[:, 1::2].min() == values.min()
    assert lines[:, 1::2].max() == values.max()
    assert lines[:, ::2].min() == 0
    assert lines[:, ::2].max() <= count - 1
    if count > 200:
        # Upright lines that leave no gap: each reaches to where the next column begins.
        starts = lines[:, 0].astype(int)
        for index, start in enumerate(starts[1:]):
            assert lines[index, 1] <= values[start] <= lines[index, 3]


def test_arrows_turn_around_the_middle():
    shafts = flow(game_of(XY()), 0, (-2, 2, -2, 2))
    tails, tips = shafts[: len(shafts) // 3, :2], shafts[: len(shafts) // 3, 2:]
    middle, way = (tails + tips) / 2, tips - tails
    assert np.abs((middle * way).sum(axis=1)).max() < 1e-9, "at right angles to the place"
    assert (middle[:, 0] * way[:, 1] - middle[:, 1] * way[:, 0] >= 0).all(), "against the clock"


def test_lines_of_equal_value_lie_where_they_say():
    for game in (game_of(XY(1.5)), game_of(Dirac())):
        found = contours(game, 0, (-2, 2, -1.5, 1.5))
        assert len({contour.level for contour in found}) > 8
        for contour in found:
            x, y = contour.line.T
            np.testing.assert_allclose(game.value(x, y), contour.level, atol=0.02)
    assert contours(game_of(Bilinear()), 1, (-2, 2, -2, 2))


def test_many_lines_in_one_picture_are_thin_and_then_jagged_too(qapp):
    look = Appearance()
    items = [Segments(look, "rule1"), Segments(look, "rule2")]
    for count, width, smooth in ((10, 2.0, True), (1000, 1.0, True), (2000, 1.0, False)):
        for item in items:
            item.set_lines(np.zeros((count, 4)))
        lighten(items, [2.0, 2.0])
        assert [(item.width, item.smooth) for item in items] == [(width, smooth)] * 2
