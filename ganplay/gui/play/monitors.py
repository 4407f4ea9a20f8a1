"""The monitors of a run in the plane."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.snapshots import Frame
from ganplay.gui.charts.curves import CurvePlot, Series
from ganplay.gui.charts.references import Reference
from ganplay.gui.theme import Appearance
from ganplay.gui.training.monitors import SIGNALS, WEIGHTS, Monitors

DISTANCES = "Distances"


class PlaneMonitors(Monitors):
    """Modes covered, losses, and distances between the clouds among the closer looks."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__("Modes covered", Series("lipschitz", "critic", 1), appearance, parent)
        self.distances = self._curves(
            CurvePlot(
                appearance,
                GAN_COLUMNS,
                [Series("js", "text", 3), Series("sliced_w2", "accent", 3), Series("mmd2", "muted", 3)],
                log=True,
                empty="distances are measured now and then",
            )
        )
        self.tabs.add(
            DISTANCES, self.distances, "How far the generated points are from the data, and the floors"
        )
        self.tabs.add(SIGNALS, self._signals, "What D answers, and how much gradient reaches G")
        self.tabs.add(WEIGHTS, self.weights, "Histogram of D's parameters")
        self._add_last_tabs()

    def _explanation(self, frame: Frame | None) -> str:
        counted = "dashed: fair share"
        if frame is None:
            return counted
        quality = frame.numbers.get("high_quality", math.nan)
        if math.isfinite(quality):
            counted += f" · {quality:.0%} within 3σ (perfect: 99%)"
        return frame.notes.get("modes", counted)

    def _show_frame(self, frame: Frame) -> None:
        super()._show_frame(frame)
        floors = frame.floors
        self.distances.set_references(
            [
                Reference(floors[key], f"{GAN_COLUMNS[key].symbol} floor", token)
                for key, token in (("js", "text"), ("sliced_w2", "accent"))
                if key in floors
            ]
        )
