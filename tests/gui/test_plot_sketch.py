from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.data import MAX_POINTS
from ganplay.gui.charts.sketch import DENSITY, Sketch


def stroke(sketch, *path, radius=0.03, erase=False):
    sketch.begin(*path[0], radius, erase=erase)
    for place in path[1:]:
        sketch.move(*place)
    sketch.end()


def test_a_fast_stroke_is_solid():
    sketch = Sketch()
    stroke(sketch, (0.1, 0.5), (0.9, 0.5))
    x = np.sort(sketch.points[:, 0])
    assert x[0] < 0.1
    assert x[-1] > 0.9
    assert np.diff(x).max() < 0.03 / 2
    assert np.abs(sketch.points[:, 1] - 0.5).max() <= 0.03


def test_a_fast_stroke_gives_the_points_of_a_slow_one():
    fast, slow = Sketch(), Sketch()
    stroke(fast, (0.1, 0.2), (0.9, 0.7))
    stroke(slow, *zip(np.linspace(0.1, 0.9, 301), np.linspace(0.2, 0.7, 301), strict=True))
    assert abs(len(fast.points) - len(slow.points)) <= 1
    count = min(len(fast.points), len(slow.points))
    np.testing.assert_allclose(fast.points[:count], slow.points[:count], atol=1e-9)


@pytest.mark.parametrize("radius", [0.01, 0.03, 0.1])
def test_the_painted_area_holds_as_many_points_whatever_the_brush(radius):
    sketch = Sketch()
    stroke(sketch, (0.2, 0.5), (0.8, 0.5), radius=radius)
    area = 0.6 * 2 * radius + np.pi * radius**2
    assert len(sketch.points) == pytest.approx(DENSITY * area, rel=0.02)


def test_the_eraser_wipes_what_it_sweeps_over_and_nothing_else():
    sketch = Sketch()
    stroke(sketch, (0.1, 0.5), (0.9, 0.5))
    before = sketch.points
    stroke(sketch, (0.5, 0.1), (0.5, 0.9), radius=0.05, erase=True)
    swept = np.abs(before[:, 0] - 0.5) <= 0.05
    assert swept.any()
    np.testing.assert_array_equal(sketch.points, before[~swept])


def test_undo_takes_back_one_stroke_at_a_time():
    sketch = Sketch()
    stroke(sketch, (0.1, 0.1), (0.2, 0.2), (0.3, 0.1))
    first = sketch.points
    stroke(sketch, (0.6, 0.6), (0.9, 0.6))
    stroke(sketch, (0.1, 0.1), radius=0.5, erase=True)
    sketch.undo()
    sketch.undo()
    np.testing.assert_array_equal(sketch.points, first)
    sketch.undo()
    assert len(sketch.points) == 0
    assert not sketch.can_undo
    sketch.undo()
    assert len(sketch.points) == 0


def test_clearing_can_be_undone():
    sketch = Sketch()
    stroke(sketch, (0.5, 0.5))
    before = sketch.points
    sketch.clear()
    assert len(sketch.points) == 0
    sketch.undo()
    np.testing.assert_array_equal(sketch.points, before)


def test_a_stroke_that_wipes_nothing_is_not_one_to_undo():
    sketch = Sketch()
    stroke(sketch, (0.2, 0.2))
    stroke(sketch, (0.8, 0.8), erase=True)
    sketch.undo()
    assert len(sketch.points) == 0


def test_a_moved_mouse_without_a_button_draws_nothing():
    sketch = Sketch()
    sketch.move(0.5, 0.5)
    stroke(sketch, (0.5, 0.5))
    count = len(sketch.points)
    sketch.move(0.9, 0.9)
    assert len(sketch.points) == count


def test_nothing_falls_beside_the_sheet():
    sketch = Sketch()
    stroke(sketch, (-0.5, 0.0), (1.5, 1.0), radius=0.1)
    assert len(sketch.points) > 0
    assert sketch.points.min() >= 0
    assert sketch.points.max() <= 1


def test_a_full_sheet_takes_no_more():
    sketch = Sketch()
    for y in np.linspace(0, 1, 40):
        stroke(sketch, (0.0, y), (1.0, y), radius=0.1)
    assert len(sketch.points) == MAX_POINTS
    assert sketch.full


def test_pairs_are_short_plain_numbers():
    sketch = Sketch()
    sketch.load([(0.123456, 1 / 3)])
    assert sketch.pairs() == ((0.1235, 0.3333),)


def test_the_same_strokes_give_the_same_points():
    one, two = Sketch(), Sketch()
    for sketch in (one, two):
        stroke(sketch, (0.1, 0.1), (0.8, 0.3))
        stroke(sketch, (0.5, 0.5))
    np.testing.assert_array_equal(one.points, two.points)
