"""What an update rule is: a step, and what is known of it on a bilinear game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ganplay.games.game import Array, Game, Vector

State = tuple[Vector, ...]
"""x and y, then what the rule remembers, again in turns of x's and y's shape."""

Step = Callable[..., State]
"""The state, entry by entry, to the next state."""


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """What is known on a game f = sigma xy, or of one singular value sigma of a bilinear game.

    ``radius(settings, eta, sigma)`` is the largest modulus of an eigenvalue of the step, and
    ``text(settings, eta, sigma)`` its formula, in which ``{h}`` stands for sigma eta, ``{s}`` for sigma.
    ``limit(settings, sigma)`` is the step size from which on it no longer holds together: it converges, or
    where it cannot, stays bounded, for 0 < eta < limit; 0 says never, infinity always. With ``exact`` the
    radius is multiplied by just this in each single step, not only in the long run.
    """

    radius: Callable[[Any, float, float], float]
    text: Callable[[Any, float, float], str]
    limit: Callable[[Any, float], float]
    exact: bool = False


def begin_plain(game: Game, x: Vector, y: Vector) -> State:  # noqa: ARG001
    """Nothing to remember."""
    return x, y


def show_places(states: Array, n: int) -> Array:
    """The first n rows: where the players are."""
    return states[:n]


def admits_all(settings: Any, game: Game) -> str:  # noqa: ARG001
    """No objection."""
    return ""


@dataclass(frozen=True, slots=True)
class Rule:
    """An update rule.

    ``step(settings, game, eta)`` gives the function from state to state; on a linear game, unless ``linear``
    is False, it is linear in the state and takes many states side by side as well. A rule that ``observes``
    remembers what never acts on the players. ``begin(game, x, y)`` is
    the first state. ``show(states, n)`` turns states, one a column, into what is drawn, shape (n, T + 1).
    ``objection(settings, game)`` says in one sentence why a game cannot be played so, or nothing. ``words``
    tells how fast it goes. ``ratio(settings, eta, sigma, steps)`` is what is drawn over the radius at the
    start, (T + 1,), where that is not the closed form's radius to the power of the step; ``remark(settings,
    eta, sigma)`` is a further sentence with numbers.
    """

    step: Callable[[Any, Game, float], Step]
    formula: str
    source: str
    words: str
    begin: Callable[[Game, Vector, Vector], State] = begin_plain
    show: Callable[[Array, int], Array] = show_places
    objection: Callable[[Any, Game], str] = admits_all
    linear: bool = True
    observes: bool = False
    closed: ClosedForm | None = None
    ratio: Callable[[Any, float, float, int], Array | None] | None = None
    remark: Callable[[Any, float, float], str] | None = None


def needs_slope(what: str) -> Callable[[Any, Game], str]:
    """The objection of a rule that differentiates the field: some fields jump, and a bound is a jump too."""

    def objection(settings: Any, game: Game) -> str:  # noqa: ARG001
        if game.blocks is None:
            return f"{what} needs the derivative of the field, which jumps at y = 0 under this penalty"
        if game.bound is not None:
            return f"{what} needs the derivative of the field, and clipping has none at its bound"
        return ""

    return objection
