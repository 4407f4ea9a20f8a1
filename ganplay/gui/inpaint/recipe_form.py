"""The Recipe tab: all settings of the search as a column of cards, and the named recipes."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ganplay.contract.recipes import RECIPES
from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.sections import Section
from ganplay.gui.forms.settings_form import SettingsForm
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.text import Text

SECTIONS = (
    Section("Loss", dict.fromkeys(("error", "pixels", "window", "realism", "weight", "prior_weight"), "")),
    Section("Candidates", {"candidates": "", "screened": "", "start": "", "support": "z is"}),
    Section("Descent", {"optimiser": "optimiser", "decay": "", "iterations": "", "restarts": ""}),
    Section("Result", {"blend": "", "temperature": ""}),
)
"""Every field of a recipe that is not hidden is in one of them."""

REBUILDS = "begins anew with other candidates"


class RecipeForm(SettingsForm):
    """Shows the session's recipe and turns its knobs; what the named recipe has otherwise is marked."""

    def __init__(
        self, session: InpaintSession, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        self._session = session
        self.recipes = ChoiceBox(
            [Choice(name, named.title, named.source) for name, named in RECIPES.items()], appearance
        )
        self.recipes.setAccessibleName("recipe")
        self.source = Text("", "small", wrap=True)
        super().__init__(
            FormState(session.recipe),
            SECTIONS,
            appearance,
            parent,
            above=(self.recipes, self.source),
            rebuilds=REBUILDS,
        )
        self.recipes.changed.connect(self._on_recipe_chosen)
        self.recipes.again.connect(self._on_recipe_chosen)
        self.state.edited.connect(session.set_recipe)
        session.changed.connect(self.show_recipe)
        self.show_recipe()

    @Slot()
    def show_recipe(self) -> None:
        """Show how the hole is filled."""
        name = self._session.recipe_name
        self.recipes.set_value(name)
        self.source.setText(RECIPES[name].source)
        self.state.set_settings(self._session.recipe, RECIPES[name].recipe)

    @Slot(object)
    def _on_recipe_chosen(self, name: str) -> None:
        self.state.forget()
        self._session.choose_recipe(name)
