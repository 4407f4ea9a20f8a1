"""Between the plane of the data and the pixels of a widget. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ganplay.contract.data import Extent


@dataclass(frozen=True, slots=True)
class Plane:
    """Part of the plane and the rectangle of pixels in which it is seen; y grows upwards in the plane."""

    extent: Extent
    left: float
    top: float
    width: float
    height: float

    def pixels(self, points: ArrayLike) -> NDArray[np.float64]:
        """Points of shape (..., 2) from the plane to pixels."""
        x_from, x_to, y_from, y_to = self.extent
        scale = np.array((self.width / (x_to - x_from), -self.height / (y_to - y_from)))
        from_corner = np.asarray(points, dtype=np.float64) - np.array((x_from, y_to))
        pixels: NDArray[np.float64] = from_corner * scale + np.array((self.left, self.top))
        return pixels

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A pixel's place in the plane."""
        x_from, x_to, y_from, y_to = self.extent
        return (
            x_from + (x - self.left) / self.width * (x_to - x_from),
            y_to - (y - self.top) / self.height * (y_to - y_from),
        )

    @property
    def pixels_per_unit(self) -> float:
        """Pixels of one unit of x."""
        return self.width / (self.extent[1] - self.extent[0])
