"""What the pages of all kinds of training have in common."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from ganplay.contract.events import Event
from ganplay.contract.kinds import Kind
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase, Report
from ganplay.gui.app_context import AppContext
from ganplay.gui.notice import Notice
from ganplay.gui.page import Page
from ganplay.gui.status_strip import StatusStrip
from ganplay.gui.training.form import ExperimentForm
from ganplay.gui.training.monitors import NOTE, Monitors
from ganplay.gui.training.session import Session
from ganplay.gui.training.transport import Transport
from ganplay.gui.widgets.card import Card

MESSAGES = {
    Phase.WARMING: "warming up torch (the first start takes a few seconds)",
    Phase.FAILED: "this run cannot go on; change a setting or press Reset",
}

REFUSED = "The run goes on with its earlier settings: the newest ones cannot be used."


class TrainingPage(Page):
    """A picture on a card, monitors beside it, all knobs at the right, the transport below.

    Subclasses put the picture on :attr:`card`, call :meth:`_open` when they stand, and write the hooks.
    """

    def __init__(
        self, kind: Kind, monitors: Monitors, pace: float, app_context: AppContext, parent: QWidget | None
    ):
        super().__init__(parent)
        self._session = app_context.sessions[kind]
        self._app_context = app_context
        self._appearance = appearance = app_context.appearance
        self.card = Card("", appearance)
        self.foot = StatusStrip(self.card, appearance)
        self.monitors = monitors
        self.form = ExperimentForm(appearance, kind.choices)
        self.transport = Transport(kind.turns, self._session, appearance, pace)
        self.arrange(appearance, ((self.card, 10), (self.monitors, 6), (self.form, 0)), self.transport)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def session(self) -> Session:
        """The run of this kind."""
        return self._session

    def say(self, notice: Notice) -> None:
        """Show a notice at the foot of the picture."""
        self.foot.say(notice)

    def _open(self) -> None:
        """Show the session's scene, and follow the session from now on."""
        session = self._session
        self.card.add(self.foot)
        session.opened.connect(self._on_opened)
        session.began.connect(self._on_began)
        session.reported.connect(self._on_reported)
        session.settings_changed.connect(self._on_settings_changed)
        session.said.connect(self._on_said)
        self.foot.remedy_wanted.connect(session.take)
        self.foot.note_wanted.connect(self._on_note_wanted)
        self.foot.also_wanted.connect(self._app_context.scene_wanted)
        self.monitors.noticed.connect(self._on_noticed)
        self.form.state.edited.connect(session.edit)
        self._on_appearance_changed()
        self._on_opened()
        self._show_message(MESSAGES[Phase.WARMING])

    def _show_scene(self, scene: Scene) -> None:
        """Show the picture as the scene wants it."""

    def _show_settings(self, settings: Settings) -> None:
        """Follow what is asked for."""

    def _show_message(self, message: str) -> None:
        """Say this in place of the picture."""
        raise NotImplementedError

    def _show_report(self, report: Report) -> None:
        """Follow the run."""
        raise NotImplementedError

    @Slot()
    def _on_opened(self) -> None:
        """Show the session's scene as it was written."""
        scene = self._session.scene
        self.form.state.forget()
        self._show_scene(scene)
        self.monitors.show_scene(scene)
        self.foot.show_also(scene, "As a game")
        self.foot.hush()
        self._on_settings_changed()

    @Slot()
    def _on_began(self) -> None:
        self.monitors.begin()
        self.foot.hush()

    @Slot(object)
    def _on_reported(self, report: Report) -> None:
        if report.phase in MESSAGES:
            self._show_message(MESSAGES[report.phase])
        self._show_report(report)
        self._show_watch()
        self.monitors.show_report(report)
        self.transport.show_report(report)

    @Slot(object)
    def _on_said(self, notice: Notice) -> None:
        self.say(notice)

    @Slot()
    def _on_settings_changed(self) -> None:
        settings = self._session.settings
        self.form.state.set_settings(settings, self._session.scene.settings)
        self.monitors.show_settings(settings)
        self._show_settings(settings)
        self._show_watch()

    @Slot(object)
    def _on_noticed(self, event: Event) -> None:
        if event.step <= self._session.began_at:
            return  # It was told before the run was saved.
        notice = Notice.of_event(event, self._session.settings)
        if self.foot.warns and len(self.monitors.events.events) > 1:
            # Whoever has not read the one before can still find it.
            notice = dataclasses.replace(notice, sentence=f"{notice.sentence} Earlier: see Events.")
        self.foot.say(notice)

    @Slot()
    def _on_note_wanted(self) -> None:
        self.monitors.tabs.current = NOTE

    def _show_watch(self) -> None:
        in_force = self._session.in_force
        self.foot.show_watch(self._session.scene.watch if in_force else REFUSED, warn=not in_force)
