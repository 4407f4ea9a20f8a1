"""One line of a form: a name, a control, and a way back."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ganplay.contract.codec import allowed
from ganplay.contract.knobs import Field, help_of, title_of
from ganplay.gui.forms.controls import control_for
from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.sections import Entry
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import KEYS
from ganplay.gui.widgets.slider_scale import text_of
from ganplay.gui.widgets.text import Text
from ganplay.gui.widgets.value_slider import ValueSlider

LIVE = "acts at the next step"
REBUILDS = "rebuilds the networks, same seed"


class Row(QWidget):
    """Name, control and, once the value differs from where it came from, a button that puts it back.

    A small mark before the name says that a change rebuilds the networks. A sentence that refuses a typed
    value appears below.
    """

    MARK = 13
    LABEL = 92
    WAY_BACK = 18

    def __init__(
        self,
        entry: Entry,
        state: FormState,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        rebuilds: str = REBUILDS,
    ) -> None:
        """``rebuilds`` says what a knob does that does not act at the next step."""
        super().__init__(parent)
        self.path, self.field, self.advanced = entry.path, entry.field, entry.advanced
        self._state, self._appearance = state, appearance
        self._rebuilds = not entry.field.live
        self._acts = LIVE if entry.field.live else rebuilds
        self._changed = False
        self.control = control_for(entry.field, appearance)
        self.control.setAccessibleName(entry.label)
        self._mark = QLabel()
        self.label = Text(entry.label, "muted", wrap=True)
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.back = QToolButton()
        self.back.setProperty("kind", "flat")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        room = self.back.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(room)
        self.refusal = Text("", "warn", wrap=True)
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.refusal)
        expands = self.control.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Fixed
        line.addWidget(self._mark)
        line.addWidget(self.label)
        line.addWidget(self.control, 1 if expands else 0)
        if not expands:
            line.addStretch(1)
        line.addWidget(self.back)
        self._mark.setVisible(not entry.in_title)
        self.label.setVisible(not entry.in_title)
        self.control.changed.connect(self._on_changed)
        self.control.refused.connect(self._on_refused)
        self.back.clicked.connect(self._on_back_clicked)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def changed(self) -> bool:
        """Whether the value differs from where it came from."""
        return self._changed

    def show_entry(self, entry: Entry) -> None:
        """Show the value, and whether it differs from its origin, without saying so."""
        value, origin = entry.value, entry.origin
        if self.control.value != value:
            self.control.set_value(value)
        self._changed = value != origin
        if isinstance(self.control, ValueSlider):
            self.control.set_baseline(origin)
        self.label.set_role("changed" if self._changed else "muted")
        self.back.setVisible(self._changed)
        self.back.setToolTip(f"Put back to {_words(self.field, origin)}")
        self.setToolTip(_tip(self.field, value, self._acts))

    @Slot(object)
    def _on_changed(self, value: Any) -> None:
        self._state.turn(self.path, self.field, value)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    @Slot()
    def _on_back_clicked(self) -> None:
        self._state.put_back(self.path, self.field)

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._mark.setFixedWidth(px(self.MARK))
        if self._rebuilds:
            self._mark.setPixmap(icon("rebuild", look, "muted").pixmap(QSize(px(9), px(9))))
        self.label.setFixedWidth(px(self.LABEL))
        self.back.setFixedSize(px(self.WAY_BACK), px(self.WAY_BACK))
        self.back.setIconSize(QSize(px(12), px(12)))
        self.refusal.setContentsMargins(px(self.MARK), 0, px(self.WAY_BACK), px(4))
        self.setMinimumHeight(px(28))
        self.back.setIcon(icon("undo_small", look, "accent"))


def _tip(field: Field, value: Any, acts: str) -> str:
    """What it is, what is allowed, and when it acts; as rich text, so that Qt breaks the lines."""
    if field.knob is None:
        assert field.choices is not None
        return _paragraphs(help_of(field.choices[value]), acts)
    span = allowed(field) if field.knob.low is not None else ""
    keys = f" {KEYS}" if field.type in (int, float) else ""
    return _paragraphs(field.knob.help, f"{f'{span} · ' if span else ''}{acts}.{keys}")


def _paragraphs(sentence: str, facts: str) -> str:
    return f"<p>{html.escape(sentence)}<br><small>{html.escape(facts)}</small></p>"


def _words(field: Field, value: Any) -> str:
    """A value as a person reads it."""
    if field.choices is not None:
        return title_of(field.choices[value])
    if isinstance(value, tuple):
        return ", ".join(text_of(number) for number in value) or "nothing"
    if isinstance(value, bool):
        return "on" if value else "off"
    return value.replace("_", " ") or "nothing" if isinstance(value, str) else text_of(value)
