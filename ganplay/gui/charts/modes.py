"""Which modes the generator has found, and in what shares."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ganplay.contract.views import SharesView
from ganplay.gui.charts import export
from ganplay.gui.charts.bars import Bars
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.numerals import MISSING, numeral
from ganplay.gui.charts.segments import Segments
from ganplay.gui.theme import Appearance

COVERED = 0.2
"""A mode counts as covered when it holds at least this part of its fair share."""


def headline(shares: SharesView | None) -> str:
    """How many modes are covered: ``8 of 8``; a dash where there is nothing to count.

    A mode or class that the data do not hold counts for nothing.
    """
    if shares is None:
        return MISSING
    there = shares.fair > 0
    return f"{covers(shares.shares, shares.fair)[there].sum()} of {there.sum()}"


class ModesPlot(Chart):
    """A bar for each mode: its share of the generated points in per cent, its fair share as a dashed line.

    Bars of modes that are not covered are pale, and their numbers are red.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, unit="%", rules=False)
        self._given: SharesView | None = None
        self._note = ""
        self._drawn: tuple[ArrayLike, ...] | None = None
        self._empty = "a bar for each mode, once the first frame is there"
        self.bars = {found: Bars(appearance, "fake", alpha=1.0 if found else 0.45) for found in (True, False)}
        """The bars of covered modes and of others; x is the mode's index, height its per cent."""
        self.fair = Segments(appearance, "text", 1.2, dash=4, z=1)
        for item in (*self.bars.values(), self.fair):
            self.view.addItem(item)
        self.setAccessibleName("share of generated points per mode")
        self.setToolTip("A mode counts as covered when it holds at least a fifth of its fair share (dashed).")
        self.show_shares(None)

    def sizeHint(self) -> QSize:
        """As high as bars need that are compared with a line: the curves below need the room."""
        return QSize(312, 68)

    def minimumSizeHint(self) -> QSize:
        """Room for bars and their numbers."""
        return QSize(180, 56)

    def set_empty(self, words: str) -> None:
        """Say this where there are no shares and it is not known why."""
        self._empty = words
        self.show_shares(self._given, self._note)

    def show_shares(self, view: SharesView | None, note: str = "") -> None:
        """Draw these shares; where there are none, the note says why."""
        self._given, self._note = view, note
        shares, fair = self._shares
        self.set_message("" if view is not None else note or self._empty)
        # Of pictures the shares are measured now and then, but frames come all the time.
        drawn: tuple[ArrayLike, ...] = (shares, fair, self._names)
        if self._drawn is None or not all(map(np.array_equal, drawn, self._drawn)):
            self._drawn = drawn
            self._draw(100 * shares, 100 * fair)
            self.refresh_readout()

    def table(self) -> export.Table:
        """Share and fair share of each mode, from 0 to 1."""
        shares, fair = self._shares
        return {"mode": self._names, "share": shares, "fair_share": fair} if len(shares) else {}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The share of the mode under the pointer."""
        shares, fair = self._shares
        mode = round(x)
        if not 0 <= mode < len(shares):
            return ""
        share, due = (f"{numeral(100 * float(part[mode]), 1)} %" for part in (shares, fair))
        return f"{self._names[mode]}: {share} (fair: {due})"

    @property
    def _shares(self) -> tuple[np.ndarray, np.ndarray]:
        """Shares and fair shares of the modes, each of shape (K,); empty where there are none."""
        view = self._given
        if view is None:
            return np.empty(0), np.empty(0)
        return view.shares.astype(float), view.fair.astype(float)

    @property
    def _names(self) -> list[str]:
        names = self._given.names if self._given is not None else ()
        return list(names) or [str(mode + 1) for mode in range(len(self._shares[0]))]

    def _draw(self, shares: np.ndarray, fair: np.ndarray) -> None:
        """Bring the items up to date with shares and fair shares in per cent."""
        covered = covers(shares, fair)
        for found, bars in self.bars.items():
            chosen = np.flatnonzero((covered == found) & (shares > 0))
            bars.set_bars(chosen, shares[chosen])
        self.fair.set_lines(
            np.array([(start - 0.5, fair[start], end - 0.5, fair[start]) for start, end in runs(fair)])
            if len(fair)
            else np.empty((0, 4))
        )
        names = self._names
        self.bottom.set_fixed_ticks(
            list(enumerate(names)), marked=frozenset(np.flatnonzero(~covered).tolist())
        )
        count = max(1, len(shares))
        self.show_range((-0.5, count - 0.5), (0.0, 100 * scale_top(shares / 100, fair / 100)))


def covers(shares: np.ndarray, fair: np.ndarray) -> np.ndarray:
    """Which modes hold enough of their fair share."""
    return shares >= COVERED * fair


def scale_top(shares: np.ndarray, fair: np.ndarray) -> float:
    """The share at the top edge: twice the fair one, doubled until the largest fits; at most all."""
    top = 2 * float(fair.max(initial=0.0)) or 1.0
    while top < min(1.0, float(shares.max(initial=0.0))):
        top *= 2
    return min(top, 1.0)


def runs(fair: np.ndarray) -> list[tuple[int, int]]:
    """Stretches of equal fair shares, so that equal ones are one line: (first, behind the last)."""
    edges = [0, *(np.flatnonzero(np.abs(np.diff(fair)) > 1e-4) + 1).tolist(), len(fair)]
    return list(itertools.pairwise(edges))
