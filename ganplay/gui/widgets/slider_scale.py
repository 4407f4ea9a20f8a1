"""Where values lie along a slider, and at which few of them it stops."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass

from ganplay.contract.knobs import Knob

FLOAT_STOPS = 25
WHOLE_STOPS = 100
LOG_STOPS = 20
"""About as many stops as a slider of its kind may have."""

COUNTED = 200
"""Stops over what has been kept of a run; keys reach those between."""

DECADES = ((1.0, 1.5, 2.0, 3.0, 5.0, 7.0), (1.0, 2.0, 5.0), (1.0, 3.0))
"""Stops within a decade, from fine to coarse."""

ABOVE_ZERO = 4
"""Decades of a logarithmic track that begins at 0, which lies one more decade below them."""


@dataclass(frozen=True, slots=True)
class SliderScale:
    """The track of a slider: its ends, its scale, and its stops in rising order."""

    low: float
    high: float
    log: bool
    stops: tuple[float, ...]

    @classmethod
    def of(cls, knob: Knob, kind: type, default: float) -> SliderScale:
        """The scale of a number's knob; both ends and the default are always stops.

        Whole numbers climb by a whole step or in powers of two, others by 1, 2 or 5 times a power of ten
        or a few stops per decade.
        """
        low, high = knob.low, knob.high
        if low is None or high is None:
            raise ValueError(f"a slider needs both ends of its range: {knob}")
        log = knob.scale == "log"
        if kind is int:
            between = _powers_of_two(low, high) if log else _even(low, high, WHOLE_STOPS, least=1.0)
        else:
            between = _decades(low or high / 10**ABOVE_ZERO, high) if log else _even(low, high, FLOAT_STOPS)
        stops = sorted({kind(value) for value in (low, *between, high, default)})
        return cls(low, high, log, tuple(stops))

    @classmethod
    def counting(cls, last: int) -> SliderScale:
        """Every number from 0 to ``last``, or so many of them as a hand can tell apart."""
        stops = {round(last * stop / COUNTED) for stop in range(COUNTED + 1)}
        return cls(0.0, float(max(last, 1)), False, tuple(float(stop) for stop in sorted(stops)))

    def fraction(self, value: float) -> float:
        """Where a value lies, from 0 at the low end to 1 at the high end."""
        if self.log:
            foot = self.low or self.high / 10 ** (ABOVE_ZERO + 1)
            return math.log(max(value, foot) / foot) / math.log(self.high / foot)
        return (value - self.low) / (self.high - self.low)

    def nearest(self, fraction: float) -> float:
        """The stop nearest to a place on the track."""
        return min(self.stops, key=lambda stop: abs(self.fraction(stop) - fraction))

    def moved(self, value: float, stops: int) -> float:
        """The stop so many above (or below) a value, which may itself lie between two."""
        if stops > 0:
            index = bisect.bisect_right(self.stops, value) - 1 + stops
        else:
            index = bisect.bisect_left(self.stops, value) + stops
        return self.stops[min(max(index, 0), len(self.stops) - 1)]


def text_of(value: float) -> str:
    """A number as briefly as its digits allow: 8, 0.05, 1e-3, 0.01768."""
    if isinstance(value, int):
        return str(value)
    plain = f"{value:.5g}"
    mantissa, exponent = f"{value:.4e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    scientific = f"{mantissa}e{int(exponent)}"
    return scientific if len(scientific) < len(plain) or "e" in plain else plain


def _even(low: float, high: float, stops: int, least: float = 0.0) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten between the ends, at most ``stops`` or so."""
    wanted = max((high - low) / stops, least)
    exponent = math.floor(math.log10(wanted))
    mantissa, exponent = next(
        (m, e) for e in (exponent, exponent + 1) for m in (1, 2, 5) if _decimal(m, e) >= wanted * (1 - 1e-9)
    )
    step = _decimal(mantissa, exponent)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [_decimal(i * mantissa, exponent) for i in range(first, last + 1)]


def _decades(low: float, high: float) -> list[float]:
    span = math.log10(high / low)
    marks = next((marks for marks in DECADES if span * len(marks) <= LOG_STOPS), DECADES[-1])
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [_decimal(mark, exponent) for exponent in exponents for mark in marks]
    return [value for value in values if low <= value <= high]


def _powers_of_two(low: float, high: float) -> list[float]:
    powers = [2.0**k for k in range(math.ceil(math.log2(high)) + 1)]
    return [power for power in powers if low <= power <= high]


def _decimal(mantissa: float, exponent: int) -> float:
    """Exactly the number that a person would type, which a product of floats need not be."""
    return float(f"{mantissa}e{exponent}")
