"""What D says of real and of generated samples, as two histograms."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.settings import Settings
from ganplay.contract.views import AnswersView
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.histogram import HistogramPlot, reference_at
from ganplay.gui.theme import Appearance

EMPTY = "what D says of both kinds, once it has been asked"


class AnswersPlot(HistogramPlot):
    """D's answers: green to real samples, purple to generated ones; alike at the equilibrium."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, ("real", "fake"), parent)
        self.setAccessibleName("histograms of what D says of real and of generated pictures")
        self.setToolTip(
            "What D says of real (green) and of generated pictures (purple). Far apart, D wins; one upon "
            "the other, it can no longer tell them."
        )
        self.set_headline((Figure("% by", "muted"), Figure("D(x)", "real"), Figure("D(G(z))", "fake")))
        self.clear(EMPTY)

    def set_undecided(self, value: float | None) -> None:
        """Mark the answer of a D that cannot tell; None where the loss leaves it free."""
        self.references.set_references([] if value is None else [reference_at(value, "undecided")])

    def show_settings(self, settings: Settings) -> None:
        """Mark what a D answers that cannot tell."""
        self.set_undecided(settings.loss.undecided)

    def _draw(self) -> None:
        answers = self.shown
        if not isinstance(answers, AnswersView):
            self.clear(EMPTY)
            return
        edges = answers.real.edges
        self.show_histograms((answers.real, answers.fake), (float(edges[0]), float(edges[-1])))
