"""The Recipe tab: all settings of the search as a column of cards, and the named recipes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.recipes import RECIPES
from ganplay.contract.settings import get, put
from ganplay.gui.forms.row import Row
from ganplay.gui.forms.section_card import SectionCard
from ganplay.gui.forms.sections import Section, entries_of, origin_of
from ganplay.gui.icons import icon
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


class RecipeForm(QScrollArea):
    """Shows and changes the session's recipe; differences from the named recipe are marked."""

    WIDTH = 262

    def __init__(
        self, session: InpaintSession, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.recipes = ChoiceBox(
            [Choice(name, named.title, named.source) for name, named in RECIPES.items()], appearance
        )
        self.recipes.setAccessibleName("recipe")
        self.source = Text("", "small", wrap=True)
        self._cards = [SectionCard(section.title, appearance, rebuilds=REBUILDS) for section in SECTIONS]
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.recipes)
        self._column.addWidget(self.source)
        for card in self._cards:
            card.edited.connect(self._on_edited)
            card.put_back.connect(self._on_put_back)
            self._column.addWidget(card)
        self._mark = QLabel()
        self._legend = QHBoxLayout()
        self._legend.addWidget(self._mark)
        self._legend.addWidget(Text(REBUILDS, "small"))
        self._legend.addStretch(1)
        self._column.addLayout(self._legend)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        self.recipes.changed.connect(self._on_recipe_chosen)
        self.recipes.again.connect(self._on_recipe_chosen)
        session.changed.connect(self.show_recipe)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.show_recipe()

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its path, from top to bottom."""
        return {path: row for card in self._cards for path, row in card.rows.items()}

    def sizeHint(self) -> QSize:
        """As narrow as a column beside the picture."""
        return QSize(self._appearance.px(self.WIDTH), self._appearance.px(420))

    @Slot()
    def show_recipe(self) -> None:
        """Show how the hole is filled."""
        name, recipe = self._session.recipe_name, self._session.recipe
        self.recipes.set_value(name)
        self.source.setText(RECIPES[name].source)
        for section, card in zip(SECTIONS, self._cards, strict=True):
            entries = list(entries_of(section, recipe))
            card.set_entries(entries)
            for entry in entries:
                origin = origin_of(RECIPES[name].recipe, recipe, entry.path, entry.field)
                card.rows[entry.path].show_value(entry.value, origin)
            card.count_changes()

    @Slot(object)
    def _on_recipe_chosen(self, name: str) -> None:
        self._session.choose_recipe(name)

    @Slot(str, object)
    def _on_edited(self, path: str, value: Any) -> None:
        field = self.rows[path].field
        if field.choices is not None:
            path, value = path.removesuffix(".name"), field.choices[value]()
        self._session.set_recipe(put(self._session.recipe, path, value))

    @Slot(str)
    def _on_put_back(self, path: str) -> None:
        field, recipe = self.rows[path].field, self._session.recipe
        named = RECIPES[self._session.recipe_name].recipe
        if field.choices is not None:
            path = path.removesuffix(".name")
            value = get(named, path)
        else:
            value = origin_of(named, recipe, path, field)
        self._session.set_recipe(put(recipe, path, value))

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._column.setSpacing(px(8))
        self._legend.setContentsMargins(px(4), 0, 0, px(4))
        self._legend.setSpacing(px(6))
        self._mark.setPixmap(icon("rebuild", self._appearance, "muted").pixmap(QSize(px(10), px(10))))
