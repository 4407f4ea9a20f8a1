"""The loss terms over the iterations, and in a word how the search goes."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.gui.inpaint.search_status import search_status
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.inpaint.terms_plot import TermsPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class CurvesTab(QWidget):
    """Shows what the session has found while it is visible."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session = session
        self.status = Text("", "number")
        self.meaning = Text("", "muted", wrap=True)
        self.plot = TermsPlot(appearance)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.status)
        body.addWidget(self.meaning)
        body.addWidget(self.plot, 1)
        session.progressed.connect(self._on_progressed)
        session.played.connect(self._on_progressed)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._show()

    @Slot()
    def _on_progressed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        status = search_status(self._session)
        self.status.setText(status.word)
        self.meaning.setText(status.meaning)
        self.plot.show_progress(self._session.progress)
