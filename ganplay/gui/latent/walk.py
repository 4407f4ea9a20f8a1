"""Walks on the sphere through z: around a great circle, or at random. No Qt."""

from __future__ import annotations

import math

import numpy as np

from ganplay.gui.latent import geometry
from ganplay.gui.latent.geometry import Floats

WANDER = 2.0
"""Radians that a random walk's heading turns by, in the root mean square, on a way of one radius."""


class Walk:
    """Goes on from z at its own distance from the origin; a walk that does not wander comes back."""

    def __init__(self, z: Floats, random: np.random.Generator, *, wanders: bool) -> None:
        self._random = random
        self._wanders = wanders
        self.z = z
        self._heading = geometry.tangent(z, random.standard_normal(len(z)))

    def advance(self, way: float) -> Floats:
        """Go this far along the sphere, and answer where that is."""
        radius = float(geometry.norm(self.z))
        if radius < 1e-6:
            return self.z  # The origin is a sphere of no size.
        angle = way / radius
        if self._wanders:
            side = geometry.tangent(self.z, self._random.standard_normal(len(self.z)))
            turned = self._heading + WANDER * math.sqrt(abs(angle)) * side
            self._heading = geometry.tangent(self.z, turned)
        unit = self.z / radius
        self.z, self._heading = (
            math.cos(angle) * self.z + math.sin(angle) * radius * self._heading,
            math.cos(angle) * self._heading - math.sin(angle) * unit,
        )
        return self.z
