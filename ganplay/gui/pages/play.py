"""One GAN on a distribution in the plane."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.data import Drawn
from ganplay.contract.events import Event
from ganplay.contract.knobs import Points
from ganplay.contract.objectives import Hinge, Loss, Wasserstein
from ganplay.contract.settings import Settings, put
from ganplay.contract.snapshots import Phase, Report
from ganplay.gui.forms.settings_form import SettingsForm
from ganplay.gui.notice import Notice
from ganplay.gui.pages.drawing import DrawingTools
from ganplay.gui.pages.foot import Foot
from ganplay.gui.pages.monitors import NOTE, Monitors
from ganplay.gui.pages.transport import Transport
from ganplay.gui.plots.layers import LAYERS, USUAL, Layer
from ganplay.gui.plots.world import WorldPlot
from ganplay.gui.session import Session
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.legend_toggle import LegendToggle

MESSAGES = {
    Phase.WARMING: "warming up torch (the first start takes a few seconds)",
    Phase.FAILED: "this run cannot go on; change a setting or press Reset",
}

REFUSED = "The run goes on with its earlier settings: the newest ones cannot be used."


class PlayPage(QWidget):
    """The plane in the middle, monitors beside it, all knobs at the right, the transport below."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._drawn: Points | None = None
        """The points on the sheet."""
        self._sheet: Points | None = None
        """What a person drew last; kept while other data are looked at."""
        self._card = Card("", appearance)
        self.world = WorldPlot(appearance)
        self.legend = {layer.name: self._toggle(layer) for layer in LAYERS}
        self.tools = DrawingTools(self.world.brush, appearance)
        self.foot = Foot(self._card, appearance)
        self.monitors = Monitors(appearance)
        self.form = SettingsForm(appearance)
        self.transport = Transport(session, appearance)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        session.opened.connect(self._on_opened)
        session.began.connect(self._on_began)
        session.reported.connect(self._on_reported)
        session.settings_changed.connect(self._on_settings_changed)
        session.said.connect(self.foot.say)
        self.foot.remedy_wanted.connect(session.take)
        self.foot.note_wanted.connect(self._on_note_wanted)
        self.monitors.noticed.connect(self._on_noticed)
        self.form.edited.connect(self._on_edited)
        self.world.layers_changed.connect(self._on_layers_changed)
        self.world.points_drawn.connect(self._on_points_drawn)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._on_opened()
        self.world.set_message(MESSAGES[Phase.WARMING])

    @Slot()
    def _on_opened(self) -> None:
        """Show the session's scene as it was written."""
        scene = self._session.scene
        self.form.set_baseline(scene.settings)
        self.world.set_layers(frozenset(scene.layers) or USUAL)
        self.monitors.show_scene(scene)
        self.foot.hush()
        self._on_settings_changed()
        self._on_layers_changed()

    def _toggle(self, layer: Layer) -> LegendToggle:
        toggle = LegendToggle(layer.label, layer.mark, layer.token, self._appearance)
        toggle.setObjectName(layer.name)
        toggle.setToolTip(layer.help)
        toggle.toggled.connect(self._on_legend_toggled)
        return toggle

    def _lay_out(self) -> None:
        card = self._card
        self._legend_row = QHBoxLayout()
        for toggle in self.legend.values():
            self._legend_row.addWidget(toggle)
        self._legend_row.addStretch(1)
        card.add(self._legend_row)
        card.add(self.tools)
        card.add(self.world, 1)
        card.add(self.foot)
        self._columns = QHBoxLayout()
        self._columns.addWidget(card, 10)
        self._columns.addWidget(self.monitors, 6)
        self._columns.addWidget(self.form)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._columns, 1)
        self._rows.addWidget(self.transport)

    @Slot()
    def _on_began(self) -> None:
        self.monitors.begin()
        self.foot.hush()

    @Slot(object)
    def _on_reported(self, report: Report) -> None:
        if report.phase in MESSAGES:
            self.world.set_message(MESSAGES[report.phase])
            self.world.show_frame(None)
        elif report.frame is not None:
            self.world.show_frame(report.frame)
        self._show_watch()
        self.monitors.show_report(report)
        self.transport.show_report(report)

    @Slot()
    def _on_settings_changed(self) -> None:
        settings = self._session.settings
        if self.form.settings != settings:
            self.form.set_settings(settings)
        self.monitors.show_settings(settings)
        self.legend["contour"].setText(_contour_word(settings.loss))
        self._show_watch()
        drawn = settings.data if isinstance(settings.data, Drawn) else None
        self.tools.setVisible(drawn is not None)
        self.tools.setEnabled(drawn is not None)
        self.world.set_drawing(drawn is not None, drawn.sigma if drawn is not None else 0.0)
        if drawn is not None and drawn.points != self._drawn:
            self._drawn = drawn.points
            self.world.brush.load(drawn.points)

    @Slot(object, bool)
    def _on_edited(self, settings: Settings, _rebuilds: bool) -> None:
        drew = isinstance(self._session.settings.data, Drawn)
        if isinstance(settings.data, Drawn) and not drew and self._sheet is not None:
            settings = put(settings, "data.points", self._sheet)
        self._session.edit(settings)

    @Slot(object)
    def _on_points_drawn(self, points: Points) -> None:
        if isinstance(self._session.settings.data, Drawn):
            self._drawn = self._sheet = points
            self._session.edit(put(self._session.settings, "data.points", points))

    @Slot(bool)
    def _on_legend_toggled(self, on: bool) -> None:
        self.world.set_layer(self.sender().objectName(), on)

    @Slot()
    def _on_layers_changed(self) -> None:
        for name, toggle in self.legend.items():
            toggle.blockSignals(True)
            toggle.setChecked(name in self.world.layers)
            toggle.blockSignals(False)
        self._session.watch(self.world.look())

    @Slot(object)
    def _on_noticed(self, event: Event) -> None:
        notice = Notice.of_event(event, self._session.settings)
        if self.foot.warns and len(self.monitors.events.events) > 1:
            # Whoever has not read the one before can still find it.
            notice = dataclasses.replace(notice, sentence=f"{notice.sentence} Earlier: see Events.")
        self.foot.say(notice)

    @Slot()
    def _on_note_wanted(self) -> None:
        self.monitors.tabs.current = NOTE

    def _show_watch(self) -> None:
        in_force = self._session.in_force
        self.foot.show_watch(self._session.scene.watch if in_force else REFUSED, warn=not in_force)

    @Slot()
    def _on_appearance_changed(self) -> None:
        gap = self._appearance.px(10)
        self._rows.setSpacing(gap)
        self._columns.setSpacing(gap)
        self._legend_row.setSpacing(self._appearance.px(2))


def _contour_word(loss: Loss) -> str:
    """What the neutral line is for this loss: a critic's middle is no probability."""
    return "mid D" if isinstance(loss, Wasserstein) else "D = 0" if isinstance(loss, Hinge) else "D = ½"
