"""Which widget a knob or a choice gets."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance

from ganplay.contract.knobs import Field, help_of, title_of
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.numbers_field import NumbersField
from ganplay.gui.widgets.path_field import PathField
from ganplay.gui.widgets.toggle import Toggle
from ganplay.gui.widgets.value_slider import ValueSlider


class Control(Protocol):
    """What every control of a form can do, beside being a widget."""

    changed: SignalInstance
    """The new value, when a person changed it."""
    refused: SignalInstance
    """Why what was typed was not taken; empty when that is over."""

    @property
    def value(self) -> Any:
        """The value shown."""

    def set_value(self, value: Any) -> None:
        """Show another value without saying so."""


def control_for(field: Field, appearance: Appearance) -> Any:
    """A :class:`Control` for a field of the settings.

    Raises:
        TypeError: no widget is known for the field's type.
    """
    if field.choices is not None:
        return ChoiceBox(
            [Choice(key, title_of(node), help_of(node)) for key, node in field.choices.items()], appearance
        )
    assert field.knob is not None
    if field.knob.options:
        return ChoiceBox([Choice(word, word.replace("_", " ")) for word in field.knob.options], appearance)
    if field.type in (int, float):
        return ValueSlider(field, appearance)
    if field.type == tuple[float, ...]:
        return NumbersField(field, appearance)
    if field.type is bool:
        return Toggle(appearance)
    if field.type is str:
        return PathField(appearance, folder=field.knob.folder)
    raise TypeError(f"no control for {field.name}: {field.type}")
