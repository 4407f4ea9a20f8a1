"""Arrows that show how strongly G is pulled. No Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.data import Extent

GAIN = 0.006
"""Length of an arrow over the width of the extent, for a slope that changes G's loss by 1 over that width.

The slope is taken over the width of the extent, so that the picture does not depend on the data's units. A
minimax G against a D that rises from 0.1 to 0.9 within a tenth of the extent is pulled with about 20: an
arrow an eighth of the extent long. The gain is fixed: a gradient that vanishes is seen to vanish.
"""

CAP = 0.12
"""The longest arrow, over the width of the extent; steeper slopes are drawn as long as this."""

CELL = 18
"""Pixels along each side of a cell of the screen, each of which holds one arrow at most."""

HEAD = 0.016
"""The longest head, over the width of the extent; small arrows have heads of a third of their length."""

_BARB = np.array([[np.cos(a), -np.sin(a), np.sin(a), np.cos(a)] for a in np.radians([152.0, -152.0])])


def thinned(points: NDArray[np.floating], extent: Extent, cells: int) -> NDArray[np.intp]:
    """Indices of the points that have an arrow: the first one in each of ``cells`` x ``cells`` of the extent.

    In a dense blob all arrows at once would cover one another. The first keeps its arrow while it stays in
    its cell, so that nothing flickers.
    """
    corner, width = np.array((extent[0], extent[2])), extent[1] - extent[0]
    with np.errstate(invalid="ignore"):
        places = np.floor((points - corner) / width * cells)
    _, first = np.unique(np.nan_to_num(places), axis=0, return_index=True)
    return np.sort(first)


def arrows(points: NDArray[np.floating], pull: NDArray[np.floating], extent: Extent) -> NDArray[np.float64]:
    """Shafts and heads of arrows.

    Args:
        points: where they start, shape (N, 2) with N >= M.
        pull: minus the gradient of the loss at the first M points, shape (M, 2); none where not finite.
        extent: the visible part of the plane.

    Returns:
        Lines x1, y1, x2, y2 in the plane's coordinates, shape (3 M, 4): M shafts, then the heads.
    """
    width = extent[1] - extent[0]
    tails = points[: len(pull)].astype(np.float64)
    pull = np.where(np.isfinite(pull).all(axis=1, keepdims=True), pull, 0.0).astype(np.float64)
    steep = np.hypot(*pull.T)
    length = width * np.minimum(GAIN * steep * width, CAP)
    ahead = pull / np.where(steep > 0, steep, 1.0)[:, None]
    tips = tails + ahead * length[:, None]
    size = np.minimum(length / 3, HEAD * width)[:, None]
    barbs = [
        tips + size * np.stack((c * ahead[:, 0] + s * ahead[:, 1], t * ahead[:, 0] + d * ahead[:, 1]), axis=1)
        for c, s, t, d in _BARB
    ]
    return np.concatenate([np.hstack((tails, tips)), *(np.hstack((tips, barb)) for barb in barbs)])
