"""Any picture of a digit, made like those of MNIST."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.errors import GanplayError
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

BOX = 20
"""Pixels of the longer side of a digit."""

LARGEST = 4096
"""Pixels of the longer side of a picture that is taken."""

FAINTEST = 24
"""Grey levels between the ground and the ink below which there is nothing to be seen."""

NOISE = 0.12
"""Less than so much of the darkest ink is the paper's grain."""

Floats = NDArray[np.float64]


def centred(grey: Grey) -> Grey:
    """White ink on black, its longer side 20 pixels and its centre of mass in the middle of 28 x 28.

    So MNIST was made (LeCun et al. 1998). The border tells the ground: a bright one is paper, and the
    picture is inverted; one that grows brighter towards a side is paper in uneven light. A picture of
    28 x 28 has been made already, and at most inverted.

    Args:
        grey: shape (H, W), 0 is black.

    Raises:
        GanplayError: it is too large, or all of one grey.
    """
    if grey.ndim != 2 or max(grey.shape) > LARGEST:
        size = " x ".join(str(length) for length in grey.shape[::-1])
        raise GanplayError(f"a picture of {size} pixels is too large; up to {LARGEST} x {LARGEST} are taken")
    if not grey.size:
        raise GanplayError("the picture has no pixels")
    border = np.concatenate((grey[0], grey[-1], grey[:, 0], grey[:, -1]))
    dark = 255 - grey if np.median(border) > 127 else grey
    above = dark - _ground(dark)
    span = float(above.max())
    if span < FAINTEST:
        raise GanplayError("the picture shows nothing: its pixels are all of about the same grey")
    if grey.shape == (SIDE, SIDE):
        return dark.copy()
    ink = np.clip(above / span, 0, 1)
    ink[ink < NOISE] = 0
    digit = _boxed(ink)
    rows, columns = (np.arange(length) + 0.5 for length in digit.shape)
    mass = digit.sum()
    middle = float(digit.sum(axis=1) @ rows / mass), float(digit.sum(axis=0) @ columns / mass)
    # In every picture of MNIST the centre of mass is between 14 and 15 pixels from the left and the top.
    top, left = (
        min(max(math.ceil(SIDE / 2 - at), 0), SIDE - length)
        for at, length in zip(middle, digit.shape, strict=True)
    )
    picture = np.zeros((SIDE, SIDE), np.uint8)
    picture[top : top + digit.shape[0], left : left + digit.shape[1]] = np.round(255 * digit)
    return picture


def _ground(dark: Grey) -> Floats:
    """The plane through the border's grey levels, of shape (H, W); what stands out of it there is ink."""
    height, width = dark.shape
    edge = np.ones((height, width), np.bool_)
    edge[1:-1, 1:-1] = False
    rows, columns = np.nonzero(edge)
    levels = dark[edge].astype(np.float64)
    along = np.stack((np.ones(len(levels)), rows / height, columns / width), axis=1)
    # Of a smooth light the border is full; a digit that touches it is in the way of the first attempt only.
    plain = np.abs(levels - np.median(levels)) < FAINTEST
    for _ in range(3):
        kept = plain if plain.sum() > len(levels) / 2 else np.ones(len(levels), np.bool_)
        tilt, *_ = np.linalg.lstsq(along[kept], levels[kept], rcond=None)
        plain = np.abs(levels - along @ tilt) < FAINTEST
    down, across = np.arange(height)[:, None] / height, np.arange(width) / width
    ground: Floats = tilt[0] + tilt[1] * down + tilt[2] * across
    return ground


@functools.lru_cache(maxsize=16)
def area_weights(old: int, new: int) -> NDArray[np.float32]:
    """How much of each old pixel is in each of the new ones along a line, shape (new, old); rows sum to 1."""
    edges = np.arange(new + 1) * old / new
    pixels = np.arange(old)
    shared = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    weights: NDArray[np.float32] = (np.clip(shared, 0, None) * new / old).astype(np.float32)
    return weights


def _boxed(ink: Floats) -> Floats:
    """What there is of ink, its longer side 20 pixels, as bright again as it was."""
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(BOX * length / max(ink.shape))) for length in ink.shape)
    digit = area_weights(ink.shape[0], height) @ ink @ area_weights(ink.shape[1], width).T
    # Thin lines of a large picture become grey when they are made small.
    boxed: Floats = digit / digit.max()
    return boxed
