"""Who steps when: the orders of play that plain steps along any field share, and what they do to xy."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import repeat

from ganplay.games.game import Field, Pair, Vector


def turns(
    field: Field, keep: Callable[[Vector], Vector], eta: float, order: str, y_steps: int = 1
) -> Callable[[Vector, Vector], Pair]:
    """One round along the field, in one of the contract's orders; ``keep`` holds y after each step."""
    if order == "simultaneous":

        def together(x: Vector, y: Vector) -> Pair:
            vx, vy = field(x, y)
            return x + eta * vx, keep(y + eta * vy)

        return together

    if order == "x first":

        def x_first(x: Vector, y: Vector) -> Pair:
            x = x + eta * field(x, y)[0]
            for _ in repeat(None, y_steps):
                y = keep(y + eta * field(x, y)[1])
            return x, y

        return x_first

    def y_first(x: Vector, y: Vector) -> Pair:
        for _ in repeat(None, y_steps):
            y = keep(y + eta * field(x, y)[1])
        return x + eta * field(x, y)[0], y

    return y_first


def radius(order: str, h: float, y_steps: int = 1) -> float:
    """Largest modulus of an eigenvalue of one round on f = xy with the step size h.

    At once: |1 ± ih|. In turns: determinant 1 and trace 2 - k h², so 1 up to k h² = 4.
    """
    if order == "simultaneous":
        return math.hypot(1.0, h)
    half = 1.0 - 0.5 * y_steps * h * h
    return 1.0 if half >= -1.0 else math.sqrt(half * half - 1.0) - half


def text(order: str, h: float, y_steps: int = 1) -> str:
    """The same as a formula."""
    if order == "simultaneous":
        return "√(1 + {h}²)"
    half = "{h}²/2" if y_steps == 1 else f"{y_steps}·{{h}}²/2"
    return "1" if y_steps * h * h <= 4.0 else f"{half} − 1 + √(({half} − 1)² − 1)"


def limit(order: str, sigma: float, y_steps: int = 1) -> float:
    """The step size up to which they stay bounded: none, or k h² = 4."""
    return 0.0 if order == "simultaneous" else 2.0 / (sigma * math.sqrt(y_steps))
