"""A rate in words: what a step does to the radius, how soon that doubles or halves, how fast it turns."""

from __future__ import annotations

import cmath
import math

EDGE = 1e-9
"""A closed form this near to 1 is meant to be 1."""

BLUR = 1e-7
"""The same for measured eigenvalues: a double root comes out only to half of the digits."""


def formula(text: str, sigma: float) -> str:
    """A closed form with its h and its factor sigma written out; where sigma is 1, without it."""
    one = sigma == 1.0
    return text.format(h="η" if one else f"({sigma:.4g}η)", s="" if one else f"{sigma:.4g}")


def where(*, linear: bool, observes: bool) -> str:
    """Whose rate it is, and where it holds."""
    return ("" if linear else "Close to the equilibrium: ") + ("the iterates: " if observes else "")


def rate(
    eigenvalue: complex,
    radius: float,
    formula: str,
    invariant: tuple[float, float, float] | None,
    *,
    always: bool,
    linear: bool,
) -> str:
    """One sentence; ``always`` if each single step obeys it, not only many of them.

    Without ``linear`` it is about the game's linear part alone: what that keeps, the game itself may change.
    """
    turn = _turn(eigenvalue)
    if abs(radius - 1.0) <= (EDGE if formula else BLUR):
        return f"{_kept(invariant, linear=linear)}{turn}."
    told = f"{radius:.6g}"
    if formula:
        told = f"{told} ({formula})" if formula.startswith("the ") else f"{formula} = {told}"
    run = "" if always else "in the long run "
    if radius < EDGE:
        return f"{run}radius × {told} a step: it is there at once."
    verb = "doubles" if radius > 1.0 else "halves"
    steps = math.log(2.0) / abs(math.log(radius))
    return f"{run}radius × {told} a step: {verb} every {_steps(steps)}{turn}."


def ellipse(invariant: tuple[float, float, float]) -> str:
    """An invariant as a formula."""
    p, q, r = (round(value, 9) for value in invariant)
    mixed = f" {'−' if q < 0 else '+'} {_factor(abs(q))}xy" if q else ""
    return f"{_factor(p)}x² + {_factor(r)}y²{mixed}"


def swing(invariant: tuple[float, float, float]) -> float:
    """Largest over smallest radius on the ellipse."""
    p, q, r = invariant
    middle, spread = 0.5 * (p + r), 0.5 * math.hypot(p - r, q)
    return math.sqrt((middle + spread) / (middle - spread))


def _factor(value: float) -> str:
    return "" if value == 1.0 else f"{value:.4g}"


def _kept(invariant: tuple[float, float, float] | None, *, linear: bool) -> str:
    if invariant is None:
        return "in the long run it spirals neither outwards nor inwards" + (
            "" if linear else ", to first order"
        )
    swings = swing(invariant)
    kept = "stays what it is" if linear else "stays what it is to first order"
    return f"{ellipse(invariant)} {kept}: " + (
        "a circle" if swings - 1.0 < EDGE else f"an ellipse, r_max/r_min {swings:.6g}"
    )


def _turn(eigenvalue: complex) -> str:
    angle = abs(cmath.phase(eigenvalue))
    if angle < BLUR:
        return ", without turning"
    if math.pi - angle < BLUR:
        return ", changing sides each step"
    return f", {_steps(2.0 * math.pi / angle)} a turn"


def _steps(count: float) -> str:
    return f"{count:.0f} steps" if count >= 10.0 else f"{count:.1f} steps"
