"""Adam (Kingma and Ba 2015), each player with moments of its own."""

from __future__ import annotations

from ganplay.contract.games import AdamRule
from ganplay.games.game import Game, Vector
from ganplay.games.rule import Rule, State, Step

EPSILON = 1e-8


def begin(game: Game, x: Vector, y: Vector) -> State:  # noqa: ARG001
    """Moments at 0, and beta to the power of the step at 1."""
    nothing, one = 0.0 * x, 0.0 * x + 1.0
    return x, y, nothing, 0.0 * y, nothing, 0.0 * y, one, 0.0 * y + 1.0


def step(settings: AdamRule, game: Game, eta: float) -> Step:
    """To w' = w + eta m̂/(√ŝ + ε), m and s the running means of v and v²."""
    field, keep = game.field, game.keep()
    beta1, beta2 = settings.beta1, settings.beta2
    rest1, rest2 = 1.0 - beta1, 1.0 - beta2
    x_first, y_first = settings.order == "x first", settings.order == "y first"

    def move(
        x: Vector, y: Vector, mx: Vector, my: Vector, sx: Vector, sy: Vector, p1: Vector, p2: Vector
    ) -> State:
        p1, p2 = p1 * beta1, p2 * beta2
        correct1, correct2 = 1.0 - p1, 1.0 - p2
        vx, vy = field(x, y)
        if y_first:
            my, sy = beta1 * my + rest1 * vy, beta2 * sy + rest2 * vy * vy
            y = keep(y + eta * (my / correct1) / ((sy / correct2) ** 0.5 + EPSILON))
            vx = field(x, y)[0]
        mx, sx = beta1 * mx + rest1 * vx, beta2 * sx + rest2 * vx * vx
        x = x + eta * (mx / correct1) / ((sx / correct2) ** 0.5 + EPSILON)
        if y_first:
            return x, y, mx, my, sx, sy, p1, p2
        if x_first:
            vy = field(x, y)[1]
        my, sy = beta1 * my + rest1 * vy, beta2 * sy + rest2 * vy * vy
        y = keep(y + eta * (my / correct1) / ((sy / correct2) ** 0.5 + EPSILON))
        return x, y, mx, my, sx, sy, p1, p2

    return move


RULE = Rule(
    step,
    formula="w' = w + η·m̂/(√ŝ + ε)",
    source="Kingma and Ba 2015, Adam: A Method for Stochastic Optimization",
    words="Divides by the gradient's own size, so it is linear nowhere: no matrix tells how it goes.",
    begin=begin,
    linear=False,
)
