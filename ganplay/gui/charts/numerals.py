"""Numbers as a class can read them, and the round ones that belong on an axis. No Qt."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

MINUS = "−"
MISSING = "–"

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def numeral(value: float, digits: int = 2) -> str:
    """A number with this many decimals, a true minus and thousands apart; a power of ten if shorter."""
    if not math.isfinite(value):
        return MISSING
    size = abs(value)
    if size >= 1e6 or 0 < size < 0.5 * 10**-digits:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}".replace("-", MINUS)
    text = f"{value:,.{digits}f}"
    if not any(figure in text for figure in "123456789"):
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def power_of_ten(exponent: int) -> str:
    """The label of a decade: 0.01, 1, 10, and powers beyond what is quickly read."""
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def round_step(span: float, count: int) -> float:
    """1, 2 or 5 times a power of ten, so that about ``count`` of them fill the span."""
    raw = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    return power * next((m for m in (1, 2, 5) if m * power >= raw * 0.999), 10)


def ticks(low: float, high: float, count: int) -> tuple[NDArray[np.float64], list[str]]:
    """About ``count`` round numbers from ``low`` to ``high``, with labels of equal decimals."""
    if not high > low:
        return np.empty(0), []
    step = round_step(high - low, count)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    numbers = step * np.arange(first, last + 1, dtype=np.float64)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return numbers, [numeral(number, digits) for number in numbers]


def decades(low: float, high: float, count: int) -> tuple[NDArray[np.float64], list[str]]:
    """At most about ``count`` exponents of ten from ``low`` to ``high`` (both exponents), with labels."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    stride = max(1, -(-(last - first + 1) // max(count, 1)))
    exponents = list(range(first, last + 1, stride))
    return np.array(exponents, dtype=np.float64), [power_of_ten(exponent) for exponent in exponents]
