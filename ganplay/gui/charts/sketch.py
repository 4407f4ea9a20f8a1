"""A distribution being drawn: points, strokes and undo. No Qt."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ganplay.contract.data import MAX_POINTS, UNIT_EXTENT, Extent
from ganplay.contract.knobs import Points

DENSITY = 12_000.0
"""Points per unit of painted area; paint a place twice and it is twice as likely."""

UNDO_DEPTH = 100

Floats = NDArray[np.float64]


class Sketch:
    """Points on a sheet, sprayed by a round brush and wiped off by a round eraser.

    A stroke is a path swept by the brush. Points fall at equal distances along the path, wherever the
    mouse happened to report, so a fast stroke is as solid as a slow one; within the brush they follow a
    fixed random stream, so the same strokes give the same points.
    """

    def __init__(self, extent: Extent = UNIT_EXTENT) -> None:
        self._extent = extent
        self._points: Floats = np.empty((0, 2))
        self._undo: deque[Floats] = deque(maxlen=UNDO_DEPTH)
        self._random = np.random.default_rng(0)
        self._tip: tuple[float, float] | None = None
        self._radius = 0.0
        self._erase = False
        self._owed = 0.0

    @property
    def points(self) -> Floats:
        """All points, shape (N, 2); never written to again."""
        return self._points

    @property
    def full(self) -> bool:
        """Whether no further point fits."""
        return len(self._points) >= MAX_POINTS

    @property
    def drawing(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._tip is not None

    @property
    def erasing(self) -> bool:
        """Whether the stroke that has begun wipes."""
        return self.drawing and self._erase

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return bool(self._undo)

    def pairs(self) -> Points:
        """The points as settings hold them."""
        return tuple((x, y) for x, y in self._points.round(4).tolist())

    def load(self, points: ArrayLike) -> None:
        """Start from these points, shape (N, 2); earlier strokes are forgotten."""
        self._points = np.array(points, dtype=np.float64).reshape(-1, 2)[:MAX_POINTS]
        self._undo.clear()
        self._tip = None

    def begin(self, x: float, y: float, radius: float, *, erase: bool = False) -> None:
        """Set the brush or the eraser down."""
        self._undo.append(self._points)
        self._tip = (x, y)
        self._radius, self._erase, self._owed = radius, erase, 0.0
        if erase:
            self._wipe((x, y))
        else:
            dab = max(1, round(math.pi * radius**2 * DENSITY))
            self._spray(np.full((dab, 2), (x, y)))

    def move(self, x: float, y: float) -> None:
        """Sweep it on to here."""
        if self._tip is None:
            return
        if self._erase:
            self._wipe((x, y))
        else:
            tip = np.array(self._tip)
            way = np.array((x, y)) - tip
            length = math.hypot(*way)
            gap = 1 / (2 * self._radius * DENSITY)
            count = int((self._owed + length) / gap)
            along = gap * np.arange(1, count + 1) - self._owed
            self._owed += length - gap * count
            if count:
                self._spray(tip + way * (along / length)[:, None])
        self._tip = (x, y)

    def end(self) -> None:
        """Lift it; a stroke that changed nothing is not one to undo."""
        self._tip = None
        if self._undo and self._undo[-1] is self._points:
            self._undo.pop()

    def undo(self) -> None:
        """Take the newest stroke (or clearing) back."""
        self._tip = None
        if self._undo:
            self._points = self._undo.pop()

    def clear(self) -> None:
        """Wipe the whole sheet; can be undone."""
        self._tip = None
        if len(self._points):
            self._undo.append(self._points)
            self._points = np.empty((0, 2))

    def _spray(self, centres: Floats) -> None:
        u, v = self._random.random((len(centres), 2)).T
        angle = 2 * math.pi * v
        offset = self._radius * np.sqrt(u)
        new = centres + np.stack((offset * np.cos(angle), offset * np.sin(angle)), axis=1)
        left, right, bottom, top = self._extent
        on_sheet = (new >= (left, bottom)).all(axis=1) & (new <= (right, top)).all(axis=1)
        room = MAX_POINTS - len(self._points)
        new = new[on_sheet][:room]
        if len(new):
            self._points = np.concatenate((self._points, new))

    def _wipe(self, to: tuple[float, float]) -> None:
        assert self._tip is not None
        start = np.array(self._tip)
        way = np.array(to) - start
        square = float(way @ way)
        relative = self._points - start
        share = np.clip(relative @ way / square, 0.0, 1.0) if square else np.zeros(len(relative))
        distance = np.linalg.norm(relative - share[:, None] * way, axis=1)
        keep = distance > self._radius
        if not keep.all():
            self._points = self._points[keep]
