"""The column beside the picture: what the numbers of a run say."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.events import Event
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Report
from ganplay.contract.views import SharesView, WeightsView
from ganplay.gui.charts.curves import CurvePlot, Series
from ganplay.gui.charts.modes import ModesPlot, headline
from ganplay.gui.charts.references import Reference
from ganplay.gui.charts.weights import WeightsPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.training.knob_log import KnobLog
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.event_list import EventList
from ganplay.gui.widgets.live_text import LiveText
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.gui.widgets.text import Text

SIGNALS, WEIGHTS, EVENTS, NOTE = "Signals", "Weights", "Events", "Note"


class Monitors(QWidget):
    """Modes covered, losses, and one of several closer looks, which subclasses choose.

    The first of them is in front unless a scene says otherwise.
    """

    noticed = Signal(object)
    """The newest event."""

    def __init__(
        self, modes_title: str, slope: Series, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """``slope`` is what is drawn beside the gradient that reaches G."""
        super().__init__(parent)
        self._appearance = appearance
        self.curves: list[CurvePlot] = []
        self._knobs = KnobLog()
        self.modes = ModesPlot(appearance)
        self.losses = self._curves(
            CurvePlot(
                appearance,
                GAN_COLUMNS,
                [Series("d_loss", "critic"), Series("g_loss", "fake")],
                title="Losses",
            )
        )
        self.outputs = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("d_real", "real"), Series("d_fake", "fake")])
        )
        self.gradient = self._curves(
            CurvePlot(appearance, GAN_COLUMNS, [Series("g_grad", "pull", 3), slope], log=True)
        )
        self.weights = WeightsPlot(appearance)
        self.events = EventList(appearance)
        self._note = Text("", wrap=True)
        self._headline = LiveText(headline(None), "number")
        self.tabs = SegmentedTabs(appearance)
        self._signals = QWidget()
        self._modes_card = Card(modes_title, appearance)
        self._losses_card = Card("", appearance)
        self._more_card = Card("", appearance)
        self._lay_out()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def begin(self) -> None:
        """Forget the run before."""
        for plot in self.curves:
            plot.clear()
        self.events.clear()
        self._knobs = KnobLog()

    def show_scene(self, scene: Scene) -> None:
        """Put the scene's note at hand, and open the monitor that it is about."""
        self._note.setText(scene.note or "An experiment of your own.")
        self.tabs.current = scene.monitor.capitalize() if scene.monitor else self.tabs.words[0]

    def show_settings(self, settings: Settings) -> None:
        """Draw what theory says of this game."""
        best, lines = settings.loss.equilibrium, []
        if best is not None:
            lines.append(Reference(best.d, best.d_formula, "critic"))
        if best is not None and best.g is not None:
            lines.append(Reference(best.g, best.g_formula, "fake"))
        self.losses.set_references(lines)
        undecided = settings.loss.undecided
        self.outputs.set_references(
            [] if undecided is None else [Reference(undecided, settings.loss.undecided_word)]
        )
        self.weights.set_bound(settings.penalty.weight_bound)

    def show_report(self, report: Report) -> None:
        """Follow the run."""
        for log in report.logs:
            for plot in self.curves:
                plot.append(log)
            for event in log.events:
                self._add(event)
        if report.frame is not None:
            if report.settings is not None and self._knobs.follow(report.settings, report.frame.step):
                self._mark_knobs()
            self._show_frame(report.frame)

    def _curves(self, plot: CurvePlot) -> CurvePlot:
        """Let a plot follow the run."""
        self.curves.append(plot)
        return plot

    def _show_frame(self, frame: Frame) -> None:
        shares = frame.get(SharesView)
        self.modes.show_shares(shares, frame.notes.get("modes", ""))
        self.weights.show_weights(frame.get(WeightsView))
        self._headline.setText(headline(shares))
        self._modes_card.set_number("", self._explanation(frame))

    def _explanation(self, frame: Frame | None) -> str:
        """What is counted, and what the dashed line is; None before the first frame."""
        raise NotImplementedError

    def _mark_knobs(self) -> None:
        """Mark in curves and events where knobs were turned."""
        for plot in self.curves:
            plot.mark(self._knobs.steps)
        if self._knobs.goes_on:
            self.events.drop_newest()
        self.events.add(self._knobs.event)

    def _add(self, event: Event) -> None:
        self._knobs.interrupt()
        self.events.add(event)
        self.noticed.emit(event)

    def _lay_out(self) -> None:
        both = QVBoxLayout(self._signals)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.outputs)
        both.addWidget(self.gradient)
        self._modes_card.add_beside_title(self._headline)
        self._modes_card.set_number("", self._explanation(None))
        self._modes_card.add(self.modes, 1)
        self._losses_card.add(self.losses, 1)
        self._more_card.add(self.tabs)
        self._more_card.add(self.tabs.stack, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._modes_card, 6)
        self._column.addWidget(self._losses_card, 9)
        self._column.addWidget(self._more_card, 14)

    def _add_last_tabs(self) -> None:
        """What every run has at the end of the row."""
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        note = QScrollArea()
        note.setWidgetResizable(True)
        note.setWidget(self._note)
        self.tabs.add(EVENTS, self.events, "What was noticed in this run")
        self.tabs.add(NOTE, note, "What this scene shows")

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(10))
