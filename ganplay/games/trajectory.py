"""One run of a game under a rule, all its steps kept."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganplay.contract.errors import GanplayError
from ganplay.contract.knobs import title_of
from ganplay.games.game import Array, Game, around_equilibrium
from ganplay.games.orbit import FAR, doubled, stepped
from ganplay.games.payoffs import game_of
from ganplay.games.rule import Rule, State
from ganplay.games.rules import RULES


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Where the players were at each step.

    ``path`` has shape (T + 1, n), x before y; ``radius``, (T + 1,), is the distance from the equilibrium.
    Where the players went too far they are drawn no more: then ``left_at`` is the first step left out and
    T is smaller than asked for. ``sentence`` says so, or that they started at the equilibrium; else it is
    empty.
    """

    path: Array
    radius: Array
    left_at: int | None
    sentence: str


def run(game: Any, rule: Any, eta: float, start: Sequence[float] = (), steps: int = 500) -> Trajectory:
    """Play a game of :mod:`ganplay.contract.games` under one of its rules.

    Raises:
        GanplayError: the game does not admit the rule, or the start has the wrong number of entries.
    """
    played, law = admit(game, rule)
    place = start_of(played, start)
    if played.matrix is not None and played.bound is None and law.linear:
        matrix, state = iteration(played, law, rule, eta, place)
        path = law.show(doubled(matrix, state, steps), len(place)).T + played.equilibrium
        path[0] = place  # To the digit, whatever the way to the equilibrium and back has rounded.
    else:
        state_before = law.begin(played, *played.split(place))
        path = law.show(stepped(law.step(rule, played, eta), state_before, steps), len(place)).T
    with np.errstate(all="ignore"):
        distance = functools.reduce(np.hypot, (path - played.equilibrium).T)
    # NaN compares as not within; a linear run ends early where what it remembers is too far.
    gone = np.flatnonzero(~(distance <= FAR))
    left_at = int(gone[0]) if len(gone) else len(path) if len(path) <= steps else None
    path, radius = path[:left_at], distance[:left_at]
    path.setflags(write=False)
    radius.setflags(write=False)
    lost = left_at is not None and bool(np.isnan(distance[left_at:][:1]).any())
    return Trajectory(path, radius, left_at, _sentence(played, place, left_at, lost=lost))


def admit(game: Any, rule: Any) -> tuple[Game, Rule]:
    """The game and the rule that are meant.

    Raises:
        GanplayError: the one does not admit the other, and why.
    """
    why = objection(game, rule)
    if why:
        raise GanplayError(f"{title_of(type(game))} does not admit {title_of(type(rule))}: {why}")
    return game_of(game), RULES[type(rule)]


def objection(game: Any, rule: Any) -> str:
    """Why a game does not admit a rule; empty where it does.

    Raises:
        GanplayError: the knobs of the game do not go together.
    """
    return RULES[type(rule)].objection(rule, game_of(game))


def start_of(game: Game, start: Sequence[float]) -> Array:
    """The start as an array, or the game's own where none is given."""
    place = np.array(start or game.start, dtype=np.float64)
    n = sum(game.dims)
    if place.shape != (n,):
        raise GanplayError(f"the start has {len(place)} numbers; this game takes {n}, x before y")
    return place


def iteration(game: Game, law: Rule, rule: Any, eta: float, place: Array) -> tuple[Array, Array]:
    """The matrix (N, N) by which the rule steps near the equilibrium, memory included, and the first state.

    The matrix is the rule's own step, applied to every unit vector at once.
    """
    local = around_equilibrium(game)
    assert local is not None
    first = _column(law.begin(local, *_halves(place - game.equilibrium)))
    unit = np.eye(len(first)).reshape(-1, game.dims[0], len(first))
    return np.concatenate(law.step(rule, local, eta)(*unit)), first


def _halves(place: Array) -> tuple[Array, Array]:
    n = len(place) // 2
    return place[:n], place[n:]


def _column(state: State) -> Array:
    return np.concatenate(state)


def _sentence(game: Game, place: Array, left_at: int | None, *, lost: bool) -> str:
    if lost:
        return f"It ends: no solution is found for step {left_at} near the place before."
    if left_at is not None:
        return f"It diverges: from step {left_at} on it is farther out than 10¹² and no longer drawn."
    if np.array_equal(place, game.equilibrium):
        return "It starts at the equilibrium, where nothing pulls: it stays there."
    return ""
