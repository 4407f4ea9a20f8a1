"""All knobs of a game and of its rules as a column of cards."""

from __future__ import annotations

import dataclasses
import typing

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Match, Rule
from ganplay.contract.knobs import fields_of
from ganplay.games.payoffs import game_of
from ganplay.games.rule import Rule as Law
from ganplay.games.rules import RULES
from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.row import Row
from ganplay.gui.forms.section_card import SectionCard
from ganplay.gui.forms.sections import Section
from ganplay.gui.forms.settings_form import SettingsForm
from ganplay.gui.games.paragraph import Paragraph
from ganplay.gui.games.rule_run import RuleRun, game_for, label_of
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.legend_toggle import LegendToggle
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text

_MARKS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
ETA_SCALE = SliderScale(
    1e-3, 10.0, True, (*(float(f"{mark}e{power}") for power in range(-3, 1) for mark in _MARKS), 10.0)
)
"""Stops of eta, fine enough to cross a limit slowly."""
NARROW = 24
"""Width of the label beside them, which is one letter."""


SECTIONS = (
    Section("Game", {"game": "Game"}, label_of),
    Section("Steps", {"eta": "", "start": "", "steps": ""}, label_of),
)
_RULE = Section("", {field.name: "" for rule in typing.get_args(Rule) for field in fields_of(rule)}, label_of)


class RuleCard(SectionCard):
    """One rule: its word, its formula, how fast it goes, and its knobs."""

    def __init__(self, session: GameSession, rule: Rule, appearance: Appearance) -> None:
        self._session = session
        self.index = 0
        """The rule's place in the legend."""
        self._law: Law | None = None
        self.word = LegendToggle("", "line", "text", appearance)
        self.formula = Text("", "muted", wrap=True)
        self.sentence = Paragraph(appearance)
        super().__init__(_RULE, FormState(rule), appearance)
        self.header.insertWidget(0, self.word)
        self.header.setStretch(2, 1)
        self.body.insertWidget(1, self.formula)
        self.body.insertWidget(2, self.sentence)
        self.word.toggled.connect(self._on_toggled)
        self.state.edited.connect(self._on_edited)

    def show_run(self, run: RuleRun, index: int, origin: Rule | None) -> None:
        """Follow a rule, that has these knobs in the scene."""
        self.index = index
        free = self._session.takes_rules
        self.word.rename(run.word, run.token)
        self.word.setEnabled(free)
        self.word.setToolTip("Hide this rule" if free else "")
        law = RULES[type(run.rule)]
        self.formula.setText(law.formula)
        self.setToolTip(f"{law.words}\n{law.source}")
        if law is not self._law:
            self._law = law
            self.sentence.forget()
        token = "warn" if run.refusal or run.beyond else "text"
        self.sentence.show_text(" ".join(run.sentences), token)
        self.state.set_settings(run.rule, origin or type(run.rule)())

    @Slot(object)
    def _on_edited(self, rule: Rule) -> None:
        self._session.set_rule(self.index, rule)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if not on:
            self.word.blockSignals(True)
            self.word.setChecked(True)
            self.word.blockSignals(False)
            self._session.show_rule(self.index, False)

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        px = self._appearance.px
        self.formula.setContentsMargins(px(11), 0, px(8), 0)


class GameForm(SettingsForm):
    """The game, the step size with each rule's limit, and a card for each rule that is seen."""

    def __init__(self, session: GameSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        self._session = session
        self.formula = Text("", "muted", wrap=True)
        self.cards: list[RuleCard] = []
        self._panel = ""
        """The small picture whose rules the cards speak of."""
        super().__init__(FormState(session.settings), SECTIONS, appearance, parent)
        game, steps = self.sections
        game.body.insertWidget(1, self.formula)
        # The width of the step size's line is its slider's.
        self._eta = steps.rows["eta"]
        self._eta.LABEL = NARROW
        self._eta.label.setFixedWidth(appearance.px(NARROW))
        self._eta.control.slider.set_scale(ETA_SCALE)
        self.state.edited.connect(self._on_edited)
        session.opened.connect(self._on_opened)
        session.settings_changed.connect(self.show_settings)
        session.followed.connect(self.show_rules)
        self.show_settings()
        self.show_rules()

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its path: those of the match, then each rule's by its place in the legend."""
        of_rules = {
            f"{card.index}.{path}": row
            for card in self.cards
            if not card.isHidden()
            for path, row in card.rows.items()
        }
        return super().rows | of_rules

    def sizeHint(self) -> QSize:
        """Wide enough for what is said of the rules."""
        return QSize(self._appearance.px(293), super().sizeHint().height())

    @Slot()
    def show_settings(self) -> None:
        """Show what is played."""
        match, (origin, _) = self._session.settings, self._session.origin
        self.state.set_settings(_started(match, match), _started(origin, match))
        self.formula.setText(_formula(match))

    @Slot()
    def show_rules(self) -> None:
        """Show the rules that are seen, and how far each can be driven."""
        session = self._session
        if session.panel != self._panel:
            self._on_opened()
            self._panel = session.panel
        self._show_cards()
        self._show_limits()

    def _show_cards(self) -> None:
        session = self._session
        seen = [index for index, on in enumerate(session.shown) if on]
        while len(self.cards) < len(seen):
            card = RuleCard(session, session.rules[0], self._appearance)
            self._column.insertWidget(len(self.sections) + len(self.cards), card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(seen))
            if place < len(seen):
                index = seen[place]
                card.show_run(session.runs[index], index, self._rule_origin(index))

    def _show_limits(self) -> None:
        slider = self._eta.control.slider
        limits = [
            (run.analysis.limit, run.token)
            for run in self._session.seen
            if run.analysis is not None and run.analysis.limit is not None
        ]
        low, high = slider.scale.low, slider.scale.high
        slider.set_marks((limit, token) for limit, token in limits if low <= limit <= high)

    def _rule_origin(self, index: int) -> Rule | None:
        """What the scene says of a rule of the legend; None where it has another one there."""
        _, rules = self._session.origin
        rule = self._session.rules[index]
        return rules[index] if index < len(rules) and type(rules[index]) is type(rule) else None

    @Slot()
    def _on_opened(self) -> None:
        self._panel = ""
        self.state.forget()
        for card in self.cards:
            card.sentence.forget()

    @Slot(object)
    def _on_edited(self, match: Match) -> None:
        session = self._session
        own = _started(dataclasses.replace(session.settings, start=()), session.settings).start
        if match.start == own and () in (session.settings.start, session.origin[0].start):
            match = dataclasses.replace(match, start=())
        session.edit(match)

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        px = self._appearance.px
        self.setMaximumWidth(px(self.WIDTH + 60))
        self.formula.setContentsMargins(px(11), 0, px(8), 0)


def _started(match: Match, shown: Match) -> Match:
    """With the start that an empty one stands for in the game that is shown."""
    game = game_for(shown.game)
    return dataclasses.replace(match, start=match.start or (game.start if game is not None else ()))


def _formula(match: Match) -> str:
    try:
        return game_of(match.game).formula
    except GanplayError as error:
        return str(error)
