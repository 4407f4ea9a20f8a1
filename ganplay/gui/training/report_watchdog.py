"""Notices when a run takes so long that a person should be told why nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ganplay.contract.snapshots import Phase, Report
from ganplay.runtime.timers import single_shot

PATIENCE_MS = 3000
"""A run that has said nothing for so long is at a step of its own size, and a person should know."""


class ReportWatchdog(QObject):
    """Waits for the next report, if one must come: while torch warms up, the page says so already."""

    timed_out = Signal()
    """No report has come for :data:`PATIENCE_MS`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._silence = single_shot(PATIENCE_MS, self)
        self._silence.timeout.connect(self.timed_out)

    def note(self, report: Report, posted: int) -> None:
        """A report has come; ``posted`` is the number of the newest command."""
        answers = report.obeyed >= posted or report.phase is Phase.WARMING
        if report.phase is Phase.RUNNING or not answers:
            self._silence.start()
        else:
            self._silence.stop()

    def stop(self) -> None:
        """Wait no longer."""
        self._silence.stop()
