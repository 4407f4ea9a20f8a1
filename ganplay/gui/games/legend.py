"""The rules that are played, each a word that shows or hides it, and a way to have more."""

from __future__ import annotations

import typing
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Match, Rule
from ganplay.contract.knobs import help_of, title_of
from ganplay.games.trajectory import objection
from ganplay.gui.games.portrait import FIELD, VALUE
from ganplay.gui.games.rule_run import RuleRun
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.flow_layout import FlowLayout
from ganplay.gui.widgets.legend_toggle import LegendToggle


class Legend(QWidget):
    """Words in the rules' colours, then the layers of the plane, over as many lines as they need."""

    toggled = Signal(int, bool)
    """A rule was switched on or off."""
    added = Signal(object)
    """Another rule is wanted."""
    layers_changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._match = Match()
        self.words: list[LegendToggle] = []
        self.more = QPushButton("rule", self)
        self.more.setToolTip("Play the same game under one more rule")
        self.more.setProperty("kind", "flat")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self._on_more_clicked)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        for kind in typing.get_args(Rule):
            action = self.menu.addAction(title_of(kind))
            action.setData(kind.name)
            action.triggered.connect(self._on_rule_chosen)
        self.layers = {
            FIELD: LegendToggle("field", "arrow", "muted", appearance),
            VALUE: LegendToggle("value f", "grid", "muted", appearance),
        }
        self.layers[FIELD].setToolTip("Where an infinitely small step would lead from here")
        self.layers[VALUE].setToolTip("Lines of equal f: x walks down, y walks up")
        self._flow = FlowLayout(self)
        for toggle in self.layers.values():
            toggle.toggled.connect(self.layers_changed)
        self.set_layers(frozenset({FIELD}))
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._arrange()

    def set_layers(self, layers: frozenset[str]) -> None:
        """Switch on just these layers of the plane."""
        for name, toggle in self.layers.items():
            toggle.setChecked(name in layers)

    @property
    def chosen_layers(self) -> frozenset[str]:
        """The layers that are on."""
        return frozenset(name for name, toggle in self.layers.items() if toggle.isChecked())

    def show_rules(
        self, match: Match, runs: Sequence[RuleRun], shown: Sequence[bool], *, free: bool = True
    ) -> None:
        """Have these words; those that are right already stay. Unless ``free``, they can but be read."""
        self._match = match
        if len(self.words) != len(runs) or self.more.isHidden() == free:
            for word in self.words[len(runs) :]:
                word.hide()
                word.deleteLater()
            del self.words[len(runs) :]
            for run in runs[len(self.words) :]:
                word = LegendToggle(run.word, "line", run.token, self._appearance)
                word.toggled.connect(self._on_toggled)
                self.words.append(word)
            self._arrange()
            self.more.setVisible(free)
        for word, run, on in zip(self.words, runs, shown, strict=True):
            word.rename(run.word, run.token)
            word.blockSignals(True)
            word.setChecked(on)
            word.blockSignals(False)
            word.setEnabled(free)
            word.setToolTip(run.refusal or help_of(type(run.rule)))

    def _arrange(self) -> None:
        self._flow.arrange([*self.words, self.more, *self.layers.values()])

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        word = self.sender()
        assert isinstance(word, LegendToggle)
        self.toggled.emit(self.words.index(word), on)

    @Slot()
    def _on_more_clicked(self) -> None:
        kinds = {kind.name: kind for kind in typing.get_args(Rule)}
        for action in self.menu.actions():
            kind = kinds[action.data()]
            try:
                refusal = objection(self._match.game, kind())
            except GanplayError as error:
                refusal = str(error)
            # A menu shows no tips of what cannot be chosen: the reason stands in it.
            action.setText(f"{title_of(kind)}: {refusal}" if refusal else title_of(kind))
            action.setEnabled(not refusal)
            action.setToolTip(help_of(kind))
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot()
    def _on_rule_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        kinds = {kind.name: kind for kind in typing.get_args(Rule)}
        self.added.emit(kinds[action.data()]())

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.more.setIcon(icon("add", self._appearance, "muted"))
