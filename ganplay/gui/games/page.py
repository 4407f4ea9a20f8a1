"""Two players, one value: every update rule, exact."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ganplay.contract.games import FARTHEST, Rule
from ganplay.games.game import Game
from ganplay.gui import actions
from ganplay.gui.app_context import AppContext
from ganplay.gui.games.form import GameForm
from ganplay.gui.games.legend import Legend
from ganplay.gui.games.monitors import NOTE, GameMonitors
from ganplay.gui.games.panels import Panels
from ganplay.gui.games.phase_plot import PhasePlot
from ganplay.gui.games.portrait import FIELD
from ganplay.gui.games.rule_run import game_for
from ganplay.gui.games.session import GameSession
from ganplay.gui.games.transport import GameTransport
from ganplay.gui.notice import Notice
from ganplay.gui.page import Page
from ganplay.gui.status_strip import StatusStrip
from ganplay.gui.widgets.card import Card

PLANES = (
    "Two planes, (x₁, y₁) and (x₂, y₂), of one place in four dimensions; "
    "the arrows of each are those while the other is at rest."
)


class GamesPage(Page):
    """Min-max xy, the Dirac-GAN and their like under every update rule, against the closed forms."""

    def __init__(self, app_context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._appearance = app_context.game, app_context.appearance
        session, appearance = self._session, self._appearance
        self.card = Card("", appearance)
        self.foot = StatusStrip(self.card, appearance)
        self.legend = Legend(appearance)
        self.planes = [PhasePlot(appearance, pair) for pair in range(2)]
        self.panels = Panels(appearance)
        self.all_panels = QPushButton()
        actions.ALL_PANELS.attach(self.all_panels)
        self.monitors = GameMonitors(session, appearance)
        self.form = GameForm(session, appearance)
        self.transport = GameTransport(session, appearance)
        self._lay_out()
        session.opened.connect(self._on_opened)
        session.settings_changed.connect(self._on_settings_changed)
        session.shown_changed.connect(self._on_settings_changed)
        session.moved.connect(self._on_moved)
        session.said.connect(self.say)
        self.legend.toggled.connect(session.show_rule)
        self.legend.added.connect(self._on_rule_added)
        self.legend.layers_changed.connect(self._on_layers_changed)
        for plane in self.planes:
            plane.start_moved.connect(self._on_start_moved)
        self.panels.chosen.connect(session.enter)
        self.all_panels.clicked.connect(session.leave)
        self.foot.note_wanted.connect(self._on_note_wanted)
        self.foot.also_wanted.connect(app_context.scene_wanted)
        self._on_appearance_changed()
        self._on_opened()
        self._on_settings_changed()
        self._on_moved()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def session(self) -> GameSession:
        """The match."""
        return self._session

    @Slot(object)
    def say(self, notice: Notice) -> None:
        """Show a notice at the foot of the card."""
        self.foot.say(notice)

    @property
    def game(self) -> Game | None:
        """The game with its knobs set; None where they do not go together."""
        return game_for(self._session.settings.game)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.legend, 1)
        head.addWidget(self.all_panels, 0, Qt.AlignmentFlag.AlignTop)
        self.large = QWidget()
        self._planes = QHBoxLayout(self.large)
        self._planes.setContentsMargins(0, 0, 0, 0)
        for plane in self.planes:
            self._planes.addWidget(plane, 1)
        self.card.add(head)
        self.card.add(self.large, 1)
        self.card.add(self.panels, 1)
        self.card.add(self.foot)
        columns = (self.card, 10), (self.monitors, 6), (self.form, 0)
        self.arrange(self._appearance, columns, self.transport)

    @Slot()
    def _on_opened(self) -> None:
        scene = self._session.scene
        self.legend.set_layers(frozenset(scene.layers) or frozenset({FIELD}))
        self.foot.show_also(scene, "On a real GAN")
        self.foot.hush()

    @Slot()
    def _on_settings_changed(self) -> None:
        session = self._session
        self.legend.show_rules(session.settings, session.runs, session.shown, free=session.takes_rules)
        small, game = bool(session.panels), self.game
        self.panels.setVisible(small)
        self.all_panels.setVisible(session.alone)
        self.large.setVisible(not small)
        for pair, plane in enumerate(self.planes):
            seen = pair < (game.dims[0] if game is not None else 1)
            plane.setVisible(seen)
            if seen and not small:
                plane.show_runs(game, session.seen)
        self.panels.show_panels(session.panels, session.index)
        self._show_watch()

    def _show_watch(self) -> None:
        session = self._session
        refused = [run for run in session.seen if run.refusal]
        told = [run for run in session.seen if run.trajectory and run.trajectory.sentence]
        if refused:
            self.foot.show_watch(refused[0].sentences[0], warn=True)
        elif told and session.changed:
            first = told[0]
            self.foot.show_watch(f"{first.word}: {first.sentences[0]}", warn=True)
        elif session.alone:
            self.foot.show_watch(session.panel)
        elif self.game is not None and not self.game.scalar:
            self.foot.show_watch(PLANES)
        else:
            self.foot.show_watch(session.scene.watch)

    @Slot()
    def _on_moved(self) -> None:
        step = self._session.step
        for plane in self.planes:
            plane.show_step(step)
        self.panels.show_step(step)

    @Slot(int, float, float)
    def _on_start_moved(self, pair: int, x: float, y: float) -> None:
        match, game = self._session.settings, self.game
        if game is None:
            return
        start = list(game.start if len(match.start) != sum(game.dims) else match.start)
        # A view that grows with its trajectories can be dragged along without end.
        start[pair], start[game.dims[0] + pair] = (min(max(at, -FARTHEST), FARTHEST) for at in (x, y))
        self._session.edit(dataclasses.replace(match, start=tuple(start)))

    @Slot(object)
    def _on_rule_added(self, rule: Rule) -> None:
        self._session.add(rule)

    @Slot()
    def _on_layers_changed(self) -> None:
        for plane in self.planes:
            plane.set_layers(self.legend.chosen_layers)
        self.panels.set_layers(self.legend.chosen_layers)

    @Slot()
    def _on_note_wanted(self) -> None:
        self.monitors.tabs.current = NOTE

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        self._planes.setSpacing(self._appearance.px(10))
