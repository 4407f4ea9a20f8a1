"""The bar below a game: reset, back, step, play, how fast, and every step to scrub through."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ganplay.gui.games.session import GameSession
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.ladder import Ladder
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.text import Text

PACES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0)
"""Steps a second."""
FIRST_PACE = 50.0
STOPS = 200
"""Stops of the slider over the steps; the keys reach those between."""


class GameTransport(QFrame):
    """Buttons and sliders that speak to the session."""

    def __init__(self, session: GameSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._session, self._appearance = session, appearance
        self.reset = QPushButton("Reset", self)
        self.reset.setToolTip("Back to the start; the settings stay (R)")
        self.back = QPushButton(self)
        self.back.setToolTip("One step back (Left)")
        self.step_button = QPushButton(self)
        self.step_button.setToolTip("One step (Right)")
        self.play = QPushButton("Play", self)
        self.play.setToolTip("Play or pause (Space)")
        self.play.setProperty("kind", "primary")
        self.speed = Slider(Ladder(PACES[0], PACES[-1], True, PACES), appearance, self)
        self.speed.set_current(FIRST_PACE)
        self.speed.setToolTip("Steps a second")
        self.speed.setAccessibleName("speed")
        self._pace = Text("", "small")
        self.scrub = Slider(_track(1), appearance, self)
        self.scrub.setToolTip("Every step is kept: go back to any of them")
        self.scrub.setAccessibleName("step")
        self._step = Text("step 0", "heading")
        self._of = Text("", "small")
        for button in (self.reset, self.back, self.step_button, self.play):
            button.setFocusPolicy(self.reset.focusPolicy().TabFocus)
        self._row = QHBoxLayout(self)
        for widget in (self.reset, self.back, self.step_button, self.play):
            self._row.addWidget(widget)
        self._row.addWidget(self.speed, 2)
        self._row.addWidget(self._pace)
        self._row.addWidget(self.scrub, 5)
        self._row.addWidget(self._step)
        self._row.addWidget(self._of)
        self._connect()
        self._on_speed_moved(FIRST_PACE)
        self._on_appearance_changed()
        self._on_moved()

    def _connect(self) -> None:
        session = self._session
        self.reset.clicked.connect(session.reset)
        self.back.clicked.connect(self._on_back)
        self.step_button.clicked.connect(self._on_step)
        self.play.clicked.connect(session.toggle)
        self.speed.moved.connect(self._on_speed_moved)
        self.scrub.moved.connect(self._on_scrubbed)
        for keys, slot in (
            ("Space", self.play.click),
            ("R", session.reset),
            ("Right", self._on_step),
            ("Left", self._on_back),
        ):
            QShortcut(QKeySequence(keys), self, slot, autoRepeat=keys in ("Right", "Left"))
        session.moved.connect(self._on_moved)
        self._appearance.changed.connect(self._on_appearance_changed)

    @Slot()
    def _on_back(self) -> None:
        self._session.advance(-1)

    @Slot()
    def _on_step(self) -> None:
        self._session.advance(1)

    @Slot(object)
    def _on_speed_moved(self, pace: float) -> None:
        self._pace.setText(f"{pace:,.0f} steps/s")
        self._session.set_pace(pace)

    @Slot(object)
    def _on_scrubbed(self, step: float) -> None:
        if self._session.running:
            self._session.rest()
        self._session.go_to(round(step))

    @Slot()
    def _on_moved(self) -> None:
        session = self._session
        if self.scrub.ladder.high != session.last:
            self.scrub.set_ladder(_track(session.last))
        self.scrub.set_current(session.step)
        self._step.setText(f"step {session.step:,}")
        self._of.setText(f"of {session.last:,}")
        word = "Pause" if session.running else "Play"
        if self.play.text() != word:
            self.play.setText(word)
            self.play.setIcon(icon(word.lower(), self._appearance, "on_accent"))

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._row.setContentsMargins(px(10), px(8), px(14), px(8))
        self._row.setSpacing(px(8))
        self.reset.setIcon(icon("reset", look))
        self.back.setIcon(icon("step_back", look))
        self.step_button.setIcon(icon("step", look))
        self.play.setIcon(icon(self.play.text().lower(), look, "on_accent"))
        self.play.setMinimumSize(QSize(px(112), px(42)))
        self.speed.setMinimumWidth(px(80))
        self.scrub.setMinimumWidth(px(120))
        self._step.setFont(look.font(13, QFont.Weight.DemiBold, tabular=True))
        for text, sample in (
            (self._step, "step 88,888"),
            (self._of, "of 88,888"),
            (self._pace, "8,888 steps/s"),
        ):
            text.ensurePolished()
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance(sample) + px(2))


def _track(last: int) -> Ladder:
    stops = {round(last * stop / STOPS) for stop in range(STOPS + 1)}
    return Ladder(0.0, float(max(last, 1)), False, tuple(float(stop) for stop in sorted(stops)))
