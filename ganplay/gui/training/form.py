"""The form of an experiment: which cards its settings are on, and which choices are offered."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.kinds import Choices
from ganplay.contract.knobs import fields_of
from ganplay.contract.settings import Settings, get, put
from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.sections import EVERYTHING, Section
from ganplay.gui.forms.settings_form import SettingsForm
from ganplay.gui.theme import Appearance

THROTTLE_MS = 30
"""A run need not follow every stop of a slider that is dragged fast."""

_DATA = Section("Data", {"data": "Data"})
_PLAYERS = (
    Section("Discriminator", {"discriminator": "network", "d_optimiser": "optimiser"}),
    Section(
        "Generator",
        {"condition": "", "noise": "", "generator": "network", "g_optimiser": "optimiser", "average": ""},
    ),
)
_TAKEN = {part for section in (_DATA, *_PLAYERS) for part in section.parts}
_GAME = Section("Game", {field.name: "" for field in fields_of(Settings) if field.name not in _TAKEN})

SECTIONS = (_DATA, _GAME, *_PLAYERS)
"""Every field of the settings is on one of them: what no other card claims belongs to the game."""


class ExperimentForm(SettingsForm):
    """Shows settings and lets a person change them, with those of the choices that are offered here."""

    def __init__(
        self, appearance: Appearance, choices: Choices = EVERYTHING, parent: QWidget | None = None
    ) -> None:
        state = FormState(_first(choices), choices, throttle_ms=THROTTLE_MS)
        super().__init__(state, SECTIONS, appearance, parent)


def _first(choices: Choices) -> Settings:
    """The default settings, as far as they are offered."""
    settings = Settings()
    for path, offered in choices.items():
        if not isinstance(get(settings, path), offered):
            settings = put(settings, path, offered[0]())
    return settings
