"""The monitors of a run on pictures."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtWidgets import QWidget

from ganplay.contract.conditions import Codes, Unconditional
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame
from ganplay.contract.views import AnswersView, WeightsView
from ganplay.gui.charts.answers import AnswersPlot
from ganplay.gui.charts.curves import Series
from ganplay.gui.charts.references import Reference
from ganplay.gui.charts.weights import WeightsPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.training.monitors import ChartEntry, CloserLook, Monitors, run_curves, signals


def _categories(settings: Settings) -> int:
    """How many values the categorical code has; 1 without one."""
    return settings.condition.categories if isinstance(settings.condition, Codes) else 1


def _entropy(settings: Settings) -> list[Reference]:
    """All that can be known of a uniform code."""
    count = _categories(settings)
    return [Reference(math.log(count), f"ln {count}", "critic")] if count > 1 else []


_plot = partial(run_curves, empty="measured now and then")

CODES = "Codes"
CLOSER_LOOKS = (
    CloserLook(
        "Quality",
        "How good the pictures are",
        (
            ChartEntry("frechet", partial(_plot, series=[Series("frechet", "text", 1)], log=True)),
            ChartEntry("class_score", partial(_plot, series=[Series("class_score", "fake", 2)])),
        ),
    ),
    CloserLook(
        CODES,
        "Whether pictures are what the label or the code asked for",
        (
            ChartEntry("agreement", partial(_plot, series=[Series("label_agreement", "fake", 3)])),
            ChartEntry(
                "information", partial(_plot, series=[Series("information", "critic", 2)]), lines=_entropy
            ),
        ),
    ),
    CloserLook(
        "D",
        "What D answers, and its weights",
        (
            ChartEntry("answers", AnswersPlot, AnswersView),
            ChartEntry("weights", WeightsPlot, WeightsView),
        ),
    ),
    signals("D's mean answers, and how much gradient reaches G", Series("d_grad", "critic", 3)),
)
"""The tabs, before events and note."""


class PictureMonitors(Monitors):
    """Classes covered, losses, and how good the pictures are among the closer looks."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__("Classes covered", CLOSER_LOOKS, appearance, parent)
        self.modes.set_empty("a bar for each class, once the first frame is there")

    def show_settings(self, settings: Settings) -> None:
        """Draw what theory says of this game; codes are of no interest where there are none."""
        super().show_settings(settings)
        self.tabs.set_enabled(CODES, not isinstance(settings.condition, Unconditional))
        self.charts["information"].setVisible(_categories(settings) > 1)

    def _explanation(self, frame: Frame | None) -> str:
        counted = "by the frozen classifier · dashed: in the data"
        return counted if frame is None else frame.notes.get("modes", counted)
