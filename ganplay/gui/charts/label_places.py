"""Where the label of a line across a chart covers neither a curve nor another label. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHARES = tuple(round(0.98 - 0.06 * step, 2) for step in range(15))
"""Where along the line, from 0 at the left to 1, the right end of a label may be; the first is liked best."""


class Box(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Place(NamedTuple):
    """The right end of a label along its line, from 0 to 1, and whether it stands above the line."""

    share: float
    above: bool


def box_at(place: Place, y: float, size: tuple[float, float], view: tuple[float, float]) -> Box:
    """The rectangle of a label of this size (width, height) at a place of a line at height y of a view."""
    right = place.share * view[0]
    top = y - size[1] if place.above else y
    return Box(right - size[0], top, right, top + size[1])


def find_place(
    now: Place,
    y: float,
    size: tuple[float, float],
    view: tuple[float, float],
    curves: Floats,
    taken: Sequence[Box],
    lines: Sequence[float],
) -> Place:
    """Where a label covers nothing, or as little as can be; where it is now if that is no worse.

    Args:
        now: where the label is.
        y: height of its line in pixels, downwards.
        size: width and height of the label.
        view: width and height of the chart's view.
        curves: pieces of curves x1, y1, x2, y2 in pixels, shape (n, 4).
        taken: rectangles of other labels, which are worst to cover.
        lines: heights of other lines, which are least bad to cover.
    """
    heights = curves[:, 1::2]
    # A label next to its line meets none of the others, most often nine of ten.
    curves = curves[(heights.min(axis=1) < y + size[1]) & (heights.max(axis=1) > y - size[1])]

    def cost(place: Place) -> float:
        box = box_at(place, y, size, view)
        outside = box.left < 0 or box.top < 0 or box.bottom > view[1]
        covered = sum(box.meets(other) for other in taken)
        beside = sum(box.top < other < box.bottom for other in lines)
        return 1e6 * outside + 1e4 * covered + 10 * crossing(curves, box) + beside

    best = now
    least = cost(now)
    for place in _places(y > view[1] / 2):
        if least == 0:
            break
        price = cost(place)
        if price < least:
            best, least = place, price
    return best


def crossing(curves: Floats, box: Box) -> int:
    """How many pieces of curves run through a rectangle (clipped as by Liang and Barsky 1984)."""
    start, way = curves[:, :2], curves[:, 2:] - curves[:, :2]
    low, high = np.array((box.left, box.top)), np.array((box.right, box.bottom))
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack(((low - start) / way, (high - start) / way))
    # A piece along one axis is inside for all of its length, or for none.
    along, inside = way == 0, (start > low) & (start < high)
    first = np.where(along, np.where(inside, -np.inf, np.inf), ends.min(axis=0)).max(axis=1)
    last = np.where(along, np.where(inside, np.inf, -np.inf), ends.max(axis=0)).min(axis=1)
    return int(np.count_nonzero(np.maximum(first, 0.0) < np.minimum(last, 1.0)))


def _places(low: bool) -> Iterator[Place]:
    """All places, those towards the middle of the view first."""
    for above in (low, not low):
        for share in SHARES:
            yield Place(share, above)
