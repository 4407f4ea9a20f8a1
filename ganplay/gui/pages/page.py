"""What the window asks of a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ganplay.gui.activity import Activity


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
