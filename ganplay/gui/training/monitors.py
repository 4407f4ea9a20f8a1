"""The column beside the picture: what the numbers of a run say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.events import Event
from ganplay.contract.metrics import GAN_COLUMNS, LOSSES, OUTPUTS
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Report, View
from ganplay.contract.views import SharesView
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.curves import CurvePlot, Series
from ganplay.gui.charts.modes import ModesPlot, headline
from ganplay.gui.charts.references import Reference
from ganplay.gui.charts.view_chart import ViewChart
from ganplay.gui.theme import Appearance
from ganplay.gui.training.knob_log import KnobLog
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.event_list import EventList
from ganplay.gui.widgets.live_text import LiveText
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.gui.widgets.text import Text

EVENTS, NOTE = "Events", "Note"


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One chart of a closer look."""

    name: str
    make: Callable[[Appearance], Chart]
    view: type[View] | None = None
    """What of a frame is given to its ``show_view``; None for curves, which follow what is recorded."""
    lines: Callable[[Settings], Sequence[Reference]] | None = None
    """What theory says of its curves; None draws the floors of their metrics."""


@dataclass(frozen=True, slots=True)
class CloserLook:
    """A tab below the losses: its title, its tip, and its charts above each other."""

    title: str
    tip: str
    charts: tuple[ChartEntry, ...]


class Monitors(QWidget):
    """Modes covered, losses, and one of several closer looks.

    The first of them is in front unless a scene says otherwise.
    """

    noticed = Signal(object)
    """The newest event."""

    def __init__(
        self,
        modes_title: str,
        closer_looks: Sequence[CloserLook],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._knobs = KnobLog()
        self.modes = ModesPlot(appearance)
        self.losses = CurvePlot(appearance, GAN_COLUMNS, series_of(LOSSES), title="Losses")
        self._entries = [entry for look in closer_looks for entry in look.charts]
        self.charts = {entry.name: entry.make(appearance) for entry in self._entries}
        """Those of the closer looks, by name."""
        self._curves = [self.losses, *(c for c in self.charts.values() if isinstance(c, CurvePlot))]
        self.events = EventList(appearance)
        self._note = Text("", wrap=True)
        self._headline = LiveText(headline(None), "number")
        self.tabs = SegmentedTabs(appearance)
        self._modes_card = Card(modes_title, appearance)
        self._losses_card = Card("", appearance)
        self._more_card = Card("", appearance)
        self._lay_out(closer_looks)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def begin(self) -> None:
        """Forget the run before."""
        for plot in self._curves:
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
        for entry in self._entries:
            chart = self.charts[entry.name]
            if isinstance(chart, ViewChart):
                chart.show_settings(settings)
            elif isinstance(chart, CurvePlot) and entry.lines is not None:
                chart.set_references(entry.lines(settings))

    def show_report(self, report: Report) -> None:
        """Follow the run."""
        if report.frame is not None:
            for plot in self._curves:
                plot.reach(report.frame.step)
        for log in report.logs:
            for plot in self._curves:
                plot.append(log)
            for event in log.events:
                self._add(event)
        if report.frame is not None:
            if report.settings is not None and self._knobs.follow(report.settings, report.frame.step):
                self._mark_knobs()
            self._show_frame(report.frame)

    def _show_frame(self, frame: Frame) -> None:
        shares = frame.get(SharesView)
        self.modes.show_shares(shares, frame.notes.get("modes", ""))
        for entry in self._entries:
            chart = self.charts[entry.name]
            if isinstance(chart, ViewChart) and entry.view is not None:
                chart.show_view(frame.get(entry.view))
            elif isinstance(chart, CurvePlot) and entry.lines is None:
                chart.show_floors(frame.floors, frame.bands)
        self._headline.setText(headline(shares))
        self._modes_card.set_number("", self._explanation(frame))

    def _explanation(self, frame: Frame | None) -> str:
        """What is counted, and what the dashed line is; None before the first frame."""
        raise NotImplementedError

    def _mark_knobs(self) -> None:
        """Mark in curves and events where knobs were turned."""
        for plot in self._curves:
            plot.mark(self._knobs.steps)
        if self._knobs.goes_on:
            self.events.drop_newest()
        self.events.add(self._knobs.event)

    def _add(self, event: Event) -> None:
        self._knobs.interrupt()
        self.events.add(event)
        self.noticed.emit(event)

    def _lay_out(self, closer_looks: Sequence[CloserLook]) -> None:
        for look in closer_looks:
            page = QWidget()
            above_each_other = QVBoxLayout(page)
            above_each_other.setContentsMargins(0, 0, 0, 0)
            for entry in look.charts:
                above_each_other.addWidget(self.charts[entry.name])
            self.tabs.add(look.title, page, look.tip)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        note = QScrollArea()
        note.setWidgetResizable(True)
        note.setWidget(self._note)
        self.tabs.add(EVENTS, self.events, "What was noticed in this run")
        self.tabs.add(NOTE, note, "What this scene shows")
        self._modes_card.add_beside_title(self._headline)
        self._modes_card.set_number("", self._explanation(None))
        self._modes_card.add(self.modes, 1)
        self._losses_card.add(self.losses, 1)
        self._more_card.add(self.tabs)
        self._more_card.add(self.tabs.stack, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._modes_card, 4)
        self._column.addWidget(self._losses_card, 13)
        self._column.addWidget(self._more_card, 13)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(10))


run_curves = partial(CurvePlot, columns=GAN_COLUMNS)
"""Makes a plot of curves of a run, given what else it needs."""


def series_of(group: str, digits: int = 2) -> list[Series]:
    """The curves of all metrics that say they are drawn in this chart."""
    return [Series(metric.key, metric.token, digits) for metric in GAN_COLUMNS.drawn_in(group)]


def signals(tip: str, slope: Series) -> CloserLook:
    """D's mean answers, and how much gradient reaches G beside one more slope."""
    return CloserLook(
        "Signals",
        tip,
        (
            ChartEntry("outputs", partial(run_curves, series=series_of(OUTPUTS)), lines=_undecided),
            ChartEntry(
                "gradient", partial(run_curves, series=[Series("g_grad", "pull", 3), slope], log=True)
            ),
        ),
    )


def _undecided(settings: Settings) -> list[Reference]:
    """The answer of a D that cannot tell."""
    loss = settings.loss
    return [] if loss.undecided is None else [Reference(loss.undecided, loss.undecided_word)]
