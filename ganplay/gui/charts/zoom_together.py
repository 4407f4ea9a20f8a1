"""Charts over one axis: what is seen of x in one is seen in all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from ganplay.gui.charts.chart import Chart


class ZoomTogether(QObject):
    """Lets charts that stand below each other zoom, pan and come back together."""

    def __init__(self, charts: Sequence[Chart], parent: QObject) -> None:
        super().__init__(parent)
        self._charts = tuple(charts)
        for chart in self._charts:
            chart.view.moved.connect(self._on_moved)
            chart.view.followed.connect(self._on_followed)

    @Slot()
    def _on_moved(self) -> None:
        """Let all charts show the part of x that one was moved to."""
        moved = next(chart.view for chart in self._charts if chart.view is self.sender())
        for chart in self._charts:
            if chart.view is not moved:
                chart.view.moved_by_hand = True
                chart.view.setXRange(*moved.viewRange()[0], padding=0)

    @Slot()
    def _on_followed(self) -> None:
        """Let all charts follow again when one does."""
        for chart in self._charts:
            if not chart.follows:
                chart.view.follow()
