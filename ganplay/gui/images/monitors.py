"""The monitors of a run on pictures."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.contract.conditions import Codes, Unconditional
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame
from ganplay.contract.views import AnswersView
from ganplay.gui.charts.answers import AnswersPlot
from ganplay.gui.charts.curves import CurvePlot, Series
from ganplay.gui.charts.references import Reference
from ganplay.gui.theme import Appearance
from ganplay.gui.training.monitors import SIGNALS, Monitors

QUALITY, CODES, ANSWERS = "Quality", "Codes", "D"

REFERENCES = {"frechet": "floor", "class_score": "real pictures", "class_kl": "floor"}
"""What a perfect generator's reading is called, by metric."""


class PictureMonitors(Monitors):
    """Classes covered, losses, and how good the pictures are among the closer looks."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__("Classes covered", Series("d_grad", "critic", 3), appearance, parent)
        self.modes.set_empty("a bar for each class, once the first frame is there")
        empty = "measured now and then"
        self.frechet = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("frechet", "text", 1)], log=True, empty=empty)
        )
        self.score = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("class_score", "fake", 2)], empty=empty)
        )
        self.agreement = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("label_agreement", "fake", 3)], empty=empty)
        )
        self.information = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("information", "critic", 2)], empty=empty)
        )
        self.answers = AnswersPlot(appearance)
        self.tabs.add(QUALITY, _above_each_other(self.frechet, self.score), "How good the pictures are")
        self.tabs.add(
            CODES,
            _above_each_other(self.agreement, self.information),
            "Whether pictures are what the label or the code asked for",
        )
        self.tabs.add(
            ANSWERS, _above_each_other(self.answers, self.weights), "What D answers, and its weights"
        )
        self.tabs.add(SIGNALS, self._signals, "D's mean answers, and how much gradient reaches G")
        self._add_last_tabs()

    def show_settings(self, settings: Settings) -> None:
        """Draw what theory says of this game."""
        super().show_settings(settings)
        loss, condition = settings.loss, settings.condition
        self.answers.set_undecided(loss.undecided)
        self.tabs.set_enabled(CODES, not isinstance(condition, Unconditional))
        categories = condition.categories if isinstance(condition, Codes) else 1
        self.information.set_references([_entropy(categories)] if categories > 1 else [])
        self.information.setVisible(categories > 1)

    def _explanation(self, frame: Frame | None) -> str:
        counted = "by the frozen classifier · dashed: in the data"
        return counted if frame is None else frame.notes.get("modes", counted)

    def _show_frame(self, frame: Frame) -> None:
        super()._show_frame(frame)
        self.answers.show_answers(frame.get(AnswersView))
        for plot, key, token in ((self.frechet, "frechet", "text"), (self.score, "class_score", "fake")):
            floor = frame.floors.get(key)
            plot.set_references([] if floor is None else [Reference(floor, REFERENCES[key], token)])


def _entropy(categories: int) -> Reference:
    """All that can be known of a uniform code."""
    return Reference(math.log(categories), f"ln {categories}", "critic")


def _above_each_other(*plots: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for plot in plots:
        column.addWidget(plot)
    return page
