"""What a brush covers is what a person sees it pass over: solid, of the true size, anywhere."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.gui.inpaint.brush import SIZES, Tip, area, inked, swept

TIPS = [Tip(size, square) for size in SIZES for square in (False, True)]
RANDOM = np.random.default_rng(3)


def named(tip: Tip) -> str:
    return f"{'square' if tip.square else 'round'}-{tip.size}"


def test_sizes_go_from_one_pixel_to_half_the_picture() -> None:
    assert SIZES[0] == 1
    assert SIZES[-1] == 14
    assert Tip(1).resized(-1) == Tip(1)
    assert Tip(14, True).resized(3) == Tip(14, True)
    assert Tip(1, True).resized(2) == Tip(3, True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [(14.0, 14.0), (14.5, 14.5), (13.99, 14.31), (14.0, 13.5)])
def test_a_square_covers_as_many_pixels_as_it_is_large_wherever_it_is(size, place) -> None:
    covered = swept(Tip(size, True), place, place)
    rows, columns = np.nonzero(covered)
    assert covered.sum() == size * size
    assert np.ptp(rows) == np.ptp(columns) == size - 1


@pytest.mark.parametrize("size", [size for size in SIZES if size > 1])
def test_a_round_tip_covers_the_pixels_whose_middle_is_in_the_ring(size) -> None:
    for x, y in RANDOM.uniform(0, 28, (20, 2)):
        covered = swept(Tip(size), (x, y), (x, y))
        for row in range(28):
            for column in range(28):
                inside = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 < (size / 2) ** 2
                assert covered[row, column] == inside


@pytest.mark.parametrize("tip", [Tip(1), Tip(1, True)], ids=named)
def test_the_finest_tip_covers_the_pixel_under_the_mouse(tip) -> None:
    for row in range(28):
        for column in range(28):
            for x, y in ((column, row), (column + 0.5, row + 0.5), (column + 0.99, row + 0.01)):
                assert np.argwhere(swept(tip, (x, y), (x, y))).tolist() == [[row, column]]


@pytest.mark.parametrize("tip", TIPS, ids=named)
def test_a_fast_stroke_is_what_many_slow_dabs_would_be(tip) -> None:
    for start, end in RANDOM.uniform(-3, 31, (3, 2, 2)):
        way = start + np.linspace(0, 1, 700)[:, None] * (end - start)
        dabs = np.any([swept(tip, tuple(place), tuple(place)) for place in way], axis=0)
        stroke = swept(tip, tuple(start), tuple(end))
        # Between two dabs there is a sliver that only the stroke covers.
        assert not (dabs & ~stroke).any()
        assert (stroke & ~dabs).sum() <= 2


def test_a_line_of_one_pixel_has_no_gap_and_no_bulge() -> None:
    steep = swept(Tip(1), (3.2, 1.5), (9.7, 26.5))
    assert steep.any(axis=1).sum() == 26
    rows, columns = np.nonzero(steep)
    for row in range(1, 26):
        here, below = columns[rows == row], columns[rows == row + 1]
        assert set(here) & set(below), "each row hangs together with the next side by side"
    diagonal = swept(Tip(1), (0.5, 0.5), (27.5, 27.5))
    np.testing.assert_array_equal(diagonal, np.eye(28, dtype=bool))


def test_what_is_painted_outside_is_lost() -> None:
    assert not swept(Tip(5), (-10.0, -10.0), (-4.0, 40.0)).any()
    assert swept(Tip(3, True), (-10.0, 10.5), (40.0, 10.5)).sum() == 3 * 28


def test_ink_is_black_in_the_middle_and_soft_at_the_edge() -> None:
    # The way lies on the border between two rows: their middles are half a pixel off, the next 1.5, 2.5.
    across = inked(Tip(3), (4.0, 14.0), (24.0, 14.0))[:, 14]
    np.testing.assert_allclose(across[11:17], [0, 0.5, 1, 1, 0.5, 0])
    assert set(np.unique(inked(Tip(4, True), (4.0, 14.0), (24.0, 14.0)))) == {0.0, 1.0}


def test_the_bucket_stays_within_an_outline() -> None:
    hole = np.zeros((28, 28), bool)
    hole[5:12, 5] = hole[5:12, 11] = hole[5, 5:12] = hole[11, 5:12] = True
    inside = area(hole, (8.0, 8.0))
    assert inside.sum() == 25
    assert inside[6:11, 6:11].all()
    assert area(hole, (5.5, 5.5)).sum() == hole.sum()
    assert area(hole, (20.0, 20.0)).sum() == 784 - 49
    assert not area(hole, (28.0, 3.0)).any()
