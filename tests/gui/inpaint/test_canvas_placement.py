"""The mouse and the pixels agree at every zoom and on every screen."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QRectF

from ganplay.gui.inpaint.placement import Placement

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


def whole(number: float) -> bool:
    return math.isclose(number, round(number), abs_tol=1e-6)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("side", [28, 168, 393, 416, 560, 1011])
def test_every_point_of_a_pixel_is_that_pixel_and_no_other(ratio: float, side: int) -> None:
    placement = Placement.within(QRectF(3, 3, side, side + 11), ratio)
    margin = 1e-3
    for along in range(28):
        for within in (margin, 0.25, 0.5, 0.75, 1 - margin):
            x, y = placement.point((along + within, 27 - along + within))
            column, row = placement.place(x, y)
            assert (math.floor(column), math.floor(row)) == (along, 27 - along)
            assert (column, row) == pytest.approx((along + within, 27 - along + within), abs=1e-9)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("origin", [(0, 0), (13, 101), (7, 2)])
def test_every_edge_lies_on_the_screens_own_grid(ratio: float, origin: tuple[int, int]) -> None:
    for width in range(150, 900, 7):
        box = QRectF(3, 3, width, width - 40)
        placement = Placement.within(box, ratio, origin)
        for along in (0, 1, 13, 28):
            x, y = placement.point((along, along))
            assert whole((x + origin[0]) * ratio)
            assert whole((y + origin[1]) * ratio)


@pytest.mark.parametrize("ratio", RATIOS)
def test_it_is_as_large_as_can_be_and_in_the_middle(ratio: float) -> None:
    for width, height in ((200, 300), (300, 200), (417, 417)):
        box = QRectF(3, 3, width, height)
        placement = Placement.within(box, ratio)
        square = QRectF(placement.left, placement.top, placement.side, placement.side)
        assert box.adjusted(-1 / ratio, -1 / ratio, 0, 0).contains(square)
        assert placement.side + 28 / ratio > min(width, height)
        assert abs(square.center().x() - box.center().x()) <= 1 / ratio
        assert abs(square.center().y() - box.center().y()) <= 1 / ratio


def test_there_is_a_picture_in_the_smallest_room() -> None:
    assert Placement.within(QRectF(0, 0, 5, 5)).side == 28
