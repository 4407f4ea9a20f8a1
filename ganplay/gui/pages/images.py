"""One GAN on small pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.snapshots import Report
from ganplay.gui.kinds import PICTURES
from ganplay.gui.pages.plane_monitors import PlaneMonitors
from ganplay.gui.pages.run import RunPage
from ganplay.gui.pages.transport import FULL_SPEED
from ganplay.gui.studio import Studio
from ganplay.gui.widgets.text import Text


class ImagesPage(RunPage):
    """The grid of fixed noise in the middle, monitors beside it, all knobs, the transport below."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(PICTURES, PlaneMonitors(studio.appearance), FULL_SPEED, studio, parent)
        self.message = Text("", wrap=True)
        self.card.add(self.message, 1)
        self._open()

    def _show_message(self, message: str) -> None:
        self.message.setText(message)

    def _show_report(self, report: Report) -> None:
        if report.frame is not None:
            self.message.setText(f"step {report.frame.step}")
