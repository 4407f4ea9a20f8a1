"""A recorded number over a whole run in bounded memory, with every spike kept. No Qt."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

CAPACITY = 8192
"""Buckets kept. Up to this many rows a history is exact; then neighbours share a bucket."""

Floats = NDArray[np.float64]


class History:
    """The lowest and the highest value of each stretch of rows.

    Bucket ``i`` covers rows ``i * stride`` to ``(i + 1) * stride - 1``. When the buckets are used up, two
    neighbours become one and the stride doubles, so that a row costs amortised constant time, half an hour
    at full speed takes the room of a minute, and how rows were cut into pieces on their way makes no
    difference. What is not finite leaves a gap.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._steps = np.empty(capacity)
        self._lows = np.empty(capacity)
        self._highs = np.empty(capacity)
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._rows = 0
        self._stride = 1
        self.latest = float("nan")
        self.last_step = 0.0

    def __len__(self) -> int:
        """Rows taken in so far."""
        return self._rows

    def append(self, steps: ArrayLike, values: ArrayLike) -> None:
        """Take in rows, oldest first; both of shape (n,)."""
        steps = np.asarray(steps, dtype=np.float64)
        values = np.asarray(values, dtype=np.float64)
        if not len(values):
            return
        values = np.where(np.isfinite(values), values, np.nan)
        known = values[~np.isnan(values)]
        if len(known):
            self.latest = float(known[-1])
        self.last_step = float(steps[-1])
        rows = self._rows + len(values)
        while rows > self._capacity * self._stride:
            self._halve()
        bucket = np.arange(self._rows, rows) // self._stride
        starts = np.flatnonzero(np.diff(bucket, prepend=-1))
        lows, highs = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
        first, end = bucket[0], bucket[-1] + 1
        begun = self._rows % self._stride > 0
        if begun:
            lows[0] = np.fmin(lows[0], self._lows[first])
            highs[0] = np.fmax(highs[0], self._highs[first])
        self._lows[first:end] = lows
        self._highs[first:end] = highs
        self._steps[first + begun : end] = steps[starts[begun:]]
        self._rows = rows

    def columns(
        self, count: int, first: float = -math.inf, last: float = math.inf
    ) -> tuple[Floats, Floats, Floats]:
        """At most ``count`` stretches: the step at which each starts, its lowest and its highest value.

        Only of steps from ``first`` to ``last``, with one stretch more on either side, so that a curve leaves
        the picture through its edge.
        """
        steps = self._steps[: self._used]
        begin = max(0, int(np.searchsorted(steps, first)) - 1)
        end = min(len(steps), int(np.searchsorted(steps, last, side="right")) + 1)
        if begin >= end:
            return np.empty(0), np.empty(0), np.empty(0)
        starts = np.arange(begin, end, -(-(end - begin) // count))
        lows, highs = self._lows[begin:end], self._highs[begin:end]
        return (
            steps[starts],
            np.fmin.reduceat(lows, starts - begin),
            np.fmax.reduceat(highs, starts - begin),
        )

    def value_at(self, step: float) -> float:
        """The value at the last row not after ``step``; NaN before the first and in a gap."""
        at = int(np.searchsorted(self._steps[: self._used], step, side="right")) - 1
        return float(self._highs[at]) if at >= 0 else math.nan

    @property
    def _used(self) -> int:
        return -(-self._rows // self._stride)

    def _halve(self) -> None:
        used = self._used
        pairs = np.arange(0, used, 2)
        self._lows[: len(pairs)] = np.fmin.reduceat(self._lows[:used], pairs)
        self._highs[: len(pairs)] = np.fmax.reduceat(self._highs[:used], pairs)
        self._steps[: len(pairs)] = self._steps[pairs]
        self._stride *= 2
