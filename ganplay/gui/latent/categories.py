"""The same z in every class, and the way to choose one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.contract.latent import Card, Draw, Drawn
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class Categories(QWidget):
    """A strip of one picture a class; hidden where the model was told of none."""

    def __init__(self, exploration: Exploration, appearance: Appearance) -> None:
        super().__init__()
        self._exploration, self._appearance = exploration, appearance
        self._channel = exploration.channel("categories")
        self._wanted = True
        self._words = Text("", "muted")
        self.strip = SheetPlot(appearance, 10, token="fake", empty="drawing the same z in every class")
        self.strip.keep_captions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.strip, 1)
        self.hide()
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_moved)
        exploration.moved.connect(self._on_moved)
        self._channel.answered.connect(self._on_drawn)
        self.strip.chosen.connect(self._on_chosen)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def want(self, wanted: bool) -> None:
        """Be seen where there are classes, or give the room to what shows them all anyway."""
        self._wanted = wanted
        card = self._exploration.card
        self.setVisible(wanted and card is not None and card.categories > 0)

    @Slot()
    def _on_opened(self) -> None:
        card = self._exploration.card
        assert card is not None
        self.want(self._wanted)
        if card.categories:
            self.strip.set_grid(card.categories, 1)
            told = "class that G was told" if card.labelled else "category that G found by itself"
            self._words.setText(f"The same z in every {told}: click one")
            self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        card = self._exploration.card
        if card is not None and card.categories:
            self.strip.mark(self._exploration.category)
            self._channel.ask(Draw(self._exploration.each_category()))

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        card = self._exploration.card
        assert card is not None
        self.strip.show_pictures(drawn.pictures, [caption(card, index) for index in range(card.categories)])

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._exploration.move(category=index)

    @Slot()
    def _on_looks_changed(self) -> None:
        self.strip.setFixedHeight(self._appearance.px(76))


def caption(card: Card, index: int) -> str:
    """A class by its name; a code by its number and what the classifier mostly sees in it."""
    if card.labelled:
        return card.names[index] if index < len(card.names) else str(index)
    if index < len(card.code_classes) and card.names:
        return f"c{index}: {card.names[card.code_classes[index]]}"
    return f"c{index}"
