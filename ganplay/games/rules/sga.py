"""Symplectic gradient adjustment (Balduzzi et al. 2018), without the alignment of its sign."""

from __future__ import annotations

from ganplay.contract.games import SymplecticAdjustment
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step, needs_slope
from ganplay.games.rules.consensus import inward, inward_limit
from ganplay.games.rules.turns import turns


def step(settings: SymplecticAdjustment, game: Game, eta: float) -> Step:
    """To w' = w + eta (v + lambda A v), A = (J - J')/2; on a rotation A = J, the same as consensus."""
    field, push, pull, half = game.field, game.push, game.pull, 0.5 * settings.strength

    def adjusted(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        ax, ay = push(x, y, vx, vy)
        bx, by = pull(x, y, vx, vy)
        return vx + half * (ax - bx), vy + half * (ay - by)

    return turns(adjusted, game.keep(), eta, "simultaneous")


RULE = Rule(
    step,
    formula="w' = w + η·(v + λ·(J − Jᵀ)/2·v)",
    source="Balduzzi et al. 2018, The Mechanics of n-Player Differentiable Games",
    words="On a rotation the same as consensus with γ = λ: converges for η < 2λ/(1 + λ²).",
    objection=needs_slope("the symplectic adjustment"),
    closed=ClosedForm(
        lambda settings, eta, sigma: inward(settings.strength, eta, sigma),
        lambda *_: "√((1 − {s}λ{h})² + {h}²)",
        lambda settings, sigma: inward_limit(settings.strength, sigma),
        exact=True,
    ),
)
