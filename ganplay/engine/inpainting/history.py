"""Arrays that grow at one end, whose published part is never written to again."""

from __future__ import annotations

import numpy as np

from ganplay.contract.snapshots import Array


class History:
    """Rows of one shape, oldest first."""

    def __init__(self, *shape: int) -> None:
        self._rows = np.empty((64, *shape), np.float32)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, row: Array) -> None:
        """Add a row; what was seen before keeps its memory when this one needs more."""
        if self._length == len(self._rows):
            larger = np.empty((2 * self._length, *self._rows.shape[1:]), np.float32)
            larger[: self._length] = self._rows
            self._rows = larger
        self._rows[self._length] = row
        self._length += 1

    @property
    def seen(self) -> Array:
        """All rows so far, as a view that later rows leave alone."""
        view = self._rows[: self._length]
        view.flags.writeable = False
        return view
