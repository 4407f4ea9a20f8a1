"""A number: a slider that stops at sane values, and a field in which any allowed value can be typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ganplay.contract.codec import read
from ganplay.contract.errors import SettingsError
from ganplay.contract.knobs import Field
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.entry import Entry
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale, text_of

ENTRY = 64
"""Width of the field, in which the longest default fits."""


class ValueSlider(QWidget):
    """Slider and number field over one value of a numeric knob.

    The field takes what a person would write (``1e-3``, ``0,5``); what the knob does not allow is refused
    with the knob's own sentence, and the old value stays.
    """

    changed = Signal(object)
    """The new value, while dragging too."""
    refused = Signal(str)
    """Why a typed value was not taken; empty when that is over."""

    def __init__(self, field: Field, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert field.knob is not None
        self._field, self._knob, self._appearance = field, field.knob, appearance
        self._value: float = field.default
        self.slider = Slider(SliderScale.of(field.knob, field.type, field.default), appearance, self)
        self.entry = _NumberEntry(self.slider, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.entry)
        self.setFocusProxy(self.slider)
        self.slider.moved.connect(self._on_moved)
        self.entry.entered.connect(self._on_entered)
        # The number is done: the next Space plays, and the arrows fine-tune.
        self.entry.returnPressed.connect(self.slider.setFocus)
        self.entry.textEdited.connect(self._on_text_edited)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.set_value(self._value)

    @property
    def value(self) -> float:
        """The value, of the knob's own type."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show another value without saying so."""
        self._value = value
        self.slider.set_current(value)
        self.entry.show_text(text_of(value))
        self.refused.emit("")

    def set_baseline(self, value: float | None) -> None:
        """Mark on the track where a changed value came from."""
        self.slider.set_baseline(value)

    @Slot(object)
    def _on_moved(self, value: float) -> None:
        self.set_value(value)
        self.changed.emit(value)

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        try:
            value = read(self._field.label, self._field.type, self._knob, self._plain(text))
        except SettingsError as error:
            self.set_value(self._value)
            self.refused.emit(str(error))
            return
        before = self._value
        self.set_value(value)
        if value != before:
            self.changed.emit(value)

    def _plain(self, text: str) -> str:
        """What was typed, with a point where half of Europe writes a comma."""
        text = text.strip()
        return text.replace(",", ".") if self._field.type is float and text.count(",") == 1 else text

    @Slot()
    def _on_text_edited(self) -> None:
        self.refused.emit("")

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._row.setSpacing(self._appearance.px(4))
        self.entry.setFixedSize(self._appearance.px(ENTRY), self._appearance.px(24))


class _NumberEntry(Entry):
    """The field beside the slider; Up and Down climb the slider's scale."""

    def __init__(self, slider: Slider, parent: QWidget) -> None:
        super().__init__(parent)
        self._slider = slider
        self.setProperty("kind", "number")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down as on the slider, all else as in any field."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._slider.step(1 if event.key() == Qt.Key.Key_Up else -1)
            self.selectAll()
        else:
            super().keyPressEvent(event)
