"""What charts of one view of a frame have in common: they are drawn only while they are seen."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import View
from ganplay.gui.charts.chart import Chart


class ViewChart(Chart):
    """Keeps the newest view in :attr:`shown`, which a subclass draws in :meth:`_draw`."""

    shown: View | None = None
    """The newest view; None before the first, and where a frame has none."""

    def show_view(self, view: View | None) -> None:
        """Draw a view, or the empty state; later where nobody looks now."""
        self.shown = view
        if self.isVisible():
            self._draw()

    def show_settings(self, settings: Settings) -> None:
        """Follow what is asked for, where the chart shows anything of it."""

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Draw :attr:`shown`, or say that there is nothing yet."""
        raise NotImplementedError
