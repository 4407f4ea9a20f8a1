"""Which modes the generator has found, and in what shares."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Frame, PictureFrame
from ganplay.gui.plots.numerals import MISSING, ticks
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

COVERED = 0.2
"""A mode counts as covered when it holds at least this part of its fair share."""

_NO_MODES = "this data has no separate modes"


def headline(frame: Frame | None) -> str:
    """The one number of this picture: ``8 of 8``; a dash where there is nothing to count."""
    if frame is None or frame.mode_shares is None:
        return MISSING
    if isinstance(frame, PictureFrame) and frame.fair_shares is not None:
        there = frame.fair_shares > 0
        return f"{covers(frame.mode_shares, frame.fair_shares)[there].sum()} of {there.sum()}"
    covered = frame.numbers.get("regions" if "modes" in frame.notes else "modes_by_share", math.nan)
    return f"{covered:.0f} of {len(frame.mode_shares)}" if math.isfinite(covered) else MISSING


def explanation(frame: Frame | None) -> str:
    """What the number counts, what the dashed line is, and how many points are any good."""
    if isinstance(frame, PictureFrame):
        return frame.notes.get("modes", "by the frozen classifier · dashed: in the data")
    counted = "dashed: fair share"
    if frame is None:
        return counted
    quality = frame.numbers.get("high_quality", math.nan)
    if math.isfinite(quality):
        counted += f" · {quality:.0%} within 3σ (perfect: 99%)"
    return frame.notes.get("modes", counted)


class ModesPlot(Plot):
    """A bar for each mode: its share of the generated points, with its fair share as a dashed line."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._frame: Frame | None = None
        self._empty = "a bar for each mode, once the first frame is there"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("share of generated points per mode")
        self.setToolTip("A mode counts as covered when it holds at least a fifth of its fair share (dashed).")

    def sizeHint(self) -> QSize:
        """A third of a card."""
        return QSize(312, 84)

    def minimumSizeHint(self) -> QSize:
        """Room for bars and their numbers."""
        return QSize(180, 56)

    def set_empty(self, words: str) -> None:
        """Say this before there is a frame."""
        self._empty = words

    def show_frame(self, frame: Frame | None) -> None:
        """Draw a moment of a run, or the empty state."""
        self._frame = frame
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the bars, or say why there are none."""
        frame = self._frame
        if frame is None:
            self.draw_message(painter, QRectF(self.rect()), self._empty)
        elif frame.mode_shares is None or frame.fair_shares is None or not len(frame.mode_shares):
            self.draw_message(painter, QRectF(self.rect()), frame.notes.get("modes", _NO_MODES))
        else:
            names = frame.classes if isinstance(frame, PictureFrame) else ()
            self._draw_bars(painter, frame.mode_shares.astype(float), frame.fair_shares.astype(float), names)

    def _draw_bars(
        self, painter: QPainter, shares: np.ndarray, fair: np.ndarray, names: Sequence[str]
    ) -> None:
        appearance, px = self.appearance, self.appearance.px
        font = appearance.font(9, tabular=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        top = scale_top(shares, fair)
        left = metrics.horizontalAdvance("100 %") + px(8)
        foot = metrics.height() + px(4)
        area = QRectF(left, px(6), self.width() - left, self.height() - foot - px(6))
        if area.width() < 20 or area.height() < 20:
            return
        count = len(shares)
        slot = area.width() / count
        width = min(max(0.7 * slot, slot - px(10)), px(44))
        middles = area.left() + slot * (np.arange(count) + 0.5)
        heights = area.height() * np.minimum(shares, top) / top
        covered = covers(shares, fair)

        painter.setPen(appearance.pen("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(appearance.color("muted"))
        numbers, labels = ticks(0, 100 * top, max(1, round(area.height() / px(30))))
        for number, label in zip(numbers[1:], labels[1:], strict=True):
            y = area.bottom() - area.height() * number / (100 * top)
            text = f"{label} %"
            right = area.left() - px(8) - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(right, y + metrics.capHeight() / 2), text)

        painter.setPen(Qt.PenStyle.NoPen)
        for found in (True, False):
            painter.setBrush(appearance.brush("fake", 1.0 if found else 0.45))
            chosen = np.flatnonzero((covered == found) & (heights > 0))
            painter.drawRects(
                [
                    QRectF(middles[i] - width / 2, area.bottom() - heights[i], width, heights[i])
                    for i in chosen
                ]
            )
        painter.setPen(appearance.pen("text", 1.2, Qt.PenStyle.DashLine))
        for start, end in runs(fair):
            y = area.bottom() - area.height() * fair[start] / top
            painter.drawLine(QPointF(area.left() + slot * start, y), QPointF(area.left() + slot * end, y))
        every = 1 if names else label_stride(count, metrics.horizontalAdvance(str(count)) + px(6), slot)
        for i in range(0, count, every):
            text = names[i] if names else str(i + 1)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, every * slot - px(2))
            painter.setPen(appearance.color("muted" if covered[i] else "warn"))
            painter.drawText(
                QPointF(middles[i] - metrics.horizontalAdvance(text) / 2, self.height() - metrics.descent()),
                text,
            )


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


def label_stride(count: int, width: float, slot: float) -> int:
    """Number every bar, or only each second, fifth, tenth ... so that no two numbers touch."""
    return next((stride for stride in (1, 2, 5, 10, 20, 50) if stride * slot >= width), count)
