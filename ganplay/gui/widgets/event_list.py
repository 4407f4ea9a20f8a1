"""Everything that was noticed in a run, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.events import Event
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class EventList(QScrollArea):
    """Step, sentence and remedy of each event; says so when there is none."""

    EMPTY = "Nothing has been noticed yet."

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._empty = Text(self.EMPTY, "muted", wrap=True)
        self._rows.addWidget(self._empty)
        self._rows.addStretch(1)
        self._events: list[Event] = []
        self.setWidget(self._page)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def events(self) -> tuple[Event, ...]:
        """What is listed, newest first."""
        return tuple(self._events)

    def add(self, event: Event) -> None:
        """Put an event on top."""
        self._empty.hide()
        self._events.insert(0, event)
        self._rows.insertWidget(0, self._row(event))

    def drop_newest(self) -> None:
        """Take the event on top off the list."""
        del self._events[0]
        self._remove(0)

    def clear(self) -> None:
        """Forget all."""
        self._events.clear()
        for index in reversed(range(self._rows.count())):
            self._remove(index)
        self._empty.show()

    def _remove(self, index: int) -> None:
        item = self._rows.itemAt(index)
        row = item.widget() if item is not None else None
        if row is not None and row is not self._empty:
            self._rows.takeAt(index)
            row.hide()
            row.deleteLater()

    def _row(self, event: Event) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._appearance.px(8))
        step = Text(f"{event.step:,}", "muted")
        step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        step.setMinimumWidth(step.fontMetrics().horizontalAdvance("888,888"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(event.sentence, wrap=True))
        if event.remedy:
            words.addWidget(Text(event.remedy, "small", wrap=True))
        layout.addWidget(step)
        layout.addLayout(words, 1)
        return row

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._rows.setSpacing(self._appearance.px(8))
