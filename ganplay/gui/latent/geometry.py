"""Ways through latent space: priors, lines, great circles, planes and neighbourhoods. No Qt.

A z has shape (d,), several have shape (N, d); everything is float64 inside and float32 where it is handed
to a generator.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ganplay.contract.data import Extent
from ganplay.contract.networks import Noise

Floats = NDArray[np.float64]

NEIGHBOUR_NOISE = 0.25
"""The eight tiles around a result in the DCGAN paper's figure differ by uniform noise of this half width."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Prior:
    """The law that z was drawn from while the generator learnt: elsewhere it was never trained."""

    dim: int
    uniform: bool = False

    @classmethod
    def of(cls, noise: Noise) -> Prior:
        """The prior that settings ask for."""
        return cls(noise.dim, noise.law == "uniform")

    @property
    def std(self) -> float:
        """Standard deviation of each coordinate: 1, or 1/sqrt(3) on [-1, 1]."""
        return 1 / math.sqrt(3) if self.uniform else 1.0

    @property
    def reach(self) -> float:
        """How far a slider may go: to the edge of the uniform law, or to three sigma of the normal one."""
        return 1.0 if self.uniform else 3.0

    @property
    def radius(self) -> float:
        """Where nearly all z lie: sqrt(E|z|^2), so sqrt(d) for the normal law, sqrt(d/3) for the other."""
        return math.sqrt(self.dim) * self.std

    @property
    def thickness(self) -> float:
        """Standard deviation of |z| for large d: sqrt(Var z_i^2) / (2 std).

        That is 1/sqrt(2) for the normal law and 1/sqrt(15) for the uniform one.
        """
        return 1 / math.sqrt(15) if self.uniform else 1 / math.sqrt(2)

    def sample(self, random: np.random.Generator, count: int) -> Floats:
        """Independent z, shape (count, d)."""
        shape = (count, self.dim)
        return random.uniform(-1.0, 1.0, shape) if self.uniform else random.standard_normal(shape)


def norm(z: ArrayLike) -> Floats:
    """Lengths, shape (...) for z of shape (..., d)."""
    lengths: Floats = np.linalg.norm(np.asarray(z, dtype=np.float64), axis=-1)
    return lengths


def on_shell(z: Floats, radius: float) -> Floats:
    """The same direction at another length; the origin, which has no direction, stays."""
    length = norm(z)[..., None]
    return np.where(length > _TINY, z * (radius / np.maximum(length, _TINY)), z)


def lerp(a: Floats, b: Floats, t: ArrayLike) -> Floats:
    """Points on the chord, shape (T, d).

    Half way between orthogonal ends of one length it is sqrt(1/2) of that.
    """
    share = np.asarray(t, dtype=np.float64)[:, None]
    return (1 - share) * a + share * b


def slerp(a: Floats, b: Floats, t: ArrayLike) -> Floats:
    """Points on the arc, shape (T, d) (Shoemake 1985; White 2016).

    Ends of one length give an arc of that length throughout. Parallel ends have no arc but their chord;
    between opposite ones, where every great circle is as short, one is picked, always the same.
    """
    share = np.asarray(t, dtype=np.float64)
    lengths = norm(a), norm(b)
    if min(lengths) < _TINY:
        return lerp(a, b, share)
    u, v = a / lengths[0], b / lengths[1]
    cosine = float(np.clip(u @ v, -1.0, 1.0))
    angle = math.acos(cosine)
    if angle < 1e-6:
        return lerp(a, b, share)
    # The direction at right angles to the start in which the arc sets out.
    across = v - cosine * u if math.pi - angle > 1e-6 else _across(u)
    w = across / norm(across)
    radius = ((1 - share) * lengths[0] + share * lengths[1])[:, None]
    return radius * (np.cos(share * angle)[:, None] * u + np.sin(share * angle)[:, None] * w)


def turn(z: Floats, heading: Floats, angle: ArrayLike) -> Floats:
    """Points on the great circle through z towards ``heading``, shape (T, d), all as long as z.

    Only the part of ``heading`` at right angles to z counts; an angle of 2 pi leads back.
    """
    angles = np.asarray(angle, dtype=np.float64)[:, None]
    length = float(norm(z))
    unit = tangent(z, heading)
    return np.cos(angles) * z + np.sin(angles) * (length * unit)


def tangent(z: Floats, heading: Floats) -> Floats:
    """The unit vector at right angles to z that points most towards ``heading``, shape (d,)."""
    square = float(z @ z)
    across = heading - (heading @ z / square) * z if square > _TINY else heading
    length = float(norm(across))
    return across / length if length > _TINY else _across(z)


def neighbours(z: Floats, random: np.random.Generator, count: int = 8) -> Floats:
    """Near z on all sides, shape (count, d): the noise of DCGAN's arithmetic figure (Radford et al. 2016)."""
    return z + random.uniform(-NEIGHBOUR_NOISE, NEIGHBOUR_NOISE, (count, len(z)))


def redrawn(z: Floats, fresh: Floats, held: Floats) -> Floats:
    """``fresh`` with its part along the ``held`` directions, shape (M, d), put back to what it is in z."""
    if not len(held):
        return fresh
    # Directions need not be at right angles to each other.
    share, *_ = np.linalg.lstsq(held.T, z - fresh, rcond=None)
    return fresh + share @ held


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A plane in latent space: the z at (x, y) is ``origin + x * across + y * up``."""

    origin: Floats
    across: Floats
    up: Floats

    @classmethod
    def along(cls, z: Floats, across: Floats, up: Floats) -> Plane:
        """The plane through z along two unit directions, with the coordinates that sliders have.

        z itself lies at (z . across, z . up) if the directions are at right angles.
        """
        flat = cls(np.zeros_like(z), across, up)
        return cls(z - flat.at([flat.find(z)])[0], across, up)

    @classmethod
    def through(cls, corners: Floats, places: ArrayLike) -> Plane:
        """The plane with three z, shape (3, d), at three ``places``, shape (3, 2), that are not in a line."""
        spread = np.hstack((np.ones((3, 1)), np.asarray(places, dtype=np.float64)))
        return cls(*np.linalg.solve(spread, corners))

    def at(self, places: ArrayLike) -> Floats:
        """The z at places (x, y), shape (N, 2); answers (N, d)."""
        x, y = np.asarray(places, dtype=np.float64).T[:, :, None]
        there: Floats = self.origin + x * self.across + y * self.up
        return there

    def find(self, z: Floats) -> tuple[float, float]:
        """The place whose z is nearest."""
        basis = np.stack((self.across, self.up), axis=1)
        (x, y), *_ = np.linalg.lstsq(basis, z - self.origin, rcond=None)
        return float(x), float(y)

    def holds(self, z: Floats) -> bool:
        """Whether z lies in it, but for rounding."""
        gap = float(norm(z - self.at([self.find(z)])[0]))
        return gap <= 1e-4 * max(1.0, float(norm(z)))


def cells(seen: Extent, whole: Extent, count: int) -> tuple[Extent, int, int]:
    """The block of cells that covers what is seen of the whole, with its columns and rows.

    ``count`` cells fill a side of what is seen. They are counted from the lower left corner of the whole:
    they stay where they are while what is seen moves.
    """
    ends, counts = [], []
    for axis in (0, 2):
        low, high = seen[axis : axis + 2]
        start, size = whole[axis], (high - low) / count
        first, last = math.floor((low - start) / size + 1e-6), math.ceil((high - start) / size - 1e-6)
        ends += [start + first * size, start + last * size]
        counts.append(last - first)
    left, right, bottom, top = ends
    return (left, right, bottom, top), counts[0], counts[1]


def grid(columns: int, rows: int, extent: Extent) -> Floats:
    """The middles of equal cells that fill an extent, shape (columns * rows, 2).

    Row by row as a picture is read: the first is at the upper left.
    """
    left, right, bottom, top = extent
    across = left + (right - left) * (np.arange(columns) + 0.5) / columns
    down = top - (top - bottom) * (np.arange(rows) + 0.5) / rows
    y, x = np.meshgrid(down, across, indexing="ij")
    return np.stack((x.ravel(), y.ravel()), axis=1)


def _across(unit: Floats) -> Floats:
    """Some unit vector at right angles to another: from the axis that is farthest from it."""
    axis = np.zeros_like(unit)
    axis[int(np.argmin(np.abs(unit)))] = 1.0
    square = float(unit @ unit)
    across: Floats = axis - (axis @ unit / square) * unit if square > _TINY else axis
    return across / float(norm(across))
