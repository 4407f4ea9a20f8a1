"""Which axes the sliders stand for, in which order, and which of them are locked. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ganplay.contract.snapshots import Array
from ganplay.gui.latent.axis import Axis
from ganplay.gui.latent.geometry import Floats


class AxesList:
    """The model's own codes first, then what is locked, then what was ranked."""

    def __init__(self) -> None:
        self.axes: tuple[Axis, ...] = ()
        self.locked: tuple[Axis, ...] = ()

    def __len__(self) -> int:
        return len(self.axes)

    def begin(self, codes: Sequence[Axis]) -> None:
        """Another model: nothing is locked, nothing is ranked."""
        self.axes, self.locked = tuple(codes), ()

    def take(self, ranked: Sequence[Axis]) -> None:
        """A new ranking; locked axes keep their direction and come before it."""
        codes = [axis for axis in self.axes if axis.code]
        held = [axis for axis in self.locked if not axis.code]
        others = [axis for axis in ranked if not any(axis.is_as(other) for other in held)]
        self.axes = (*codes, *held, *others)

    def lock(self, axis: Axis, on: bool) -> None:
        """Lock an axis, or let it go; its place in the list stays until the next ranking."""
        others = tuple(other for other in self.locked if other is not axis)
        self.locked = (*others, axis) if on else others

    def held(self, dim: int) -> Floats:
        """The locked directions of z, shape (M, dim)."""
        directions = [axis.direction[:dim] for axis in self.locked if not axis.code]
        return np.array(directions, np.float64).reshape(-1, dim)

    def share(self, axis: Axis) -> float:
        """An axis' effect as a share of the largest."""
        largest = max((other.effect for other in self.axes), default=0.0)
        return axis.effect / largest if largest > 0 else 0.0

    def ends(self, row: Array) -> Array:
        """The row with each axis at its low end, then each at its high end, shape (2 len, inputs)."""
        low = [axis.put(row, -axis.reach) for axis in self.axes]
        high = [axis.put(row, axis.reach) for axis in self.axes]
        return np.stack(low + high)
