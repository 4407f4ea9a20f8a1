"""The paths of all z, and what is to be seen in them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.gui.inpaint.path_plot import PathPlot
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SENTENCE = (
    "A plane through latent space: what G draws at each place, the brighter the better it fits. A line is "
    "the way of one candidate, in the colour of its class; its dot is where it is: click it."
)


class PathTab(QWidget):
    """Shows what the session has found while it is visible."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session = session
        self.plot = PathPlot(appearance)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(Text(SENTENCE, "muted", wrap=True))
        body.addWidget(self.plot, 1)
        session.progressed.connect(self._on_progressed)
        self.plot.chosen.connect(session.focus)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._show()

    @Slot()
    def _on_progressed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self.plot.show_progress(self._session.progress, self._session.class_names)
