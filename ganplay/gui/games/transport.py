"""The bar below a game: reset, back, step, play, how fast, and every step to scrub through."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ganplay.gui import actions
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import KEYS, Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.transport_bar import TransportBar

PACES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0)
"""Steps a second."""
FIRST_PACE = 50.0


class GameTransport(TransportBar):
    """Buttons and sliders that speak to the session."""

    def __init__(self, session: GameSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(actions.PLAY, appearance, parent)
        self._session = session
        self.reset = self.button(actions.RESET_GAME)
        self.back = self.button(actions.STEP_BACK)
        self.step_button = self.button(actions.STEP_ON)
        self.speed = Slider(SliderScale(PACES[0], PACES[-1], True, PACES), appearance, self)
        self.speed.set_current(FIRST_PACE)
        self.speed.setToolTip(f"Steps a second. {KEYS}")
        self.speed.setAccessibleName("speed")
        self._pace = self.number("", "8,888 steps/s")
        self.scrub = Slider(SliderScale.counting(0), appearance, self)
        self.scrub.setToolTip(f"Every step is kept: go back to any of them. {KEYS}")
        self.scrub.setAccessibleName("step")
        self._step = self.number("step 0", "step 88,888", large=True)
        self._of = self.number("", "of 88,888")
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
        session.moved.connect(self._on_moved)

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
            self._session.pause()
        self._session.go_to(round(step))

    @Slot()
    def _on_moved(self) -> None:
        session = self._session
        if self.scrub.scale.high != session.last:
            self.scrub.set_scale(SliderScale.counting(session.last))
        self.scrub.set_current(session.step)
        self._step.setText(f"step {session.step:,}")
        self._of.setText(f"of {session.last:,}")
        self.show_playing(session.running)

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        self.speed.setMinimumWidth(self._appearance.px(80))
        self.scrub.setMinimumWidth(self._appearance.px(120))
