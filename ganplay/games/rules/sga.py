"""Symplectic gradient adjustment (Balduzzi et al. 2018), without the alignment of its sign."""

from __future__ import annotations

from ganplay.contract.games import SymplecticAdjustment
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope
from ganplay.games.rules.consensus import damped_limit, damped_radius
from ganplay.games.rules.turns import turns


def step(settings: SymplecticAdjustment, game: Game, eta: float) -> Step:
    """To w' = w + eta (v + lambda A v), A = (J - J')/2; on a rotation A = J, the same as consensus."""
    field, jvp, vjp, half = game.field, game.jvp, game.vjp, 0.5 * settings.strength

    def adjusted(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        ax, ay = jvp(x, y, vx, vy)
        bx, by = vjp(x, y, vx, vy)
        return vx + half * (ax - bx), vy + half * (ay - by)

    return turns(adjusted, game.keep(), eta, "simultaneous")


RULE = Rule(
    step,
    formula="w' = w + η·(v + λ·(J − Jᵀ)/2·v)",
    source="Balduzzi et al. 2018, The Mechanics of n-Player Differentiable Games",
    words="On a rotation the same as consensus with γ = λ: converges for η < 2λ/(1 + λ²).",
    objection=needs_slope("the symplectic adjustment"),
    closed=ClosedForm(
        lambda settings, eta, sigma: damped_radius(settings.strength, eta, sigma),
        lambda *_: "√((1 − {s}λ{h})² + {h}²)",
        lambda settings, sigma: damped_limit(settings.strength, sigma),
        exact=True,
    ),
)
