"""How a pen writes the ten digits: trajectories as smooth curves, linear in their control points."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

SAMPLES = 64
"""Points of a trajectory at which ink is put; less than a pixel apart on the longest one."""

HANDS: tuple[tuple[tuple[float, str], ...], ...] = (
    (
        (0.7, "57,7 42,7 27,26 22,52 32,84 51,95 69,83 78,50 70,19 53,6 43,10"),
        (0.3, "64,15 50,6 32,17 23,48 31,83 50,95 70,82 77,48 66,15 50,9 41,21"),
    ),
    (
        (0.6, "51,5 51,35 50,65 49,95"),
        (0.28, "33,27 44,17 53,5! 52,50 51,95"),
        (0.12, "33,25 44,16 52,5! 52,50 51,93; 30,94 51,93 73,92"),
    ),
    (
        (0.55, "24,27 34,10 56,6 71,22 64,46 44,69 22,92! 50,91 79,89"),
        (0.45, "25,26 37,8 58,7 70,25 60,52 40,78 26,90 20,80 33,75 54,87 81,91"),
    ),
    (
        (0.55, "26,15 46,5 67,14 65,34 43,46! 66,53 75,74 55,94 24,87"),
        (0.25, "26,10 48,9 70,7! 56,26 43,42! 67,49 75,72 56,94 25,88"),
        (0.2, "26,16 48,5 67,17 61,37 43,48 33,44 45,41 69,57 72,81 50,95 22,85"),
    ),
    (
        (0.45, "33,8 30,32 25,57! 50,57 78,54; 67,8 65,50 62,95"),
        (0.3, "62,5 42,34 20,66! 52,65 83,63; 62,5 62,50 61,95"),
        (0.25, "31,9 27,36 34,53 52,51 66,36 73,9! 69,50 63,95"),
    ),
    (
        (0.5, "36,9 34,27 31,44! 50,38 70,52 72,76 52,95 23,86; 37,9 56,8 77,6"),
        (0.3, "77,7 56,9 37,11! 34,28 31,46! 50,39 70,53 72,77 51,95 24,86"),
        (0.2, "73,8 53,7 37,18 38,37 54,47 69,61 66,83 46,95 26,86"),
    ),
    (
        (0.6, "65,6 45,20 28,46 25,74 40,94 62,91 72,72 60,55 42,59 27,77"),
        (0.4, "55,4 39,32 27,64 32,88 50,95 67,84 66,65 52,57 36,67 29,83"),
    ),
    (
        (0.5, "22,13 49,10 76,9! 59,48 44,95"),
        (0.3, "22,12 49,10 76,9! 60,48 46,95; 35,52 53,50 71,48"),
        (0.2, "23,27 24,11! 50,11 76,9! 58,40 50,68 47,95"),
    ),
    (
        (0.65, "70,19 52,5 31,16 36,36 54,50 70,68 64,90 46,95 29,83 33,63 50,48 66,32 68,14"),
        (0.35, "53,47 35,36 37,12 54,5 70,15 67,37 53,47! 33,61 28,82 49,95 71,84 69,61 53,47"),
    ),
    (
        (0.45, "70,23 55,6 33,13 28,35 44,48 62,40 71,21! 68,58 63,95"),
        (0.25, "72,24 57,6 35,13 29,35 46,48 64,37 72,20! 73,54 66,84 48,95 28,87"),
        (0.3, "69,14 47,7 29,27 38,48 58,43 71,18 68,58 55,95"),
    ),
)
"""For each digit its ways of being written: how often, and the path.

Points are x,y in hundredths of the letter's height, y downwards. The pen goes through them in a smooth
curve; ! makes a corner, ; lifts the pen.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """All ways of writing all digits as tensors, float32: G glyphs of up to C points, K samples each."""

    digit: Tensor
    """Which digit each glyph is, shape (G,)."""
    share: Tensor
    """How often a digit is written so, shape (G,)."""
    points: Tensor
    """Control points, shape (G, C, 2), on a scale where a letter is 2 high and its middle is 0."""
    place: Tensor
    """Matrices (G, K, C) that take control points to samples."""
    step: Tensor
    """Matrices (G, K, C) that take them to the way from one sample to the next."""


@functools.cache
def glyphs() -> Glyphs:
    """Read every path once."""
    written = [(digit, *hand) for digit, hands in enumerate(HANDS) for hand in hands]
    parsed = [_parse(path) for _, _, path in written]
    most = max(len(points) for points, _ in parsed)
    points = np.zeros((len(parsed), most, 2))
    place, step = np.zeros((2, len(parsed), SAMPLES, most))
    for i, (given, curves) in enumerate(parsed):
        points[i, : len(given)] = given
        place[i, :, : len(given)], step[i, :, : len(given)] = _matrices(given, curves)
    return Glyphs(
        torch.tensor([digit for digit, _, _ in written]),
        torch.tensor([share for _, share, _ in written]),
        *(torch.from_numpy(each).float() for each in (points, place, step)),
    )


def _parse(path: str) -> tuple[NDArray[np.float64], list[range]]:
    """The control points (C, 2) of a path, and which of them each smooth curve goes through."""
    points: list[tuple[float, float]] = []
    curves = []
    for stroke in path.split(";"):
        start = len(points)
        for word in stroke.split():
            x, y = word.rstrip("!").split(",")
            points.append((float(x) / 50 - 1, float(y) / 50 - 1))
            if word.endswith("!"):
                curves.append(range(start, len(points)))
                start = len(points) - 1
        curves.append(range(start, len(points)))
    return np.array(points), curves


def _matrices(
    points: NDArray[np.float64], curves: list[range]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cubic Hermite curves whose tangents are those of the parabola through three neighbours.

    Knots are centripetal (Lee 1989), so that a curve does not overshoot between points of unequal
    distance. Both matrices (K, C) hold for moved control points too, which is what makes writing cheap.
    """
    spans = []  # first control point, length, tangents in units of the span at both ends
    for curve in curves:
        chosen = points[list(curve)]
        lengths = np.hypot(*np.diff(chosen, axis=0).T)
        knots = np.concatenate([[0.0], np.sqrt(lengths).cumsum()])
        tangents = np.zeros((len(curve), len(points)))
        tangents[:, list(curve)] = _tangents(knots)
        for i, first in enumerate(curve[:-1]):
            width = knots[i + 1] - knots[i]
            spans.append((first, lengths[i], width * tangents[i], width * tangents[i + 1]))
    ends = np.cumsum([length for _, length, _, _ in spans])
    spacing = ends[-1] / SAMPLES
    place, step = np.zeros((2, SAMPLES, len(points)))
    for k in range(SAMPLES):
        along = (k + 0.5) * spacing
        span = int(np.searchsorted(ends, along))
        first, length, leaving, arriving = spans[span]
        u = 1 - (ends[span] - along) / length
        place[k, first] += (1 + 2 * u) * (1 - u) ** 2
        place[k, first + 1] += u * u * (3 - 2 * u)
        place[k] += u * (1 - u) ** 2 * leaving + u * u * (u - 1) * arriving
        slope = 6 * u * (u - 1) * spacing / length
        step[k, first] += slope
        step[k, first + 1] -= slope
        step[k] += ((1 - u) * (1 - 3 * u) * leaving + u * (3 * u - 2) * arriving) * spacing / length
    return place, step


def _tangents(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """The derivative at each knot as a matrix (n, n): of the parabola through it and its neighbours."""
    n = len(knots)
    matrix = np.zeros((n, n))
    for i in range(n):
        first = max(0, min(i - 1, n - 3))
        near = range(first, min(first + 3, n))
        for j in near:
            others = [m for m in near if m != j]
            scale = np.prod([knots[j] - knots[m] for m in others])
            matrix[i, j] = (
                sum(np.prod([knots[i] - knots[m] for m in others if m != k]) for k in others) / scale
            )
    return matrix
