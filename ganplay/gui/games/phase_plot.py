"""The plane of a game, large: its start can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ganplay.games.game import Game
from ganplay.gui.charts.labels import Label
from ganplay.gui.games.field import plane_of
from ganplay.gui.games.portrait import Portrait
from ganplay.gui.games.rule_run import RuleRun
from ganplay.gui.theme import Appearance

GRAB = 14
"""Pixels around the start within which it can be taken."""
SNAP = 4
"""Pixels around the equilibrium within which the start is put right on it."""
HINT = "drag the start"


class PhasePlot(Portrait):
    """The phase portrait with its axes; the start can be dragged, and a press elsewhere pans."""

    start_moved = Signal(int, float, float)
    """The start was dragged: which pair, and where to."""

    def __init__(self, appearance: Appearance, pair: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(appearance, pair, parent)
        self._dragging = self._dragged = False
        self.setAccessibleName("the plane of the players, with the field and each rule's run")

    def sizeHint(self) -> QSize:
        """As large as the page has room for."""
        return QSize(520, 520)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a projector."""
        return QSize(220, 220)

    @property
    def holds_still(self) -> bool:
        """While the start is dragged, so that it stays under the mouse."""
        return self._dragging

    def show_runs(self, game: Game | None, runs: Sequence[RuleRun]) -> None:
        """Show a game and what the rules do, or why there is nothing to see."""
        super().show_runs(game, runs)
        message = ""
        if all(run.refusal for run in runs):
            message = "\n".join(dict.fromkeys(run.sentences[0] for run in runs))
            message = message or "Switch on a rule above."
        self.set_message(message)

    def words(self) -> list[Label]:
        """The names of the axes in their corners, and at first what can be done with the start."""
        x_from, x_to, y_from, y_to = self.plane
        x_name, y_name = self.names
        words = [
            Label(x_to, y_from, x_name, (1.0, 1.0), 2, "text", 12),
            Label(x_from, y_to, y_name, (0.0, 0.0), 2, "text", 12),
        ]
        if self.start_place is not None and not self._dragged and self._step == 0:
            words.append(Label(*self.start_place, HINT, (0.0, 1.0), 8, "text", 10))
        return words

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Take the mouse where it is pressed on the start."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        kind, place = event.type(), event.position()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = self._near_start(place)
        if not self._dragging:
            if kind == QEvent.Type.MouseMove and not event.buttons():
                near = self._near_start(place)
                self.canvas.viewport().setCursor(
                    Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor
                )
            return super().eventFilter(watched, event)
        self._dragged = True
        if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            # The range may follow now.
            self._dragging = False
        self.start_moved.emit(self.pair, *self._place(place))
        self._on_pointer_moved(place)
        return True

    def _near_start(self, place: QPointF) -> bool:
        if self.start_place is None or self.message:
            return False
        away: QPointF = self.view.mapViewToScene(QPointF(*self.start_place)) - place
        return away.manhattanLength() < GRAB

    def _place(self, position: QPointF) -> tuple[float, float]:
        """Where in the plane; as fine as a pixel, so that what is written beside it stays short."""
        x_from, x_to, y_from, y_to = self.plane
        point, unit = self.view.mapSceneToView(position), self.pixels_per_unit
        fine = 10.0 ** np.floor(np.log10(2.0 / unit))
        held = min(max(point.x(), x_from), x_to), min(max(point.y(), y_from), y_to)
        x, y = (float(f"{round(value / fine) * fine:.6g}") + 0.0 for value in held)
        if self._game is not None:
            middle_x, middle_y = self._game.equilibrium[list(plane_of(self._game, self.pair))].tolist()
            if np.hypot(x - middle_x, y - middle_y) * unit < SNAP:
                return middle_x, middle_y
        return x, y
