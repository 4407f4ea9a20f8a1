"""What the window, and the parts of a page, ask of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.gui.activity import Activity
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance


class Page(QWidget):
    """A page of the window, made when it is first opened.

    Keys belong to its parts (:meth:`~ganplay.gui.actions.Action.attach`, ``listen``): Qt obeys only
    those whose owner is seen, so the same key means something else on each page.
    """

    session_changed = Signal()
    """:attr:`session` is another one now, or none."""

    @property
    def session(self) -> Activity | None:
        """The run that the header shows and that may go on while this page is seen; None has none."""
        return None

    def pause(self) -> None:
        """Pause what the page does beside :attr:`session`."""

    def say(self, notice: Notice) -> None:
        """Show a notice where this page shows them."""
        raise NotImplementedError

    def arrange(
        self, appearance: Appearance, columns: Sequence[tuple[QWidget, int]], transport: QWidget
    ) -> None:
        """Put columns beside one another, each with its stretch, above the transport."""
        self._columns = QHBoxLayout()
        for widget, stretch in columns:
            self._columns.addWidget(widget, stretch)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._columns, 1)
        self._rows.addWidget(transport)
        self._appearance = appearance
        appearance.changed.connect(self._on_appearance_changed)

    @Slot()
    def _on_appearance_changed(self) -> None:
        """Leave gaps at the appearance's scale."""
        gap = self._appearance.px(10)
        self._rows.setSpacing(gap)
        self._columns.setSpacing(gap)


def page_of(widget: QWidget) -> Page | None:
    """The page that a widget is a part of."""
    part: QWidget | None = widget
    while part is not None and not isinstance(part, Page):
        part = part.parentWidget()
    return part
