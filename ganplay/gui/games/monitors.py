"""The column beside the plane: x and y, the radius, the eigenvalues, the note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ganplay.gui.games.eigen_plot import EigenPlot
from ganplay.gui.games.radius_plot import RadiusPlot
from ganplay.gui.games.rule_run import game_for
from ganplay.gui.games.session import GameSession
from ganplay.gui.games.time_plot import TimePlot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.gui.widgets.text import Text

EIGENVALUES, NOTE = "Eigenvalues", "Note"


class GameMonitors(QWidget):
    """Follows the session by itself."""

    def __init__(self, session: GameSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.time, self.radius, self.eigen = (
            TimePlot(appearance),
            RadiusPlot(appearance),
            EigenPlot(appearance),
        )
        self._note = Text("", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs = SegmentedTabs(appearance)
        note = QScrollArea()
        note.setWidgetResizable(True)
        note.setWidget(self._note)
        self.tabs.add(EIGENVALUES, self.eigen, "Of one step, against the unit circle")
        self.tabs.add(NOTE, note, "What this scene shows")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for plots, stretch in (((self.time,), 11), ((self.radius,), 9), ((self.tabs, self.tabs.stack), 9)):
            card = Card("", appearance)
            for plot in plots:
                card.add(plot, int(plot is not self.tabs))
            self._column.addWidget(card, stretch)
        session.opened.connect(self._on_opened)
        session.followed.connect(self.show_runs)
        session.moved.connect(self._on_moved)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._on_opened()
        self.show_runs()
        self._on_moved()

    @Slot()
    def show_runs(self) -> None:
        """Show what the rules do."""
        session = self._session
        game = game_for(session.settings.game)
        self.time.show_runs(game, session.seen, session.last, session.panel)
        self.radius.show_runs(session.seen, session.last)
        self.eigen.show_runs(session.seen)

    @Slot()
    def _on_opened(self) -> None:
        scene = self._session.scene
        self._note.setText(scene.note or "A game of your own.")
        self.tabs.current = scene.monitor.capitalize() if scene.monitor else EIGENVALUES

    @Slot()
    def _on_moved(self) -> None:
        self.time.show_step(self._session.step)
        self.radius.show_step(self._session.step)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(10))
