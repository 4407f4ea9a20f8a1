"""Several numbers in one line, separated by commas."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ganplay.contract.codec import check
from ganplay.contract.errors import SettingsError
from ganplay.contract.knobs import Field
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.entry import Entry
from ganplay.gui.widgets.slider_scale import text_of


class NumbersField(Entry):
    """A list of numbers; what the knob does not allow is refused with its own sentence."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, field: Field, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert field.knob is not None
        self._field, self._knob, self._appearance = field, field.knob, appearance
        self._value: tuple[float, ...] = ()
        self.setPlaceholderText("all")
        self.entered.connect(self._on_entered)
        self.textEdited.connect(self._on_text_edited)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def value(self) -> tuple[float, ...]:
        """The numbers, perhaps none."""
        return self._value

    def set_value(self, value: tuple[float, ...]) -> None:
        """Show other numbers without saying so."""
        self._value = value
        self.show_text(", ".join(text_of(number) for number in value))
        self.refused.emit("")

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        words = [word.strip() for word in text.split(",")] if text.strip() else []
        try:
            value = check(self._field.label, self._field.type, self._knob, [_number(word) for word in words])
        except SettingsError as error:
            self.set_value(self._value)
            self.refused.emit(str(error))
            return
        before = self._value
        self.set_value(value)
        if value != before:
            self.changed.emit(value)

    @Slot()
    def _on_text_edited(self) -> None:
        self.refused.emit("")

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.setFixedHeight(self._appearance.px(25))


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word
