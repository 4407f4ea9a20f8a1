"""All knobs of an experiment as a column of cards, made from the settings' own declarations."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.kinds import Choices
from ganplay.contract.knobs import Field
from ganplay.contract.settings import Settings, get, put, rebuilds
from ganplay.gui.forms.row import REBUILDS, Row
from ganplay.gui.forms.section_card import SectionCard
from ganplay.gui.forms.sections import EVERYTHING, SECTIONS, entries_of, origin_of
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

THROTTLE_MS = 30
"""At most one edit is told in this time, however fast a slider is dragged; the last one always is."""


class SettingsForm(QScrollArea):
    """Shows settings and lets a person change them, with those of the choices that are offered here.

    What differs from the baseline is marked and can be put back, one by one.
    """

    edited = Signal(object, bool)
    """The new settings, and whether the change since the last telling needs new networks."""

    WIDTH = 262

    def __init__(
        self, appearance: Appearance, choices: Choices = EVERYTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance, self._choices = appearance, choices
        self._settings = self._told = self._baseline = _first(choices)
        self._left: dict[tuple[str, str], Any] = {}
        """What was set in choices that another one has replaced, by path and name."""
        self._timer = QTimer(self, singleShot=True, interval=THROTTLE_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._cards = [SectionCard(section.title, appearance) for section in SECTIONS]
        self._mark = QLabel()
        self._legend = QHBoxLayout()
        self._legend.addWidget(self._mark)
        self._legend.addWidget(Text(REBUILDS, "small"))
        self._legend.addStretch(1)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        for card in self._cards:
            card.edited.connect(self._on_row_edited)
            card.put_back.connect(self._on_row_put_back)
            self._column.addWidget(card)
        self._column.addLayout(self._legend)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._show()

    @property
    def settings(self) -> Settings:
        """What the form shows."""
        return self._settings

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its path, from top to bottom."""
        return {path: row for card in self._cards for path, row in card.rows.items()}

    def set_settings(self, settings: Settings) -> None:
        """Show other settings without saying so; an edit not yet told is dropped."""
        self._timer.stop()
        self._settings = self._told = settings
        self._show()

    def set_baseline(self, settings: Settings) -> None:
        """From now on mark what differs from these; choices begin at their defaults again."""
        self._left.clear()
        self._baseline = settings
        self._show()

    def sizeHint(self) -> QSize:
        """As narrow as a column beside the picture."""
        return QSize(self._appearance.px(self.WIDTH), self._appearance.px(560))

    def _show(self) -> None:
        for section, card in zip(SECTIONS, self._cards, strict=True):
            entries = list(entries_of(section, self._settings, self._choices))
            card.set_entries(entries)
            for entry in entries:
                card.rows[entry.path].show_value(entry.value, self._origin(entry.path, entry.field))
            card.count_changes()

    def _origin(self, path: str, field: Field) -> Any:
        return origin_of(self._baseline, self._settings, path, field)

    def _take(self, settings: Settings) -> None:
        self._settings = settings
        self._show()
        if not self._timer.isActive():
            self._tell()

    def _tell(self) -> None:
        before, self._told = self._told, self._settings
        if before != self._settings:
            self._timer.start()
            self.edited.emit(self._settings, bool(rebuilds(before, self._settings)))

    @Slot(str, object)
    def _on_row_edited(self, path: str, value: Any) -> None:
        field = self.rows[path].field
        if field.choices is not None:
            path = path.removesuffix(".name")
            left = get(self._settings, path)
            self._left[path, left.name] = left
            value = self._left.get((path, value)) or field.choices[value]()
        self._take(put(self._settings, path, value))

    @Slot(str)
    def _on_row_put_back(self, path: str) -> None:
        field = self.rows[path].field
        if field.choices is not None:
            path = path.removesuffix(".name")
            self._take(put(self._settings, path, get(self._baseline, path)))
        else:
            self._take(put(self._settings, path, self._origin(path, field)))

    @Slot()
    def _on_timeout(self) -> None:
        self._tell()

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self.setMinimumWidth(px(self.WIDTH))
        self._column.setSpacing(px(8))
        self._legend.setContentsMargins(px(4), 0, 0, px(4))
        self._legend.setSpacing(px(6))
        self._mark.setPixmap(icon("rebuild", self._appearance, "muted").pixmap(QSize(px(10), px(10))))


def _first(choices: Choices) -> Settings:
    """The default settings, as far as they are offered."""
    settings = Settings()
    for path, offered in choices.items():
        if not isinstance(get(settings, path), offered):
            settings = put(settings, path, offered[0]())
    return settings
