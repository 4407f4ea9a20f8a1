"""What a game is: two players, the field along which they step, and its derivative."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Vector = Any
"""One player's place: a float in a game of one number each, which is quick, else an array (n,) or (n, N)."""

Pair = tuple[Vector, Vector]
Field = Callable[[Vector, Vector], Pair]
Blocks = tuple[Any, Any, Any, Any]
"""Jacobian of the field, row by row: dvx/dx, dvx/dy, dvy/dx, dvy/dy; floats or arrays like the places."""


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """A game with its knobs set; one and the same only as the same object.

    ``field(x, y)`` is (-grad_x of x's loss, +grad_y of y's reward). ``blocks(x, y)`` is its Jacobian, or None
    where the field jumps. ``value(x, y)`` is what x minimises and y maximises, for arrays of any one shape
    (in 2+2 dimensions with the entries along the first axis), or None where they share nothing. ``matrix``
    is the Jacobian of a field that is linear around the ``equilibrium``. With a ``bound`` every entry of y
    is kept within it. ``penalised`` games bring penalties of their own.
    """

    dims: tuple[int, int]
    field: Field
    blocks: Callable[[Vector, Vector], Blocks] | None
    value: Callable[[Array, Array], Array] | None
    equilibrium: Array
    start: tuple[float, ...]
    formula: str
    source: str
    matrix: Array | None = None
    bound: float | None = None
    penalised: bool = False

    @property
    def scalar(self) -> bool:
        """Whether each player moves one number only."""
        return self.dims == (1, 1)

    def jacobian(self, place: Array) -> Array | None:
        """Jacobian of the field at a place of shape (n,), shape (n, n); None where the field jumps."""
        if self.blocks is None:
            return None
        xx, xy, yx, yy = self.blocks(*self.split(place))
        return np.block([[np.atleast_2d(xx), np.atleast_2d(xy)], [np.atleast_2d(yx), np.atleast_2d(yy)]])

    def jvp(self, x: Vector, y: Vector, u: Vector, v: Vector) -> Pair:
        """The Jacobian at (x, y) times the vector (u, v)."""
        assert self.blocks is not None
        xx, xy, yx, yy = self.blocks(x, y)
        if self.scalar:
            return xx * u + xy * v, yx * u + yy * v
        return xx @ u + xy @ v, yx @ u + yy @ v

    def vjp(self, x: Vector, y: Vector, u: Vector, v: Vector) -> Pair:
        """The transposed Jacobian at (x, y) times the vector (u, v)."""
        assert self.blocks is not None
        xx, xy, yx, yy = self.blocks(x, y)
        if self.scalar:
            return xx * u + yx * v, xy * u + yy * v
        return xx.T @ u + yx.T @ v, xy.T @ u + yy.T @ v

    def split(self, place: Array) -> Pair:
        """The players' places within (n,)."""
        x, y = place[: self.dims[0]], place[self.dims[0] :]
        return (float(x[0]), float(y[0])) if self.scalar else (x, y)

    def keep(self) -> Callable[[Vector], Vector]:
        """What holds y within the game's bound."""
        return clamp(self.bound, scalar=self.scalar)

    def arrows(self, x: Array, y: Array) -> tuple[Array, Array]:
        """The field at many places of a game of one number each, arrays of one shape."""
        pairs = [self.field(*place) for place in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]
        flat = np.array(pairs, dtype=np.float64).reshape(-1, 2)
        return flat[:, 0].reshape(x.shape), flat[:, 1].reshape(x.shape)


def clamp(bound: float | None, *, scalar: bool) -> Callable[[Vector], Vector]:
    """The function that puts every entry of y back into [-bound, bound]; without a bound, the identity."""
    if bound is None:
        return lambda y: y
    if scalar:
        return lambda y: -bound if y < -bound else min(y, bound)
    return lambda y: np.clip(y, -bound, bound)


def linear_map(matrix: Array, dims: tuple[int, int]) -> Field:
    """(x, y) -> matrix times (x, y), for single places and for many beside one another."""
    xx, xy, yx, yy = blocks_of(matrix, dims)
    if dims == (1, 1):
        return lambda x, y: (xx * x + xy * y, yx * x + yy * y)
    return lambda x, y: (xx @ x + xy @ y, yx @ x + yy @ y)


def affine_map(matrix: Array, game: Game) -> Field:
    """(x, y) -> equilibrium + matrix times the way from there to (x, y)."""
    around = linear_map(matrix, game.dims)
    if not game.equilibrium.any():
        return around
    cx, cy = game.split(game.equilibrium)

    def move(x: Vector, y: Vector) -> Pair:
        u, v = around(x - cx, y - cy)
        return cx + u, cy + v

    return move


def blocks_of(matrix: Array, dims: tuple[int, int]) -> Blocks:
    """The four blocks of an (n, n) matrix."""
    if dims == (1, 1):
        (xx, xy), (yx, yy) = matrix.tolist()
        return xx, xy, yx, yy
    n = dims[0]
    return matrix[:n, :n], matrix[:n, n:], matrix[n:, :n], matrix[n:, n:]


def linear(
    matrix: Array,
    *,
    value: Callable[[Array, Array], Array] | None,
    formula: str,
    source: str,
    start: tuple[float, ...] = (1.0, 1.0),
    equilibrium: tuple[float, ...] = (),
    bound: float | None = None,
    penalised: bool = False,
) -> Game:
    """A game between equals whose field is a matrix (n, n) times the way from the equilibrium."""
    n = len(matrix) // 2
    dims = (n, n)
    centre = np.array(equilibrium or [0.0] * (2 * n))
    field = linear_map(matrix, dims)
    blocks = blocks_of(matrix, dims)
    if centre.any():
        around, (cx, cy) = field, (centre[:n], centre[n:])
        field = lambda x, y: around(x - cx, y - cy)  # noqa: E731
    return Game(
        dims=dims,
        field=field,
        blocks=lambda x, y: blocks,  # noqa: ARG005
        value=value,
        equilibrium=centre,
        start=start,
        formula=formula,
        source=source,
        matrix=matrix,
        bound=bound,
        penalised=penalised,
    )


@functools.lru_cache(maxsize=64)
def around_equilibrium(game: Game) -> Game | None:
    """The linear game that this one is close to its equilibrium, moved to the origin; None where it jumps."""
    matrix = game.matrix if game.matrix is not None else game.jacobian(game.equilibrium)
    if matrix is None:
        return None
    return linear(matrix, value=game.value, formula="", source="")
