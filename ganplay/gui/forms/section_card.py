"""One card of the form, with the less used rows behind a fold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.row import REBUILDS, Row
from ganplay.gui.forms.sections import Entry, Section
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card


class SectionCard(Card):
    """The rows of one section; follows the state of the form."""

    def __init__(
        self,
        section: Section,
        state: FormState,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        rebuilds: str = REBUILDS,
    ) -> None:
        """``rebuilds`` says what those of its knobs do that do not act at the next step."""
        self._section, self.state, self._rebuilds = section, state, rebuilds
        self._rows: dict[str, Row] = {}
        self._whole = False
        """Whether the rows behind the fold are made: not before somebody unfolds them."""
        self._plain = QVBoxLayout()
        self._folded = QWidget()
        self._behind = QVBoxLayout(self._folded)
        self._behind.setContentsMargins(0, 0, 0, 0)
        self.fold = QToolButton()
        super().__init__(section.title, appearance, parent)
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._on_fold_toggled)
        self.fold.hide()
        self._folded.hide()
        self.add(self._plain)
        self.add(self.fold)
        self.add(self._folded)
        state.changed.connect(self._show_rows)
        self._show_rows()

    @property
    def rows(self) -> dict[str, Row]:
        """The rows by path, from top to bottom, those behind the fold too."""
        self._make_whole()
        return self._rows

    def entries(self) -> list[Entry]:
        """What the rows show, whether they are made or not."""
        return list(self.state.entries(self._section))

    def _make_whole(self) -> None:
        if not self._whole:
            self._whole = True
            self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        entries = self.entries()
        made = [entry for entry in entries if self._whole or not entry.advanced]
        self._have(made)
        for entry in made:
            self._rows[entry.path].show_entry(entry)
        advanced = [entry for entry in entries if entry.advanced]
        self.fold.setVisible(bool(advanced))
        self._folded.setVisible(bool(advanced) and self.fold.isChecked())
        self._write_fold(advanced)

    def _have(self, entries: Sequence[Entry]) -> None:
        """Have exactly these rows; those that are there already stay, with the focus if they have it."""
        kept = {
            entry.path: self._rows[entry.path]
            for entry in entries
            if entry.path in self._rows and self._rows[entry.path].field == entry.field
        }
        if list(kept) == list(self._rows) and len(kept) == len(entries):
            return
        for path, row in self._rows.items():
            if kept.get(path) is not row:
                row.hide()
                row.deleteLater()
        self._rows = {entry.path: kept.get(entry.path) or self._new_row(entry) for entry in entries}
        for entry in entries:
            if not entry.in_title:
                (self._behind if entry.advanced else self._plain).addWidget(self._rows[entry.path])
        self._chain_tabs()

    def _write_fold(self, advanced: Sequence[Entry]) -> None:
        """Say on the fold how many of the rows behind it differ from where they came from."""
        word = "less" if self.fold.isChecked() else "more"
        hidden = sum(entry.value != entry.origin for entry in advanced)
        self.fold.setText(f"{word} · {hidden} changed" if hidden else word)

    def _new_row(self, entry: Entry) -> Row:
        row = Row(entry, self.state, self._appearance, rebuilds=self._rebuilds)
        if entry.in_title:
            self.add_beside_title(row, 1)
        return row

    def _chain_tabs(self) -> None:
        """Let Tab follow the rows from top to bottom, though some are younger than those below."""
        plain = [row for row in self._rows.values() if not row.advanced]
        behind = [row for row in self._rows.values() if row.advanced]
        order = [*_tab_stops(plain), self.fold, *_tab_stops(behind)]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _draw_fold(self) -> None:
        name = "chevron_up" if self.fold.isChecked() else "chevron_down"
        self.fold.setIcon(icon(name, self._appearance, "muted"))

    @Slot(bool)
    def _on_fold_toggled(self, unfolded: bool) -> None:
        self._make_whole()
        self._folded.setVisible(unfolded)
        self._draw_fold()
        self._write_fold([entry for entry in self.entries() if entry.advanced])

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        px = self._appearance.px
        # Marks stand in the padding on the left, ways back in that on the right.
        self.body.setContentsMargins(px(2), px(8), px(2), px(8))
        self.body.setSpacing(px(2))
        self.header.setContentsMargins(px(Row.MARK), 0, 0, 0)
        self._plain.setSpacing(0)
        self._behind.setSpacing(0)
        self._draw_fold()


def _tab_stops(rows: Iterable[Row]) -> Iterator[QWidget]:
    for row in rows:
        for widget in row.findChildren(QWidget):
            # A combo box's list is its child too, but in a window of its own.
            stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if stops and widget.window() is row.window():
                yield widget
