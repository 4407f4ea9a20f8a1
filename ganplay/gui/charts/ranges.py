"""Ranges for the axes of a chart that hold still while they can. No Qt."""

from __future__ import annotations

import math

from ganplay.gui.charts.numerals import round_step

Span = tuple[float, float]


def settle(low: float, high: float, current: Span | None) -> Span:
    """A range for an axis that holds what lies between ``low`` and ``high``.

    The current one is kept as long as all fits and fills at least half of it, so that ticks stand still
    while a curve grows; otherwise the new one ends on round numbers.
    """
    if (
        current is not None
        and current[0] <= low
        and high <= current[1]
        and high - low >= (current[1] - current[0]) / 2
    ):
        return current
    if low == high:
        reach = abs(low) / 2 or 1.0
        low, high = low - reach, high + reach
    step = round_step(high - low, 8)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def settle_steps(last: float) -> Span:
    """From 0 to a round number of steps with room for more, so that the axis moves only now and then."""
    last = max(last, 90.0)
    step = round_step(last, 8)
    return 0.0, step * (math.floor(last / step + 1e-9) + 1)
