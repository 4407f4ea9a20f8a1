"""One GAN on a distribution in the plane."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ganplay.contract.data import Drawn
from ganplay.contract.kinds import PLANE
from ganplay.contract.knobs import Points
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings, put
from ganplay.contract.snapshots import Report
from ganplay.contract.views import PlaneView
from ganplay.gui.app_context import AppContext
from ganplay.gui.charts.layers import LAYERS, USUAL, Layer
from ganplay.gui.charts.world import WorldPlot
from ganplay.gui.play.drawing_tools import DrawingTools
from ganplay.gui.play.monitors import PlaneMonitors
from ganplay.gui.training.page import MESSAGES, TrainingPage
from ganplay.gui.training.transport import FIRST_PACE
from ganplay.gui.widgets.flow_layout import FlowLayout
from ganplay.gui.widgets.legend_toggle import LegendToggle


class PlayPage(TrainingPage):
    """The plane in the middle, monitors beside it, all knobs at the right, the transport below."""

    def __init__(self, app_context: AppContext, parent: QWidget | None = None) -> None:
        appearance = app_context.appearance
        super().__init__(PLANE, PlaneMonitors(appearance), FIRST_PACE, app_context, parent)
        self._drawn: Points | None = None
        """The points on the sheet."""
        self._sheet: Points | None = None
        """What a person drew last; whoever chooses to draw in another scene finds it again."""
        self._undecided_word = ""
        """Where D is undecided under the loss of the settings, in words."""
        self.world = WorldPlot(appearance)
        self.legend = {layer.name: self._toggle(layer) for layer in LAYERS}
        self.tools = DrawingTools(self.world.brush, appearance)
        legend = QWidget()
        FlowLayout(legend).arrange(list(self.legend.values()))
        self.card.add(legend)
        self.card.add(self.tools)
        self.card.add(self.world, 1)
        self.world.layers_changed.connect(self._on_layers_changed)
        self.world.points_drawn.connect(self._on_points_drawn)
        self._open()

    def _toggle(self, layer: Layer) -> LegendToggle:
        toggle = LegendToggle(layer.label, layer.mark, layer.token, self._appearance)
        toggle.setObjectName(layer.name)
        toggle.setToolTip(layer.help)
        toggle.toggled.connect(self._on_legend_toggled)
        return toggle

    def _show_scene(self, scene: Scene) -> None:
        if self._sheet is not None:
            self.form.state.remember("data", Drawn(self._sheet))
        self.world.set_layers(frozenset(scene.layers) or USUAL)
        self._on_layers_changed()

    def _show_message(self, message: str) -> None:
        self.world.set_message(message)
        self.world.show_plane(None)

    def _show_report(self, report: Report) -> None:
        if report.frame is not None and report.phase not in MESSAGES:
            self.world.show_plane(report.frame.get(PlaneView), report.frame.notes)

    def _show_settings(self, settings: Settings) -> None:
        self._undecided_word = settings.loss.undecided_word
        self._name_contour()
        drawn = settings.data if isinstance(settings.data, Drawn) else None
        self.tools.setVisible(drawn is not None)
        self.tools.setEnabled(drawn is not None)
        self.world.set_drawing(drawn is not None, drawn.sigma if drawn is not None else 0.0)
        if drawn is not None and drawn.points != self._drawn:
            self._drawn = drawn.points
            self.world.brush.load(drawn.points)

    def _name_contour(self) -> None:
        """Say where the neutral line is of the surface that is shown."""
        word, on = self._undecided_word, self.world.layers
        if "optimal" in on:
            word = word.replace("D", "D*")
        self.legend["contour"].setText("D = D*" if "difference" in on else word)

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
        self._name_contour()
        self._session.watch(self.world.look())
