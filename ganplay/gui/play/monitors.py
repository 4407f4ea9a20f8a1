"""The monitors of a run in the plane."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtWidgets import QWidget

from ganplay.contract.metrics import DISTANCES
from ganplay.contract.snapshots import Frame
from ganplay.contract.views import WeightsView
from ganplay.gui.charts.curves import Series
from ganplay.gui.charts.weights import WeightsPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.training.monitors import ChartEntry, CloserLook, Monitors, run_curves, series_of, signals

CLOSER_LOOKS = (
    CloserLook(
        "Distances",
        "How far the generated points are from the data. Nine of ten perfect generators would read a "
        "value in the band of the same colour.",
        (
            ChartEntry(
                "distances",
                partial(
                    run_curves,
                    series=series_of(DISTANCES, 3),
                    log=True,
                    empty="distances are measured now and then",
                ),
            ),
        ),
    ),
    signals("What D answers, and how much gradient reaches G", Series("lipschitz", "critic", 1)),
    CloserLook("Weights", "Histogram of D's parameters", (ChartEntry("weights", WeightsPlot, WeightsView),)),
)
"""The tabs, before events and note."""

MODES, REGIONS = "Modes covered", "Regions reached"
"""What the bars count: modes, or regions of data that have none."""


class PlaneMonitors(Monitors):
    """Modes covered, losses, and distances between the clouds among the closer looks."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(MODES, CLOSER_LOOKS, appearance, parent)

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
        self._modes_card.set_title(REGIONS if "modes" in frame.notes else MODES)
