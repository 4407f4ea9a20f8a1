"""What is known of a run before it is played: eigenvalues, closed form, limit, invariant, in words."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganplay.games import words
from ganplay.games.game import Array, Game, around_equilibrium, blocks_of
from ganplay.games.trajectory import admit, iteration

CONSERVED = 1e-9
"""A determinant is taken for 1 this near to it."""

LEAST, MOST, TRIED, EXACT = 1e-3, 10.0, 41, 1e-6
"""Step sizes among which a limit is looked for that no closed form gives, and how exactly it is found."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """How a rule steps close to a game's equilibrium; everywhere, where the game is linear.

    ``eigenvalues`` are those of the step (of the iterates' step, where the rule only averages them), the
    largest first; None where the rule or the field is not linear there, and then ``sentence`` says why.
    ``radius`` is the largest modulus: by the closed form, if ``formula`` is not empty, else measured on the
    eigenvalues. With ``exact`` every single step multiplies the distance by it. ``limit`` is the eta from
    which on the rule no longer converges (or, for rules that never do, no longer stays bounded); None where
    it is not known. ``invariant`` is (p, q, r) where p x² + q xy + r y² stays what it is. ``remark`` adds
    what the rule itself knows, or is empty.
    """

    eigenvalues: NDArray[np.complex128] | None
    radius: float | None
    formula: str
    exact: bool
    limit: float | None
    invariant: tuple[float, float, float] | None
    sentence: str
    remark: str


def analyse(game: Any, rule: Any, eta: float) -> Analysis:
    """What is known of this game under this rule.

    Raises:
        GanplayError: the game does not admit the rule.
    """
    played, law = admit(game, rule)
    sigmas = couplings(played)
    limit = limit_of(game, rule)
    if not law.linear or played.blocks is None:
        why = (
            law.words
            if played.blocks is not None
            else "The field jumps at y = 0, so it has no eigenvalues there."
        )
        return Analysis(None, None, "", exact=False, limit=limit, invariant=None, sentence=why, remark="")
    n = sum(played.dims)
    matrix, _ = iteration(played, law, rule, eta, played.equilibrium)
    if law.observes:
        matrix = matrix[:n, :n]
    eigenvalues = _sorted(np.linalg.eigvals(matrix))
    radius, formula, remark = float(abs(eigenvalues[0])), "", ""
    if law.closed is not None and sigmas:
        worst = max(sigmas, key=lambda sigma: law.closed.radius(rule, eta, sigma) if law.closed else 0.0)
        radius = law.closed.radius(rule, eta, worst)
        formula = words.formula(law.closed.text(rule, eta, worst), worst)
        remark = words.formula(law.remark(rule, eta, worst), worst) if law.remark is not None else ""
    linear = played.matrix is not None and played.bound is None
    exact = bool(linear and formula and law.closed and law.closed.exact and len(set(sigmas)) == 1)
    invariant = conserved(matrix) if len(matrix) == 2 else None
    told = words.rate(complex(eigenvalues[0]), radius, formula, invariant, always=exact, linear=linear)
    sentence = f"{words.where(linear=linear, observes=law.observes)}{told}"
    return Analysis(eigenvalues, radius, formula, exact, limit, invariant, sentence, remark)


@functools.lru_cache(maxsize=256)
def limit_of(game: Any, rule: Any) -> float | None:
    """The step size up to which the rule converges or, where it never does, stays bounded.

    By the closed form where the game is bilinear; else looked for among those from LEAST to MOST, and
    infinite if all of them are good. None where there are no eigenvalues to tell.

    Raises:
        GanplayError: the game does not admit the rule.
    """
    played, law = admit(game, rule)
    sigmas = couplings(played)
    if law.closed is not None and sigmas:
        return min(law.closed.limit(rule, sigma) for sigma in sigmas)
    if not law.linear or played.blocks is None:
        return None

    def holds(eta: float) -> bool:
        matrix, _ = iteration(played, law, rule, eta, played.equilibrium)
        if law.observes:
            matrix = matrix[: sum(played.dims), : sum(played.dims)]
        return bool(abs(np.linalg.eigvals(matrix)).max() <= 1.0 + words.BLUR)

    good, bad = 0.0, math.inf
    for eta in np.geomspace(LEAST, MOST, TRIED).tolist():
        if not holds(eta):
            bad = eta
            break
        good = eta
    if good == 0.0 or math.isinf(bad):
        return 0.0 if good == 0.0 else math.inf
    while bad - good > EXACT * bad:
        middle = 0.5 * (good + bad)
        good, bad = (middle, bad) if holds(middle) else (good, middle)
    return good


def line(game: Any, rule: Any, eta: float, radius: float, steps: int) -> Array | None:
    """The closed form's radius at each step from this one on, (steps + 1,), or None where there is none.

    Nor is there one where the game is linear close to its equilibrium only. It is the radius itself where
    the analysis is ``exact``, and for the average of simultaneous iterates; else its slope in the long run.
    Beyond the largest number it stays infinite.
    """
    played, law = admit(game, rule)
    sigmas = couplings(played)
    linear = played.matrix is not None and played.bound is None and law.linear
    if law.closed is None or not sigmas or not linear:
        return None
    if law.ratio is not None:
        ratio = law.ratio(rule, eta, max(sigmas), steps)
        if ratio is not None:
            return radius * ratio
    factor = max(law.closed.radius(rule, eta, sigma) for sigma in sigmas)
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(radius * np.power(factor, np.arange(steps + 1)))


@functools.lru_cache(maxsize=64)
def couplings(game: Game) -> tuple[float, ...]:
    """Singular values of a game that is bilinear close to its equilibrium; else none."""
    local = around_equilibrium(game)
    if local is None or local.matrix is None:
        return ()
    xx, xy, yx, yy = (np.atleast_2d(block) for block in blocks_of(local.matrix, local.dims))
    if xx.any() or yy.any() or not np.array_equal(yx, -xy.T):
        return ()
    # Equal ones differ by rounding; nobody means twelve digits.
    return tuple(float(f"{sigma:.12g}") for sigma in np.linalg.svd(xy, compute_uv=False))


def conserved(matrix: Array) -> tuple[float, float, float] | None:
    """The ellipse p x² + q xy + r y² that a (2, 2) step keeps, the smaller of p and r being 1; else None.

    Every matrix of determinant 1 keeps c x² + (d - a) xy - b y²; an ellipse it is while |a + d| < 2.
    """
    (a, b), (c, d) = matrix.tolist()
    if abs(a * d - b * c - 1.0) > CONSERVED or abs(a + d) >= 2.0:
        return None
    sign = math.copysign(min(abs(b), abs(c)), c)
    return c / sign, (d - a) / sign, -b / sign


def measured(radius: Array) -> float:
    """The factor a step that fits the second half of a run best: least squares of the radius' logarithm."""
    moving = np.flatnonzero(radius > 0.0)
    late = moving[len(moving) // 2 :]
    if len(late) < 2:
        return math.nan
    time = late - late.mean()
    return float(math.exp((time @ np.log(radius[late])) / (time @ time)))


def _sorted(eigenvalues: NDArray[Any]) -> NDArray[np.complex128]:
    """Largest first, of a pair the upper one."""
    order = np.lexsort((-eigenvalues.imag, -np.round(abs(eigenvalues), 12)))
    return eigenvalues[order].astype(np.complex128)
