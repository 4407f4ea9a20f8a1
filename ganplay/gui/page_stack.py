"""The pages of the window, one of them in front, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ganplay.gui.app_context import AppContext
from ganplay.gui.page import Page
from ganplay.gui.page_table import PageEntry


class PageStack(QStackedWidget):
    """An empty widget stands for a page that has not been made: the window is there much sooner so."""

    made = Signal(object)
    """A page, which is there from now on."""

    def __init__(
        self, entries: Sequence[PageEntry], app_context: AppContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries, self._app_context = tuple(entries), app_context
        self._pages: dict[int, Page] = {}
        """Those that have been made, by their place."""
        for _ in entries:
            self.addWidget(QWidget())

    @property
    def current(self) -> Page | None:
        """The page in front; None while it has not been made."""
        return self._pages.get(self.currentIndex())

    def page_at(self, index: int) -> Page:
        """The page at a place, made if need be."""
        if index not in self._pages:
            page, empty = self._entries[index].make(self._app_context), self.widget(index)
            assert empty is not None
            self._pages[index] = page
            self.insertWidget(index, page)
            self.removeWidget(empty)
            empty.deleteLater()
            self.made.emit(page)
        return self._pages[index]
