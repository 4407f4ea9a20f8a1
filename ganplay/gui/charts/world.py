"""The picture that rules the page: the plane, its layers and the bar of its surface."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.commands import Look
from ganplay.contract.errors import unknown
from ganplay.contract.views import PlaneView, Surface
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.charts.brush import Brush
from ganplay.gui.charts.colour_bar import ColourBar
from ganplay.gui.charts.layers import BY_NAME, SURFACES, USUAL
from ganplay.gui.charts.plane_chart import PlaneChart
from ganplay.gui.charts.surface_colours import difference
from ganplay.gui.theme import Appearance

_GAP = 4
_MISSING = "{label}: not there yet; it comes with the next frame."


class WorldPlot(QWidget):
    """Real and generated points over what D says, with the layers that are switched on."""

    layers_changed = Signal()
    """Another set of layers is shown: legends and what frames hold (:meth:`look`) should follow."""
    points_drawn = Signal(object)
    """What the brush has made: a tuple of (x, y) pairs, never empty."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._layers = USUAL
        self._plane: PlaneView | None = None
        self._notes: Mapping[str, str] = {}
        self._chart = PlaneChart(appearance, self)
        self._bar = ColourBar(appearance, self)
        self._message = "press Play and watch the generated points find the real ones"
        self._chart.brush.points_drawn.connect(self.points_drawn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self._place)
        self._refresh()

    def sizeHint(self) -> QSize:
        """As large as the page has room for; 560 pixels to begin with."""
        return QSize(560 + _GAP + self._bar.sizeHint().width(), 560)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a projector."""
        return QSize(280 + _GAP + self._bar.sizeHint().width(), 280)

    @property
    def chart(self) -> PlaneChart:
        """The picture without its bar, for whoever wants to export it or to point at it."""
        return self._chart

    @property
    def bar(self) -> ColourBar:
        """The bar of the surface shown."""
        return self._bar

    @property
    def brush(self) -> Brush:
        """The brush of the drawing mode: radius, eraser, undo, clear and load."""
        return self._chart.brush

    @property
    def layers(self) -> frozenset[str]:
        """Names of the layers that are on."""
        return self._layers

    def show_plane(self, plane: PlaneView | None, notes: Mapping[str, str] | None = None) -> None:
        """Draw a moment of a run, or the empty state; ``notes`` say by layer why something is missing."""
        self._plane, self._notes = plane, notes or {}
        self._refresh()

    def set_message(self, message: str) -> None:
        """What the empty plane says, for instance while torch warms up."""
        self._message = message
        self._refresh()

    def set_layer(self, name: str, on: bool) -> None:
        """Switch a layer on or off; a surface takes the place of the one that was on.

        Raises:
            ValueError: there is no layer of this name; the nearest is named.
        """
        if name not in BY_NAME:
            raise ValueError(unknown("layer", name, BY_NAME))
        others = self._layers.difference(SURFACES if on and name in SURFACES else (name,))
        self.set_layers(others | {name} if on else others)

    def set_layers(self, names: frozenset[str]) -> None:
        """Show exactly these layers."""
        if names != self._layers:
            self._layers = names
            self._refresh()
            self.layers_changed.emit()

    def look(self) -> Look:
        """What frames must hold for the layers that are on: D* is finer than D has to be."""
        on = self._layers
        optimal = bool(on & {"optimal", "difference"})
        return Look(
            surface=bool(on & {"discriminator", "difference", "contour"}),
            optimal=optimal,
            pull="pull" in on,
            manifold="manifold" in on,
            resolution=128 if optimal else 64,
        )

    def set_drawing(self, on: bool, sigma: float = 0.0) -> None:
        """Make the plane a sheet to draw on; ``sigma`` is how far the data blur each point.

        The real points are then the drawn ones, at once; load the settings' points into :attr:`brush`.
        """
        self._chart.set_drawing(on, sigma)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the plane square and the bar at its side."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        gap, bar = self._appearance.px(_GAP), self._bar.sizeHint().width()
        chart = self._chart
        beside, below = round(chart.left.width()) + OVERHANG, round(chart.bottom.height()) + OVERHANG
        side = max(1, min(self.width() - gap - bar - beside, self.height() - below))
        left, top = (self.width() - side - gap - bar - beside) // 2, (self.height() - side - below) // 2
        chart.setGeometry(left, top, side + beside, side + below)
        self._bar.setGeometry(left + beside + side + gap, top + OVERHANG, bar, side)

    def _refresh(self) -> None:
        plane, chart = self._plane, self._chart
        name = next((name for name in SURFACES if name in self._layers), "")
        surface = _surface(plane, name)
        chart.show_plane(plane, self._layers)
        chart.set_message(self._message if plane is None and not chart.drawing else "")
        chart.set_notice(self._notice(name, surface))
        contour_of = surface if name else _surface(plane, "discriminator")
        symbol = BY_NAME[name].symbol if name else ""
        chart.show_surface(surface, contour_of if "contour" in self._layers else None, symbol)
        self._bar.show_surface(surface)

    def _notice(self, name: str, surface: Surface | None) -> str:
        """What is to be known of the layers that are on: the engine's note, or that one is not there yet."""
        plane = self._plane
        if plane is None:
            return ""
        there = {
            name: surface is not None,
            "pull": plane.pull is not None,
            "manifold": plane.manifold is not None,
        }
        for layer in there:
            if layer not in self._layers:
                continue
            # What keeps D* away keeps the difference away too.
            note = self._notes.get("optimal" if layer == "difference" else layer, "")
            if note or not there[layer]:
                return note or _MISSING.format(label=BY_NAME[layer].label)
        return ""


def _surface(plane: PlaneView | None, name: str) -> Surface | None:
    if plane is None:
        return None
    if name == "optimal":
        return plane.optimal
    if name == "difference" and plane.surface is not None and plane.optimal is not None:
        return difference(plane.surface, plane.optimal)
    return plane.surface if name == "discriminator" else None
