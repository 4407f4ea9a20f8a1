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

    def costs(places: Sequence[Place]) -> Floats:
        boxes = [box_at(place, y, size, view) for place in places]
        outside = [box.left < 0 or box.top < 0 or box.bottom > view[1] for box in boxes]
        covered = [sum(box.meets(other) for other in taken) for box in boxes]
        beside = [sum(box.top < other < box.bottom for other in lines) for box in boxes]
        found = np.array((outside, covered, beside), dtype=np.float64)
        price: Floats = np.array((1e6, 1e4, 1.0)) @ found + 10 * crossings(curves, boxes)
        return price

    if costs([now])[0] == 0:
        return now
    places = [now, *_places(y > view[1] / 2)]
    return places[int(costs(places).argmin())]


def crossings(curves: Floats, boxes: Sequence[Box]) -> Floats:
    """How many pieces of curves run through each rectangle (clipped as by Liang and Barsky 1984)."""
    sides = np.array(boxes)[:, None, :]
    low, high = sides[..., :2], sides[..., 2:]
    start, way = curves[:, :2], curves[:, 2:] - curves[:, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / way, (high - start) / way
    # A piece along one axis is inside for all of its length, or for none.
    along, inside = way == 0, (start > low) & (start < high)
    first = np.where(along, np.where(inside, -np.inf, np.inf), np.minimum(one, other)).max(axis=2)
    last = np.where(along, np.where(inside, np.inf, -np.inf), np.maximum(one, other)).min(axis=2)
    found: Floats = np.count_nonzero(np.maximum(first, 0.0) < np.minimum(last, 1.0), axis=1)
    return found


def _places(low: bool) -> Iterator[Place]:
    """All places, those towards the middle of the view first."""
    for above in (low, not low):
        for share in SHARES:
            yield Place(share, above)
