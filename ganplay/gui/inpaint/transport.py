"""The transport bar: restart, step, play, a slider over all iterations, and the search's status."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ganplay.gui import actions
from ganplay.gui.inpaint.search_status import FIRST, search_status
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.transport_bar import TransportBar


class InpaintTransport(TransportBar):
    """Buttons and a slider that control the session and show its state."""

    def __init__(
        self, session: InpaintSession, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(actions.SEARCH, appearance, parent)
        self._session = session
        self.restart = self.button(actions.RESTART)
        self.seed = self.dice(actions.OTHER_CANDIDATES)
        self.step_button = self.button(actions.ITERATE)
        self.scrub = Slider(SliderScale.counting(0), appearance, self)
        self.scrub.setToolTip("Every iteration is kept: look back at any of them; the right end is now")
        self.scrub.setAccessibleName("iteration")
        self.live = self.button(actions.NOW)
        self.iteration = self.number("iteration 0", "iteration 888 of 888", large=True)
        self.status = self.number("", FIRST.word, large=True)
        self.pace = self.number("", "888.8 it/s")
        for widget in (self.restart, self.seed, self.step_button, self.play):
            self._row.addWidget(widget)
        self._row.addWidget(self.scrub, 1)
        for end in (self.live, self.iteration, self.status, self.pace):
            self._row.addWidget(end)
        self._connect()
        self._on_appearance_changed()
        self._on_progressed()
        self._on_played()

    def _connect(self) -> None:
        session = self._session
        self.restart.clicked.connect(session.restart)
        self.seed.clicked.connect(session.new_seed)
        self.step_button.clicked.connect(session.advance)
        self.play.clicked.connect(session.toggle)
        self.live.clicked.connect(self._on_live)
        self.scrub.moved.connect(self._on_scrubbed)
        session.progressed.connect(self._on_progressed)
        session.played.connect(self._on_played)

    @Slot(object)
    def _on_scrubbed(self, iteration: float) -> None:
        progress = self._session.progress
        present = progress is None or iteration >= progress.iteration
        self._session.look_at(None if present else round(iteration))

    @Slot()
    def _on_live(self) -> None:
        self._session.look_at(None)

    @Slot()
    def _on_progressed(self) -> None:
        progress, at = self._session.progress, self._session.glance.at
        iteration = progress.iteration if progress is not None else 0
        if self.scrub.scale.high != max(iteration, 1):
            self.scrub.set_scale(SliderScale.counting(iteration))
        self.scrub.set_current(iteration if at is None else min(at, iteration))
        self.scrub.setEnabled(iteration > 0)
        self.live.setEnabled(at is not None)
        past = f"iteration {at:,} of {iteration:,}" if at is not None else f"iteration {iteration:,}"
        self.iteration.setText(past)
        self._show_status()

    def _show_status(self) -> None:
        status = search_status(self._session)
        progress, speed = self._session.progress, self._session.speed
        if progress is None or not progress.iteration:
            self.pace.setText("")
        elif self._session.playing and speed:
            self.pace.setText(f"{speed:,.0f} it/s")
        else:
            self.pace.setText(f"{progress.seconds:.1f} s")
        self.status.setText(status.word)
        self.status.label.set_role(status.role)
        self.status.setToolTip(status.meaning)

    @Slot()
    def _on_played(self) -> None:
        self.show_playing(self._session.playing)
        self._show_status()

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        self.scrub.setMinimumWidth(self._appearance.px(120))
