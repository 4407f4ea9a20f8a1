"""All knobs of a game and of its rules as a column of cards."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Match, Rule
from ganplay.contract.knobs import fields_of
from ganplay.contract.settings import get, leaves, put
from ganplay.games.payoffs import game_of
from ganplay.games.rule import Rule as Law
from ganplay.games.rules import RULES
from ganplay.gui.forms.section_card import SectionCard
from ganplay.gui.forms.sections import Entry
from ganplay.gui.games.course import Course, label_of
from ganplay.gui.games.paragraph import Paragraph
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.ladder import Ladder
from ganplay.gui.widgets.legend_toggle import LegendToggle
from ganplay.gui.widgets.text import Text

_MARKS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
ETA_LADDER = Ladder(
    1e-3, 10.0, True, (*(float(f"{mark}e{power}") for power in range(-3, 1) for mark in _MARKS), 10.0)
)
"""Stops of eta, fine enough to cross a limit slowly."""
NARROW = 24
"""Width of the label beside them, which is one letter."""


class RuleCard(SectionCard):
    """One rule: its word, its formula, how fast it goes, and its knobs."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__("", appearance)
        self.word = LegendToggle("", "line", "text", appearance)
        self.header.insertWidget(0, self.word)
        self.header.setStretch(2, 1)
        self.formula = Text("", "muted", wrap=True)
        self.sentence = Paragraph(appearance)
        self._law: Law | None = None
        self.body.insertWidget(1, self.formula)
        self.body.insertWidget(2, self.sentence)
        self._on_appearance_changed()

    def show_course(self, course: Course, index: int, origin: Rule | None, *, free: bool) -> None:
        """Follow a rule, that has these knobs in the scene; ``free`` ones can be hidden."""
        self.word.rename(course.word, course.token)
        self.word.setEnabled(free)
        self.word.setToolTip("Hide this rule" if free else "")
        law = RULES[type(course.rule)]
        self.formula.setText(law.formula)
        self.setToolTip(f"{law.words}\n{law.source}")
        if law is not self._law:
            self._law = law
            self.sentence.forget()
        token = "warn" if course.refusal or course.beyond else "text"
        self.sentence.show_text(" ".join(course.sentences), token)
        entries = [
            Entry(f"{index}.{field.name}", field, label_of(field), getattr(course.rule, field.name))
            for field in fields_of(type(course.rule))
        ]
        self.set_entries(entries)
        for entry in entries:
            self.rows[entry.path].show_value(
                entry.value, getattr(origin or type(course.rule)(), entry.field.name)
            )

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        if hasattr(self, "word"):
            px = self._appearance.px
            self.formula.setContentsMargins(px(11), 0, px(8), 0)


class GameForm(QScrollArea):
    """The game, the step size with each rule's limit, and a card for each rule that is seen."""

    WIDTH = 262

    def __init__(self, session: GameSession, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.game = SectionCard("Game", appearance)
        self.formula = Text("", "muted", wrap=True)
        self.game.body.insertWidget(1, self.formula)
        self.play = SectionCard("Steps", appearance)
        self.cards: list[RuleCard] = []
        self._panel = ""
        """The small picture whose rules the cards speak of."""
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        for card in (self.game, self.play):
            card.edited.connect(self._on_edited)
            card.put_back.connect(self._on_put_back)
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        session.opened.connect(self._on_opened)
        session.settings_changed.connect(self.show_settings)
        session.followed.connect(self.show_rules)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.show_settings()
        self.show_rules()

    @property
    def rows(self) -> dict[str, Any]:
        """Every row by its path: those of the match, then each rule's by its place in the legend."""
        cards = (self.game, self.play, *self.cards)
        return {path: row for card in cards for path, row in card.rows.items()}

    @Slot()
    def show_settings(self) -> None:
        """Show what is played."""
        session = self._session
        match, (origin, _) = session.settings, session.origin
        game, play = self._entries(match)
        self.game.set_entries(game)
        self.play.set_entries(play)
        for card, entries in ((self.game, game), (self.play, play)):
            for entry in entries:
                card.rows[entry.path].show_value(entry.value, _origin(origin, match, entry))
        self.formula.setText(_formula(match))
        self._narrow()

    @Slot()
    def show_rules(self) -> None:
        """Show the rules that are seen, and how far each can be driven."""
        session = self._session
        if session.panel != self._panel:
            self._on_opened()
            self._panel = session.panel
        self._show_cards()
        self._show_limits()

    def _entries(self, match: Match) -> tuple[list[Entry], list[Entry]]:
        game, play = [], []
        for path, field, value in leaves(match):
            part, _, rest = path.partition(".")
            if part == "game":
                in_title = rest == "name"
                game.append(Entry(path, field, "Game" if in_title else label_of(field), value, in_title))
            elif part != "rule":
                if path == "start" and not value:
                    value = self._start()
                play.append(Entry(path, field, label_of(field), value))
        return game, play

    def _start(self) -> tuple[float, ...]:
        for course in self._session.courses:
            if course.trajectory is not None:
                return tuple(course.trajectory.path[0].tolist())
        return ()

    def _show_cards(self) -> None:
        seen = [
            (index, course)
            for index, (course, on) in enumerate(zip(self._session.courses, self._session.shown, strict=True))
            if on
        ]
        while len(self.cards) < len(seen):
            card = RuleCard(self._appearance)
            card.edited.connect(self._on_rule_edited)
            card.put_back.connect(self._on_rule_put_back)
            card.word.toggled.connect(self._on_hidden)
            self._column.insertWidget(2 + len(self.cards), card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(seen))
            if place < len(seen):
                index, course = seen[place]
                card.word.setProperty("index", index)
                card.show_course(course, index, self._rule_origin(index), free=self._session.takes_rules)

    def _show_limits(self) -> None:
        slider = self.play.rows["eta"].control.slider
        if slider.ladder != ETA_LADDER:
            slider.set_ladder(ETA_LADDER)
        limits = [
            (course.analysis.limit, course.token)
            for course in self._session.seen
            if course.analysis is not None and course.analysis.limit is not None
        ]
        low, high = slider.ladder.low, slider.ladder.high
        slider.set_marks((limit, token) for limit, token in limits if low <= limit <= high)

    def _rule_origin(self, index: int) -> Rule | None:
        """What the scene says of a rule of the legend; None where it has another one there."""
        _, rules = self._session.origin
        rule = self._session.rules[index]
        return rules[index] if index < len(rules) and type(rules[index]) is type(rule) else None

    def _narrow(self) -> None:
        """Leave the width of the step size's line to its slider."""
        row = self.play.rows["eta"]
        row.LABEL = NARROW
        row.label.setFixedWidth(self._appearance.px(NARROW))

    @Slot()
    def _on_opened(self) -> None:
        self._panel = ""
        for card in self.cards:
            card.sentence.forget()

    @Slot(str, object)
    def _on_edited(self, path: str, value: Any) -> None:
        match = self._session.settings
        field = self.rows[path].field
        if field.choices is not None:
            path, value = path.removesuffix(".name"), field.choices[value]()
        self._session.edit(put(match, path, value))

    @Slot(str)
    def _on_put_back(self, path: str) -> None:
        match, (origin, _) = self._session.settings, self._session.origin
        field = self.rows[path].field
        if field.choices is not None:
            path = path.removesuffix(".name")
            self._session.edit(put(match, path, get(origin, path)))
            return
        value = _origin(origin, match, Entry(path, field, "", None))
        self._session.edit(put(match, path, value))

    @Slot(str, object)
    def _on_rule_edited(self, path: str, value: Any) -> None:
        index, _, name = path.partition(".")
        rule = self._session.rules[int(index)]
        self._session.set_rule(int(index), dataclasses.replace(rule, **{name: value}))

    @Slot(str)
    def _on_rule_put_back(self, path: str) -> None:
        index, _, name = path.partition(".")
        origin = self._rule_origin(int(index))
        self._on_rule_edited(
            path, getattr(origin, name) if origin is not None else self.rows[path].field.default
        )

    @Slot(bool)
    def _on_hidden(self, on: bool) -> None:
        word = self.sender()
        assert isinstance(word, LegendToggle)
        if not on:
            word.blockSignals(True)
            word.setChecked(True)
            word.blockSignals(False)
            self._session.show_rule(word.property("index"), False)

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self.setMinimumWidth(px(self.WIDTH))
        self.setMaximumWidth(px(self.WIDTH + 60))
        self._column.setSpacing(px(8))
        self.formula.setContentsMargins(px(11), 0, px(8), 0)


def _origin(origin: Match, match: Match, entry: Entry) -> Any:
    """Where a value came from: the scene, or the default where the scene plays another game."""
    if entry.path.startswith("game.") and type(origin.game) is not type(match.game):
        return origin.game.name if entry.path == "game.name" else _default(entry)
    if (
        entry.path.startswith("game.penalty.")
        and entry.field.choices is None
        and type(get(origin, "game.penalty")) is not type(get(match, "game.penalty"))
    ):
        return entry.field.default
    # An empty start is the game's own.
    return get(origin, entry.path) or entry.value


def _default(entry: Entry) -> Any:
    return entry.field.default if entry.field.choices is None else entry.field.default.name


def _formula(match: Match) -> str:
    try:
        return game_of(match.game).formula
    except GanplayError as error:
        return str(error)
