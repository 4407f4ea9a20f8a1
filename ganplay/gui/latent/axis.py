"""One way in which a slider moves a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganplay.contract.latent import Card, Ranking
from ganplay.contract.snapshots import Array

SAME = 0.99
"""Cosine from which on two directions are one."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """A unit vector in the space of rows, with the range in which its sliders move."""

    name: str
    direction: Array
    """Shape (inputs,)."""
    reach: float
    effect: float = 0.0
    """Root mean square change of a pixel (0 to 1) per unit step."""
    code: bool = False
    """Whether it is one of the model's own codes rather than a direction of z."""

    def value(self, row: Array) -> float:
        """How far a row lies along it."""
        return float(row @ self.direction)

    def put(self, row: Array, value: float) -> Array:
        """The row moved along it, and along nothing else, to this value."""
        moved: Array = (row + (value - self.value(row)) * self.direction).astype(np.float32)
        return moved

    def is_as(self, other: Axis) -> bool:
        """Whether both lead the same way, there or back; in rows of two kinds they never do."""
        if self.direction.shape != other.direction.shape:
            return False
        return abs(float(self.direction @ other.direction)) > SAME


def axes_of(card: Card, ranking: Ranking, reach: float) -> list[Axis]:
    """The ranked directions, in their order."""
    count = len(ranking.directions)
    directions = np.zeros((count, card.inputs), np.float32)
    directions[:, : card.dim] = ranking.directions
    return [Axis(ranking.names[i], directions[i], reach, float(ranking.effects[i])) for i in range(count)]


def code_axes(card: Card) -> list[Axis]:
    """A model's continuous codes, which are uniform on [-1, 1]."""
    first = card.inputs - card.continuous
    eye = np.eye(card.inputs, dtype=np.float32)
    return [Axis(f"code {i + 1}", eye[first + i], 1.0, code=True) for i in range(card.continuous)]
