"""Three slots that each average several z, and what A - B + C makes of them. No Qt."""

from __future__ import annotations

import numpy as np

from ganplay.gui.latent import geometry
from ganplay.gui.latent.geometry import Floats

SLOTS = "ABC"
ROOM = 6
"""How many z a slot takes; the paper's figure has three."""

_NOISE_SEED = 1


class Slots:
    """What a person put where."""

    def __init__(self) -> None:
        self.members: tuple[list[Floats], ...] = ([], [], [])

    @property
    def complete(self) -> bool:
        """Whether every slot has something in it."""
        return all(self.members)

    def clear(self) -> None:
        """Empty all of them."""
        for slot in self.members:
            slot.clear()

    def add(self, index: int, z: Floats) -> bool:
        """Put one more into a slot; whether there was room."""
        if len(self.members[index]) >= ROOM:
            return False
        self.members[index].append(z)
        return True

    def mean(self, index: int) -> Floats | None:
        """A slot's average, shape (dim,)."""
        return np.mean(self.members[index], axis=0) if self.members[index] else None

    def result(self, radius: float | None = None) -> Floats | None:
        """mean(A) - mean(B) + mean(C), at this distance from the origin if one is given."""
        a, b, c = (self.mean(index) for index in range(3))
        if a is None or b is None or c is None:
            return None
        z = a - b + c
        return z if radius is None else geometry.on_shell(z, radius)

    def tiles(self, radius: float | None = None) -> Floats | None:
        """The result in the middle of eight noisy neighbours, shape (9, dim) (Radford et al. 2016, fig. 7).

        The noise is always the same, so that only what a person changes is seen to change.
        """
        z = self.result(radius)
        if z is None:
            return None
        around = geometry.neighbours(z, np.random.default_rng(_NOISE_SEED))
        return np.concatenate((around[:4], z[None], around[4:]))
