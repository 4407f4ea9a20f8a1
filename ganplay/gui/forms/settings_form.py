"""All knobs of a tree of settings as a column of cards, made from the settings' own declarations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.row import REBUILDS, Row
from ganplay.gui.forms.section_card import SectionCard
from ganplay.gui.forms.sections import Section
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class SettingsForm(QScrollArea):
    """A card for each section, and below them what a mark before a row's name means, if there is one.

    What differs from the baseline is marked and can be put back, one by one. All that a person does goes to
    :attr:`state`, and comes from there.
    """

    WIDTH = 292

    def __init__(
        self,
        state: FormState,
        sections: Sequence[Section],
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        above: Sequence[QWidget] = (),
        rebuilds: str = REBUILDS,
    ) -> None:
        """``above`` the cards are these; ``rebuilds`` says what knobs do that are not live."""
        super().__init__(parent)
        self.state, self._appearance = state, appearance
        state.setParent(self)
        self.sections = [SectionCard(section, state, appearance, rebuilds=rebuilds) for section in sections]
        self._mark = QLabel()
        self.legend = QWidget()
        self._legend = QHBoxLayout(self.legend)
        self._legend.addWidget(self._mark)
        self._legend.addWidget(Text(rebuilds, "small"))
        self._legend.addStretch(1)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (*above, *self.sections, self.legend):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        state.changed.connect(self._show_legend)
        appearance.changed.connect(self._on_appearance_changed)
        self._show_legend()
        self._on_appearance_changed()

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its path, from top to bottom."""
        return {path: row for card in self.sections for path, row in card.rows.items()}

    def sizeHint(self) -> QSize:
        """As narrow as a column beside the picture."""
        return QSize(self._appearance.px(self.WIDTH), self._appearance.px(560))

    @Slot()
    def _show_legend(self) -> None:
        entries = (entry for card in self.sections for entry in card.entries())
        self.legend.setVisible(not all(entry.field.live for entry in entries))

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self.setMinimumWidth(px(self.WIDTH))
        self._column.setSpacing(px(8))
        self._legend.setContentsMargins(px(4), 0, 0, px(4))
        self._legend.setSpacing(px(6))
        self._mark.setPixmap(icon("rebuild", self._appearance, "muted").pixmap(QSize(px(10), px(10))))
