"""Small pictures of many games beside each other, at the same step."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from ganplay.contract.games import Match
from ganplay.gui.games.course import Course, game_for
from ganplay.gui.games.portrait import Portrait
from ganplay.gui.plots.numerals import numeral
from ganplay.gui.plots.plane import Plane
from ganplay.gui.theme import Appearance


class PanelPlot(Portrait):
    """A phase portrait with its title above and, below, how far each rule is from the equilibrium."""

    LINE = 1.5
    DOT = 3

    clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent=parent)
        self._title, self._chosen = "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Nine of them on a projector."""
        return QSize(170, 150)

    def minimumSizeHint(self) -> QSize:
        """Small, but a circle can be told from a spiral."""
        return QSize(90, 90)

    def set_title(self, title: str, *, chosen: bool) -> None:
        """Have this title, in a frame if it is the one whose knobs are turned."""
        self._title, self._chosen = title, chosen
        self.setToolTip(f"{title}: look at it by itself")
        self.setAccessibleName(title)
        self.update()

    @property
    def area(self) -> QRectF:
        """What title and radii leave."""
        return QRectF(self.rect()).adjusted(0, self._title_height, 0, -self._foot_height)

    @property
    def _title_font(self) -> QFont:
        return self.appearance.font(9, QFont.Weight.DemiBold if self._chosen else QFont.Weight.Normal)

    @property
    def _radii_font(self) -> QFont:
        return self.appearance.font(8.5, tabular=True)

    @property
    def _title_height(self) -> float:
        return QFontMetricsF(self._title_font).height() + self.appearance.px(2)

    @property
    def _foot_height(self) -> float:
        return QFontMetricsF(self._radii_font).height() + self.appearance.px(2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def draw_words(self, painter: QPainter, plane: Plane) -> None:
        """Write title and radii around the plane, and frame the chosen one."""
        look, px = self.appearance, self.appearance.px
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._title_font)
        painter.setPen(look.color("accent" if self._chosen else "text"))
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, self.width() - px(4)
        )
        painter.drawText(QRectF(px(2), 0, self.width(), self._title_height), left, title)
        painter.setFont(self._radii_font)
        foot = QRectF(px(2), plane.top + plane.height, self.width() - px(4), self._foot_height)
        width = foot.width() / max(1, len(self._courses))
        for place, course in enumerate(self._courses):
            painter.setPen(look.color(course.token))
            box = QRectF(foot.left() + place * width, foot.top(), width, foot.height())
            painter.drawText(box, left, _short(course.radius_at(self._step)))


class Panels(QWidget):
    """A grid of small pictures; a click on one looks at it by itself."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.plots: list[PanelPlot] = []
        self._layers: frozenset[str] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_panels(self, panels: Sequence[tuple[str, Match, tuple[Course, ...]]], chosen: int) -> None:
        """Have one plane for each; a dragged slider changes what is in them, not where they are."""
        seen = [plot for plot in self.plots if not plot.isHidden()]
        if len(seen) != len(panels):
            self._arrange(len(panels))
        for index, (plot, (title, match, courses)) in enumerate(zip(self.plots, panels, strict=False)):
            plot.set_title(title, chosen=index == chosen)
            plot.show_courses(game_for(match.game), courses)

    def show_step(self, step: int) -> None:
        """Draw all up to this step."""
        for plot in self.plots:
            plot.show_step(step)

    def set_layers(self, layers: frozenset[str]) -> None:
        """Draw the field, the value, both or neither."""
        self._layers = layers
        for plot in self.plots:
            plot.set_layers(layers)

    def _arrange(self, count: int) -> None:
        while len(self.plots) < count:
            plot = PanelPlot(self._appearance, self)
            plot.clicked.connect(self._on_clicked)
            if self._layers is not None:
                plot.set_layers(self._layers)
            self.plots.append(plot)
        columns = math.ceil(math.sqrt(count)) or 1
        for index, plot in enumerate(self.plots):
            self._grid.removeWidget(plot)
            plot.setVisible(index < count)
            if index < count:
                self._grid.addWidget(plot, index // columns, index % columns)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.plots.index(self.sender()))

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._grid.setSpacing(self._appearance.px(6))


def _short(radius: float) -> str:
    """A radius in three figures or a power of ten."""
    if np.isnan(radius):
        return "not played"
    if np.isinf(radius):
        return "gone"
    return numeral(radius, 2 if radius < 1000 else 0)
