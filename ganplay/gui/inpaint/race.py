"""The recipes side by side, on the same hole and from the same seed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ganplay.contract.inpainting import Progress, psnr
from ganplay.contract.recipes import RECIPES
from ganplay.contract.snapshots import Grey
from ganplay.gui.inpaint.input_picture import DRAWN
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.latent.sheet import draw_picture, sheet_of
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SENTENCE = (
    "Published recipes fill the same hole from the same seed. PSNR (dB) is counted in the hole alone; the "
    "highest is bold."
)
MEAN = "mean image"


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One recipe's way through the race, as it is shown."""

    title: str
    picture: Grey
    """Shape (28, 28)."""
    reading: str = ""
    decibels: float = math.nan
    state: str = ""


class RacePlot(Plot):
    """A line for each recipe: its picture, its name, PSNR, class, time."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.lanes: tuple[Lane, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("race of the recipes")

    def show_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show how they stand."""
        self.lanes = lanes
        self.update()

    @property
    def winner(self) -> str:
        """Who has the highest PSNR; empty where no truth is known."""
        known = [lane for lane in self.lanes if not math.isnan(lane.decibels)]
        return max(known, key=lambda lane: lane.decibels).title if known else ""

    def sizeHint(self) -> QSize:
        """Five lines."""
        return QSize(316, 5 * 70)

    def minimumSizeHint(self) -> QSize:
        """Five low ones."""
        return QSize(220, 5 * 44)

    def draw(self, painter: QPainter) -> None:
        """Draw the lanes below each other."""
        if not self.lanes:
            self.draw_message(painter, QRectF(self.rect()), "Press Race to let all recipes begin.")
            return
        px = self.appearance.px
        height = min(self.height() / len(self.lanes), px(110))
        for index, lane in enumerate(self.lanes):
            self._draw_lane(painter, QRectF(0, index * height, self.width(), height), lane)

    def _draw_lane(self, painter: QPainter, box: QRectF, lane: Lane) -> None:
        look, px = self.appearance, self.appearance.px
        side = box.height() - px(6)
        draw_picture(painter, QRectF(box.left(), box.top(), side, side), sheet_of(lane.picture[None], 1))
        left = box.left() + side + px(10)
        wins = lane.title == self.winner
        name = look.font(10, QFont.Weight.DemiBold)
        small = look.font(9, tabular=True)
        line = QFontMetricsF(name).height()
        base = box.top() + (side - 2.2 * line) / 2 + QFontMetricsF(name).ascent()
        painter.setFont(name)
        painter.setPen(look.color("text"))
        painter.drawText(QPointF(left, base), lane.title)
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(left, base + 1.15 * line), lane.state)
        right = box.right() - px(2)
        if not math.isnan(lane.decibels):
            number = f"{lane.decibels:.1f} dB" if math.isfinite(lane.decibels) else "exact"
            painter.setFont(look.font(11, QFont.Weight.Bold if wins else QFont.Weight.Normal, tabular=True))
            painter.setPen(look.color("text" if wins else "muted"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(number)
            painter.drawText(QPointF(right - width, base), number)
        if lane.reading:
            painter.setFont(look.font(10, QFont.Weight.DemiBold))
            painter.setPen(look.color("text"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(lane.reading)
            painter.drawText(QPointF(right - width, base + 1.15 * line), lane.reading)
        painter.setPen(look.pen("line"))
        painter.drawLine(QPointF(left, box.bottom() - px(3)), QPointF(box.right(), box.bottom() - px(3)))


class RaceTab(QWidget):
    """Shows what the session has found."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session = session
        self.sentence = Text(SENTENCE, "muted", wrap=True)
        self.start = QPushButton("Race")
        self.start.setToolTip("Let every recipe fill this hole; painting ends the race")
        self.start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.truth = Text("", "small", wrap=True)
        self.plot = RacePlot(appearance)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(self.truth, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.sentence)
        body.addLayout(row)
        body.addWidget(self.plot, 1)
        self.start.clicked.connect(self._on_clicked)
        session.progressed.connect(self._on_progressed)
        session.changed.connect(self._on_progressed)
        self._on_progressed()

    def _lanes(self) -> tuple[Lane, ...]:
        racers = self._session.racers
        lanes = [self._lane(name, racers[name]) for name in RECIPES if name in racers]
        if lanes:
            some = next(iter(racers.values()))
            filled = np.where(some.task.hole, some.mean, some.task.picture).astype(np.uint8)
            lanes.append(Lane(MEAN, filled, decibels=self._decibels(filled, some), state="to compare with"))
        return tuple(lanes)

    def _lane(self, name: str, progress: Progress) -> Lane:
        picture: Grey = progress.restored[progress.answer]
        reading = ""
        if progress.classes is not None:
            shares = progress.classes[progress.answer]
            best = int(shares.argmax())
            reading = f"reads as {self._session.class_names[best]}, {shares[best]:.0%}"
        word = progress.verdict if progress.finished else f"iteration {progress.iteration:,}"
        state = f"{word} · {progress.seconds:.1f} s"
        return Lane(RECIPES[name].title, picture, reading, self._decibels(picture, progress), state)

    def _decibels(self, picture: Grey, progress: Progress) -> float:
        if not self._knows_truth:
            return math.nan
        return psnr(picture, self._session.input_picture.picture, progress.task.hole)

    @property
    def _knows_truth(self) -> bool:
        """Nobody knows what was going to be drawn where nothing is drawn yet."""
        return self._session.input_picture.title != DRAWN

    @Slot()
    def _on_clicked(self) -> None:
        self._session.race(not self._session.racing or self._is_over)

    @property
    def _is_over(self) -> bool:
        racers = self._session.racers
        return len(racers) == len(RECIPES) and all(racer.finished for racer in racers.values())

    @Slot()
    def _on_progressed(self) -> None:
        racing = self._session.racing
        self.start.setText("Race again" if racing and self._is_over else "End the race" if racing else "Race")
        self.truth.setText("" if self._knows_truth else "What belongs in the hole is not known: no PSNR.")
        self.plot.show_lanes(self._lanes())
