"""Small pictures of many games beside each other, at the same step."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from ganplay.contract.games import Match
from ganplay.games.payoffs import GAMES
from ganplay.gui.games.course import Course
from ganplay.gui.games.phase_plot import PhasePlot
from ganplay.gui.theme import Appearance


class Panels(QWidget):
    """A grid of planes; a click on one looks at it by itself."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.plots: list[PhasePlot] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(appearance.px(6))

    def show_panels(self, panels: Sequence[tuple[str, Match, tuple[Course, ...]]]) -> None:
        """Have one plane for each."""
        columns = math.ceil(math.sqrt(len(panels))) if panels else 1
        while len(self.plots) < len(panels):
            plot = PhasePlot(self._appearance, small=True, parent=self)
            plot.clicked.connect(self._on_clicked)
            self.plots.append(plot)
        for index, plot in enumerate(self.plots):
            self._grid.removeWidget(plot)
            plot.setVisible(index < len(panels))
            if index < len(panels):
                self._grid.addWidget(plot, index // columns, index % columns)
                title, match, courses = panels[index]
                plot.show_courses(GAMES[type(match.game)](match.game), courses, title)
                plot.setToolTip(f"{title}: look at it by itself")

    def show_step(self, step: int) -> None:
        """Draw all up to this step."""
        for plot in self.plots:
            plot.show_step(step)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.plots.index(self.sender()))
