"""The bar below every run: reset, step, play, how fast, how far, and the step it is at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from ganplay.contract.codec import check
from ganplay.contract.commands import Turn
from ganplay.contract.errors import SettingsError
from ganplay.contract.knobs import Knob
from ganplay.contract.snapshots import Phase, Report
from ganplay.gui import actions
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.slider import KEYS, Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text
from ganplay.gui.widgets.toggle import Toggle
from ganplay.gui.widgets.transport_bar import TransportBar

FULL_SPEED = 2000.0
"""The last stop: no limit at all."""

PACES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, FULL_SPEED)
"""Steps a second."""

FIRST_PACE = 500.0
"""At full speed the first scene is over in two seconds; a class needs five to see what happens."""

STEP = Knob(help="How far the run shall go.", low=1, high=999_999_999)

COLLAPSE = frozenset({"collapse"})


class Transport(TransportBar):
    """Buttons and sliders that speak to the session; shows what comes back."""

    paced = Signal(float)
    """Another pace was chosen."""

    def __init__(
        self,
        turns: Sequence[Turn],
        session: Session,
        appearance: Appearance,
        pace: float,
        parent: QWidget | None = None,
    ) -> None:
        """``turns`` have a button each, before that of the whole step; ``pace`` is the one to begin with."""
        super().__init__(actions.PLAY, appearance, parent)
        self._session = session
        self._epoch, self._pace_words = "", Phase.WARMING.value
        self.reset = self.button(actions.RESET_RUN)
        self.seed = self.dice(actions.NEW_SEED)
        *alone, whole = actions.step_actions(turns)
        self.turns = {turn: self.button(action) for turn, action in zip(turns, alone, strict=True)}
        self.step_button = self.button(whole)
        self._step_buttons = (*self.turns.values(), self.step_button)
        self.speed = Slider(SliderScale(1.0, FULL_SPEED, True, PACES), appearance, self)
        self.speed.set_current(pace)
        self.speed.setToolTip(f"From one step a second to as fast as this machine can. {KEYS}")
        self.speed.setAccessibleName("speed")
        self._pace = self.number("", "8,888 steps/s")
        self.until = QLineEdit(self)
        self.until.setPlaceholderText("run to")
        self.until.setToolTip("Type a step and press Enter: the run goes there and pauses")
        self.until.setAccessibleName("run to step")
        self.until.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.on_collapse = Toggle(appearance, self)
        self.on_collapse.setToolTip("Pause at the step at which a mode collapse is noticed")
        self.on_collapse.setAccessibleName("pause on collapse")
        self._on_collapse_words = Text("pause on\ncollapse", "small")
        self._step = self.number("step 0", "step 888,888", large=True)
        self._speed = self.number("", "88,888 steps/s")
        self._lay_out()
        self._connect()
        self._on_appearance_changed()
        self._on_speed_moved(pace)
        self._show_speed()
        for button in self._step_buttons:
            button.setEnabled(False)

    def show_epoch(self, epoch: float | None) -> None:
        """How often all data have been seen; None where nobody can say."""
        words = "" if epoch is None else f"epoch {epoch:,.1f}"
        if words != self._epoch:
            self._epoch = words
            self._show_speed()

    def show_report(self, report: Report) -> None:
        """Follow the run."""
        if report.frame is not None:
            self._step.setText(f"step {report.frame.step:,}")
        running = report.phase is Phase.RUNNING
        self._pace_words = _speed_of(report.steps_per_second) if running else report.phase.value
        self._show_speed()
        self.show_playing(self._session.running)
        for button in self._step_buttons:
            button.setEnabled(report.phase in (Phase.RUNNING, Phase.PAUSED))
        self.play.setEnabled(report.phase is not Phase.FAILED)

    def _lay_out(self) -> None:
        row = self._row
        for widget in (self.reset, self.seed, *self._step_buttons, self.play):
            row.addWidget(widget)
        row.addWidget(self.speed, 1)
        row.addWidget(self._pace)
        row.addWidget(self.until)
        row.addWidget(self.on_collapse)
        row.addWidget(self._on_collapse_words)
        row.addWidget(self._step)
        row.addWidget(self._speed)

    def _connect(self) -> None:
        session = self._session
        self.reset.clicked.connect(session.reset)
        self.seed.clicked.connect(session.new_seed)
        for button in self._step_buttons:
            button.clicked.connect(self._on_step_clicked)
        self.play.clicked.connect(self._on_play_clicked)
        self.speed.moved.connect(self._on_speed_moved)
        self.until.returnPressed.connect(self._on_until_entered)
        self.on_collapse.changed.connect(self._on_collapse_toggled)

    def _show_speed(self) -> None:
        self._speed.setText(f"{self._epoch}\n{self._pace_words}" if self._epoch else self._pace_words)

    def _show_pace(self, pace: float) -> None:
        self._pace.setText("full speed" if pace >= FULL_SPEED else f"{pace:,.0f} steps/s")

    @Slot()
    def _on_play_clicked(self) -> None:
        self._session.toggle()
        self.show_playing(self._session.running)

    @Slot()
    def _on_step_clicked(self) -> None:
        clicked = self.sender()
        self._session.advance(next((turn for turn, button in self.turns.items() if button is clicked), None))

    @Slot(object)
    def _on_speed_moved(self, pace: float) -> None:
        self._show_pace(pace)
        self._session.set_pace(None if pace >= FULL_SPEED else pace)
        self.paced.emit(pace)

    @Slot()
    def _on_until_entered(self) -> None:
        text = self.until.text().strip()
        try:
            step = check("step", int, STEP, float(text.replace(",", "")))
        except (ValueError, SettingsError):
            self._session.said.emit(Notice.of(f"{text!r} is not a step; type a whole number from 1"))
            self.until.selectAll()
            return
        self._session.run_to(step)
        self.until.clear()
        self.until.clearFocus()

    @Slot(object)
    def _on_collapse_toggled(self, on: bool) -> None:
        self._session.pause_on(COLLAPSE if on else frozenset())

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        self.speed.setMinimumWidth(self._appearance.px(90))
        self.until.setFixedWidth(self._appearance.px(76))


def _speed_of(steps_per_second: float) -> str:
    """Whole steps, or a decimal where steps are slow."""
    return f"{steps_per_second:,.{1 if 0 < steps_per_second < 10 else 0}f} steps/s"
