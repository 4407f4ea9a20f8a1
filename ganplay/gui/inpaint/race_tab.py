"""The Race tab: the published recipes side by side, on the same hole and from the same seed."""

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
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SENTENCE = (
    "Published recipes fill the same hole from the same seed. PSNR (dB) is counted in the hole alone; the "
    "highest is bold."
)
MEAN = "mean image"


@dataclass(frozen=True, slots=True, eq=False)
class RaceRow:
    """The result of one recipe, as it is shown."""

    title: str
    picture: Grey
    """Shape (28, 28)."""
    reading: str = ""
    decibels: float = math.nan
    state: str = ""


class RacePlot(PaintedWidget):
    """A row for each recipe: its picture, its name, PSNR, class, time."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.rows: tuple[RaceRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("race of the recipes")

    def show_rows(self, rows: tuple[RaceRow, ...]) -> None:
        """Show these results."""
        self.rows = rows
        self.update()

    @property
    def best(self) -> str:
        """The recipe of the highest PSNR; empty where the truth is not known."""
        known = [row for row in self.rows if not math.isnan(row.decibels)]
        return max(known, key=lambda row: row.decibels).title if known else ""

    def sizeHint(self) -> QSize:
        """Five rows."""
        return QSize(316, 5 * 70)

    def minimumSizeHint(self) -> QSize:
        """Five low rows."""
        return QSize(220, 5 * 44)

    def draw(self, painter: QPainter) -> None:
        """Draw the rows below each other."""
        if not self.rows:
            self.draw_message(painter, QRectF(self.rect()), "Press Race to let all recipes begin.")
            return
        px = self.appearance.px
        height = min(self.height() / len(self.rows), px(110))
        for index, row in enumerate(self.rows):
            self._draw_row(painter, QRectF(0, index * height, self.width(), height), row)

    def _draw_row(self, painter: QPainter, box: QRectF, row: RaceRow) -> None:
        look, px = self.appearance, self.appearance.px
        side = box.height() - px(6)
        draw_picture(painter, QRectF(box.left(), box.top(), side, side), sheet_of(row.picture[None], 1))
        left = box.left() + side + px(10)
        is_best = row.title == self.best
        name = look.font(10, QFont.Weight.DemiBold)
        small = look.font(9, tabular=True)
        line = QFontMetricsF(name).height()
        base = box.top() + (side - 2.2 * line) / 2 + QFontMetricsF(name).ascent()
        painter.setFont(name)
        painter.setPen(look.color("text"))
        painter.drawText(QPointF(left, base), row.title)
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(left, base + 1.15 * line), row.state)
        right = box.right() - px(2)
        if not math.isnan(row.decibels):
            number = f"{row.decibels:.1f} dB" if math.isfinite(row.decibels) else "exact"
            painter.setFont(
                look.font(11, QFont.Weight.Bold if is_best else QFont.Weight.Normal, tabular=True)
            )
            painter.setPen(look.color("text" if is_best else "muted"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(number)
            painter.drawText(QPointF(right - width, base), number)
        if row.reading:
            painter.setFont(look.font(10, QFont.Weight.DemiBold))
            painter.setPen(look.color("text"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(row.reading)
            painter.drawText(QPointF(right - width, base + 1.15 * line), row.reading)
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

    def _rows(self) -> tuple[RaceRow, ...]:
        results = self._session.race_results
        rows = [self._row(name, results[name]) for name in RECIPES if name in results]
        if rows:
            any_result = next(iter(results.values()))
            filled = np.where(any_result.task.hole, any_result.mean, any_result.task.picture).astype(np.uint8)
            rows.append(
                RaceRow(MEAN, filled, decibels=self._decibels(filled, any_result), state="to compare with")
            )
        return tuple(rows)

    def _row(self, name: str, progress: Progress) -> RaceRow:
        picture: Grey = progress.restored[progress.answer]
        reading = ""
        if progress.classes is not None:
            shares = progress.classes[progress.answer]
            best = int(shares.argmax())
            reading = f"reads as {self._session.class_names[best]}, {shares[best]:.0%}"
        word = progress.verdict if progress.finished else f"iteration {progress.iteration:,}"
        state = f"{word} · {progress.seconds:.1f} s"
        return RaceRow(RECIPES[name].title, picture, reading, self._decibels(picture, progress), state)

    def _decibels(self, picture: Grey, progress: Progress) -> float:
        if not self._knows_truth:
            return math.nan
        return psnr(picture, self._session.input_picture.picture, progress.task.hole)

    @property
    def _knows_truth(self) -> bool:
        """Whether the true picture is known: of one that was drawn here it is not."""
        return self._session.input_picture.title != DRAWN

    @Slot()
    def _on_clicked(self) -> None:
        self._session.set_racing(not self._session.racing or self._is_finished)

    @property
    def _is_finished(self) -> bool:
        results = self._session.race_results
        return len(results) == len(RECIPES) and all(result.finished for result in results.values())

    @Slot()
    def _on_progressed(self) -> None:
        racing = self._session.racing
        self.start.setText(
            "Race again" if racing and self._is_finished else "End the race" if racing else "Race"
        )
        self.truth.setText("" if self._knows_truth else "What belongs in the hole is not known: no PSNR.")
        self.plot.show_rows(self._rows())
