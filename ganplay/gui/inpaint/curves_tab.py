"""The Curves tab: every loss term of every candidate over the iterations, and the search's status."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ganplay.contract.inpainting import TERMS, Progress
from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.curves import value_range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.ranges import settle, settle_steps
from ganplay.gui.charts.references import Reference, References
from ganplay.gui.charts.segments import Segments
from ganplay.gui.charts.zoom_together import ZoomTogether
from ganplay.gui.inpaint.search_status import search_status
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

Floats = NDArray[np.float64]

WORDS = {
    "total": ("total", "text"),
    "context": ("context: misses known pixels", "pull"),
    "realism": ("λ · realism: looks unreal to D", "critic"),
    "prior": ("μ · |z|²/d: z is far out", "fake"),
}
"""What each term is called, and its colour; from top to bottom."""

EMPTY = "Press Play: the curves begin with the search."

MOST = 1200
"""Lines of all candidates together in one chart: 75 each of 16, 18 each of 64."""

FINEST = 300
"""Lines of the answer's curve."""


class TermPlot(Chart):
    """One term of every candidate, the answer bold."""

    def __init__(self, key: str, appearance: Appearance) -> None:
        super().__init__(appearance, zoom_x_only=True)
        self._word, self._token = WORDS[key]
        self._column = TERMS.index(key)
        self._values: Floats = np.empty((0, 0))
        self._answer = 0
        self._y: Range | None = None
        self.candidates = Segments(appearance, self._token, 1.0, alpha=0.35)
        self.answer = Segments(appearance, self._token, 2.5, cap=Qt.PenCapStyle.SquareCap, z=1)
        self.references = References(self, appearance)
        for item in (self.candidates, self.answer):
            self.view.addItem(item)
        self.set_headline((Figure(self._word, self._token),))

    def minimumSizeHint(self) -> QSize:
        """Low, since four stand below each other."""
        return QSize(180, 56)

    def show_progress(self, progress: Progress) -> None:
        """Show what has been recorded of this term."""
        self._values = progress.trace[:, :, self._column].astype(np.float64)
        self._answer = progress.answer
        count, last = self._values.shape[1], len(self._values) - 1
        rows = rows_of(len(self._values), max(8, MOST // count))
        self.candidates.set_lines(lines_of(rows, self._values[rows]))
        rows = rows_of(len(self._values), FINEST)
        self.answer.set_lines(lines_of(rows, self._values[rows][:, [self._answer]]))
        marks = [Reference(float(at), "", "accent", upright=True) for at in progress.painted if at]
        if progress.shown < progress.iteration:
            marks.append(Reference(float(progress.shown), "shown", "text", upright=True))
        self.references.set_references(marks)
        known = np.where(np.isfinite(self._values), self._values, np.nan)
        seen = np.isfinite(known).any(axis=1)
        lows, highs = np.nanmin(known[seen], axis=1), np.nanmax(known[seen], axis=1)
        self._y = settle(*value_range(lows, highs, ()), self._y)
        self.show_range(settle_steps(last), self._y)
        if not self.follows:
            self.view.setYRange(*self._y, padding=0)
        number = numeral(float(self._values[min(progress.shown, last), self._answer]), 3)
        self.set_headline((Figure(self._word, self._token, number),))
        self.refresh_readout()

    def table(self) -> export.Table:
        """The term of each candidate at each iteration."""
        columns = {f"candidate {index + 1}": column for index, column in enumerate(self._values.T)}
        return {"iteration": np.arange(len(self._values)), **columns} if columns else {}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The iteration under the pointer, the answer's term and the span of all."""
        at = round(x)
        if not 0 <= at < len(self._values):
            return ""
        row = self._values[at]
        lowest, highest = numeral(float(np.nanmin(row)), 3), numeral(float(np.nanmax(row)), 3)
        return f"iteration {at}   answer {numeral(float(row[self._answer]), 3)}   all {lowest} to {highest}"


class TermsPlot(QWidget):
    """A chart for each term below the other; they zoom together. Marks show where the hole was changed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress: Progress | None = None
        self.charts = {key: TermPlot(key, appearance) for key in WORDS}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for chart in self.charts.values():
            rows.addWidget(chart, 1)
        ZoomTogether(tuple(self.charts.values()), self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("loss terms of every candidate over the iterations")
        self.setToolTip(
            "Each thin line is a candidate, the bold one the answer; dashed: there the hole or the picture "
            "was changed. Terms are drawn as they count, with λ and μ in them."
        )
        self.show_progress(None)

    def sizeHint(self) -> QSize:
        """Four low charts."""
        return QSize(316, 240)

    def minimumSizeHint(self) -> QSize:
        """Four very low charts."""
        return QSize(180, 240)

    def show_progress(self, progress: Progress | None) -> None:
        """Show what has been recorded, or that nothing has been."""
        self.progress = progress
        there = progress is not None and len(progress.trace) > 1
        for key, chart in self.charts.items():
            chart.setVisible(there or key == "total")
            chart.set_message("" if there else EMPTY)
            if progress is not None and there:
                chart.show_progress(progress)


class CurvesTab(QWidget):
    """Shows what the session has found while it is visible."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session = session
        self.status = Text("", "number")
        self.meaning = Text("", "muted", wrap=True)
        self.plot = TermsPlot(appearance)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.status)
        body.addWidget(self.meaning)
        body.addWidget(self.plot, 1)
        session.progressed.connect(self._on_progressed)
        session.played.connect(self._on_progressed)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while hidden."""
        super().showEvent(event)
        self._show()

    @Slot()
    def _on_progressed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        status = search_status(self._session)
        self.status.setText(status.word)
        self.meaning.setText(status.meaning)
        self.plot.show_progress(self._session.progress)


def rows_of(count: int, most: int) -> NDArray[np.intp]:
    """At most ``most`` + 1 evenly spaced rows of a table, the last one included."""
    return np.unique(np.linspace(0, count - 1, min(count, most + 1)).round().astype(np.intp))


def lines_of(rows: NDArray[np.intp], values: Floats) -> Floats:
    """The lines of curves whose values at ``rows`` are the columns of (rows, columns), shape (n, 4)."""
    x = np.broadcast_to(rows.astype(np.float64)[:, None], values.shape)
    return np.stack((x[:-1], values[:-1], x[1:], values[1:]), axis=-1).reshape(-1, 4)
