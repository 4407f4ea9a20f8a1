"""What the window, and the parts of a page, ask of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ganplay.gui.activity import Activity
from ganplay.gui.notice import Notice


class Page(QWidget):
    """A page of the window, made when it is first opened.

    Keys are its own children (``QShortcut(keys, self, slot)``, on it or on a part of it): Qt obeys only
    those whose owner is seen, so the same key means something else on each page.
    """

    session_changed = Signal()
    """:attr:`session` is another one now, or none."""

    @property
    def session(self) -> Activity | None:
        """The run that the header shows and that may go on while this page is seen; None has none."""
        return None

    def say(self, notice: Notice) -> None:
        """Show a notice where this page shows them."""
        raise NotImplementedError


def page_of(widget: QWidget) -> Page | None:
    """The page that a widget is a part of."""
    part: QWidget | None = widget
    while part is not None and not isinstance(part, Page):
        part = part.parentWidget()
    return part
