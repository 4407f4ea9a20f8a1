"""Which pixels are unknown: holes of 28 x 28 pixels, ready made, turned round, and grown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.errors import DataError
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

Hole = NDArray[np.bool_]
"""Shape (28, 28), row 0 at the top: true where the picture is unknown."""

_ROWS, _COLUMNS = np.mgrid[:SIDE, :SIDE]
_QUARTER = SIDE // 4


def nothing() -> Hole:
    """No pixel is unknown."""
    return np.zeros((SIDE, SIDE), np.bool_)


def _random(share: float, seed: int) -> Hole:
    order = np.random.default_rng(seed).permutation(SIDE * SIDE)
    return (order < round(share * SIDE * SIDE)).reshape(SIDE, SIDE)


def _pencil(seed: int) -> Hole:
    """Three lines two pixels wide from edge to edge, as if somebody had crossed the picture out."""
    rng = np.random.default_rng(seed)
    hole = nothing()
    for _ in range(3):
        angle, offset = rng.uniform(0, np.pi), rng.uniform(-SIDE / 4, SIDE / 4)
        middle = (SIDE - 1) / 2
        across = (_ROWS - middle) * np.cos(angle) - (_COLUMNS - middle) * np.sin(angle)
        hole |= np.abs(across - offset) <= 1.0
    return hole


PRESETS: Mapping[str, Callable[[int], Hole]] = {
    "centre": lambda _: _between(_ROWS, _QUARTER, 3 * _QUARTER) & _between(_COLUMNS, _QUARTER, 3 * _QUARTER),
    "left half": lambda _: _COLUMNS < SIDE // 2,
    "right half": lambda _: _COLUMNS >= SIDE // 2,
    "top half": lambda _: _ROWS < SIDE // 2,
    "bottom half": lambda _: _ROWS >= SIDE // 2,
    "random 25 %": lambda seed: _random(0.25, seed),
    "random 80 %": lambda seed: _random(0.80, seed),
    "stripes": lambda _: _ROWS % 4 < 2,
    "pencil": _pencil,
}
"""Holes by name, each made from a seed, which only those that are drawn by lot heed."""


def _between(values: NDArray[Any], low: int, high: int) -> Hole:
    return (low <= values) & (values < high)


INK = 64
"""The least grey level that was drawn rather than smudged."""


def beyond_ink(picture: Grey, reach: int = 2) -> Hole:
    """Everything farther than ``reach`` pixels from ink: known is what is drawn, so that it is completed."""
    padded = np.pad(picture >= INK, reach)
    near = nothing()
    for down, across in np.argwhere(np.hypot(*(np.mgrid[: 2 * reach + 1, : 2 * reach + 1] - reach)) <= reach):
        near |= padded[down : down + SIDE, across : across + SIDE]
    return ~near


UNKNOWN = 127
"""A mask's pixels brighter than this are unknown."""


def hole_of(levels: Grey, name: str) -> Hole:
    """The hole that the grey levels of a file called so stand for: white is unknown, black is known.

    Raises:
        DataError: it has another size.
    """
    if levels.shape != (SIDE, SIDE):
        height, width = levels.shape
        raise DataError(
            f"{name} has {width} x {height} pixels; a mask has {SIDE} x {SIDE}, "
            "white where the picture is unknown and black where it is known"
        )
    hole: Hole = levels > UNKNOWN
    return hole


def share(hole: Hole) -> float:
    """How much of the picture is unknown, 0 to 1."""
    return float(hole.mean())
