"""Long orbits at once: a linear step by repeated doubling, any other by plain stepping."""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np

from ganplay.games.game import Array
from ganplay.games.rule import State, Step

FAR = 1e12
"""Beyond this distance nothing is drawn any more."""

_HUGE = 1e120
"""A power of the step that is squared only below this, so that no product overflows."""


def doubled(matrix: Array, start: Array, steps: int) -> Array:
    """The states M^t start for t = 0 ... steps, shape (N, steps + 1), or fewer where they go too FAR.

    With the first m states and M^m at hand, one product gives the next m and another M^2m: some thirteen
    pairs of products for 5000 steps, defective matrices included, since nothing is diagonalised.
    """
    states = np.empty((len(start), steps + 1))
    states[:, 0] = start
    power, stride, filled = matrix, 1, 1
    while filled <= steps:
        end = min(filled + stride, steps + 1)
        states[:, filled:end] = power @ states[:, filled - stride : end - stride]
        if not abs(states[:, end - 1]).max() <= FAR:
            return states[:, :end]
        filled = end
        # A direction may grow that the start has no part in; its power must not overflow either.
        if filled == 2 * stride and abs(power).max() < _HUGE:
            power, stride = power @ power, filled
    return states


def stepped(step: Step, start: State, steps: int) -> Array:
    """The states one after another, shape (N, steps + 1); those that overflow are infinite or NaN."""
    states = [start]
    state = start
    with np.errstate(all="ignore"):
        for _ in repeat(None, steps):
            state = step(*state)
            states.append(state)
    if isinstance(start[0], float):
        flat = np.fromiter(chain.from_iterable(states), np.float64, len(states) * len(start))
        return flat.reshape(len(states), len(start)).T
    return np.array([np.concatenate(state) for state in states]).T
