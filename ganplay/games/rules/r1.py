"""R1 on y: the penalty of Mescheder et al. 2018 in a game whose critic is <y, x>."""

from __future__ import annotations

import math

from ganplay.contract.games import R1OnY
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step
from ganplay.games.rules.turns import turns


def step(settings: R1OnY, game: Game, eta: float) -> Step:
    """The field less gamma y for y."""
    field, gamma = game.field, settings.gamma

    def damped(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        return vx, vy - gamma * y

    return turns(damped, game.keep(), eta, settings.order)


def _half_trace(settings: R1OnY, eta: float, sigma: float) -> tuple[float, float]:
    """Half the trace, and its square less the determinant."""
    h, damping = sigma * eta, settings.gamma * eta
    if settings.order == "simultaneous":
        # Trace 2 - d, determinant 1 - d + h².
        return 1.0 - 0.5 * damping, 0.25 * damping * damping - h * h
    # Trace 2 - d - h², determinant 1 - d.
    half = 1.0 - 0.5 * (damping + h * h)
    return half, half * half - (1.0 - damping)


def radius(settings: R1OnY, eta: float, sigma: float) -> float:
    """From trace and determinant; the square root of the latter while the roots are complex."""
    half, bend = _half_trace(settings, eta, sigma)
    return math.hypot(half, math.sqrt(-bend)) if bend < 0.0 else abs(half) + math.sqrt(bend)


def text(settings: R1OnY, eta: float, sigma: float) -> str:
    """The same as a formula."""
    square = "1 − γη + {h}²" if settings.order == "simultaneous" else "1 − γη"
    if _half_trace(settings, eta, sigma)[1] < 0.0:
        return f"√({square})"
    trace = "2 − γη" if settings.order == "simultaneous" else "2 − γη − {h}²"
    return f"the larger root of λ² − ({trace})λ + {square}"


def limit(settings: R1OnY, sigma: float) -> float:
    """Schur-Cohn: simultaneous h² < γη and h² - 2γη + 4 > 0; alternating h² + 2γη < 4."""
    gamma, s = settings.gamma, sigma * sigma
    if settings.order != "simultaneous":
        return 4.0 / (gamma + math.sqrt(gamma * gamma + 4.0 * s))
    # A strong penalty overshoots by itself before the rotation can win.
    overshoot = gamma * gamma - 4.0 * s
    return gamma / s if overshoot < 0.0 else 4.0 / (gamma + math.sqrt(overshoot))


def objection(settings: R1OnY, game: Game) -> str:  # noqa: ARG001
    """A game with penalties of its own has this one among them."""
    return "on the Dirac-GAN R1 is a penalty of the game itself, to be chosen there" if game.penalised else ""


RULE = Rule(
    step,
    formula="v of y less γ·y",
    source="Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?",
    words="On a rotation simultaneous steps converge for η < γ ≤ 2; a stronger penalty itself overshoots.",
    objection=objection,
    closed=ClosedForm(radius, text, limit),
)
