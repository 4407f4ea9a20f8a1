"""The eigenvalues of each rule's step against the unit circle, and those near 1 enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QGraphicsPolygonItem, QHBoxLayout, QSizePolicy, QWidget

from ganplay.contract.data import Extent
from ganplay.gui.charts import export
from ganplay.gui.charts.arrays import polygon
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.labels import Label, Labels
from ganplay.gui.charts.numerals import MINUS, numeral, ticks
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.segments import EMPTY, Segments, joined
from ganplay.gui.games.rule_run import RuleRun
from ganplay.gui.games.words import Words
from ganplay.gui.theme import Appearance

Floats = NDArray[np.float64]

REACH = 1.35
"""How far from 0 the complex plane is shown at least."""
MOST = 4.0
"""How far at most; farther out an eigenvalue stands at the edge."""
EDGE = 0.96
"""Where the edge is, as a share of what is shown."""
NEAR = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""How far around 1 the close-up may show."""
ARC = 361
"""Points of the circle, or of the part of it that can be seen."""
TOUCH = 10.0
"""Pixels around an eigenvalue within which the pointer is on it."""
FAR = 1e6
"""No eigenvalue is drawn farther out."""
PIXELS_PER_NUMBER = 30
NO_POINTS = np.empty((0, 2))
HEADING = ("largest |λ|", "muted")
LONGEST = "0.999999 "
"""As wide as the heading and every figure."""


class EigenChart(Chart):
    """A part of the complex plane with the unit circle and the eigenvalues of one step of each rule."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent, aspect_locked=True, axes=False)
        self.canvas.centralWidget.setContentsMargins(1, 1, 1, 1)
        self._runs: tuple[RuleRun, ...] = ()
        self._centre, self._reach = 0.0, 1.0
        self.disc = QGraphicsPolygonItem()
        """What lies inside the circle, as far as it can be seen."""
        self.disc.setPen(Qt.PenStyle.NoPen)
        self.disc.setZValue(-1)
        self.middle = Segments(appearance, "line")
        """The real and the imaginary axis."""
        self.middle.set_lines(np.array([(-1e3, 0.0, 1e3, 0.0), (0.0, -1e3, 0.0, 1e3)]))
        self.circle = Segments(appearance, "text", 1.3, z=1)
        self.frame = Segments(appearance, "muted", z=2)
        """What another chart shows of this one."""
        self.numbers = Labels(appearance, z=2)
        """Along two sides, inside: outside they would take half of the little room there is."""
        self.values: list[Points] = []
        """For each rule one; empty where it has no eigenvalues."""
        for item in (self.disc, self.middle, self.circle, self.frame, self.numbers):
            self.view.addItem(item)
        for signal in (self.view.sigRangeChanged, self.view.sigResized, self.view.moved, self.view.followed):
            signal.connect(self._on_range_changed)
        self.restyle()

    def minimumSizeHint(self) -> QSize:
        """Small, but round."""
        return QSize(60, 60)

    def show_runs(self, runs: Sequence[RuleRun], centre: float, reach: float) -> None:
        """Show these rules' eigenvalues around a real number; around 0, those beyond reach at the edge."""
        self._runs = tuple(runs)
        self._centre, self._reach = centre, reach
        while len(self.values) < len(runs):
            self.values.append(Points(self.appearance, "text", 10, z=3))
            self.view.addItem(self.values[-1])
        self.show_range((centre - reach, centre + reach), (-reach, reach))
        self._draw()

    def set_frame(self, half: float) -> None:
        """Draw a square around 1, ``half`` to each side; none for 0."""
        left, right = 1 - half, 1 + half
        corners = [(left, -half), (right, -half), (right, half), (left, half), (left, -half)]
        self.frame.set_lines(joined(np.array(corners)) if half else EMPTY)

    def table(self) -> export.Table:
        """Real part, imaginary part and modulus of each eigenvalue."""
        table: dict[str, Any] = {}
        for run, values in eigenvalues(self._runs):
            table[f"{run.word}, real"] = values.real
            table[f"{run.word}, imaginary"] = values.imag
            table[f"{run.word}, modulus"] = np.abs(values)
        return table

    def readout_at(self, x: float, y: float) -> str:
        """The number under the pointer, or the eigenvalue next to it and whose it is."""
        unit, word = self.view.width() / np.ptp(self.visible_range[0]), ""
        found, near = complex(x, y), TOUCH / unit
        for run, values in eigenvalues(self._runs):
            away = np.abs(values - complex(x, y))
            nearest = int(away.argmin())
            if away[nearest] <= near:
                near, found, word = float(away[nearest]), complex(values[nearest]), f"{run.word}\n"
        digits = max(3 if word else 0, int(np.ceil(np.log10(unit))))
        return f"{word}{complex_numeral(found, digits)}\n|λ| {numeral(abs(found), digits + 2)}"

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        self.view.setBorder(self.appearance.pen("line"))
        self.disc.setBrush(self.appearance.brush("raised", 0.6))

    @Slot()
    def _on_range_changed(self) -> None:
        """Draw the circle and the numbers as far as they are seen."""
        (x_from, x_to), (y_from, y_to) = self.visible_range
        extent = x_from, x_to, y_from, y_to
        count = self.view.width() / self.appearance.px(PIXELS_PER_NUMBER)
        self.numbers.set_labels(numbers_along(extent, count))
        arc, inner = arc_within(extent)
        self.circle.set_lines(joined(arc))
        self.disc.setPolygon(polygon(np.concatenate((arc, inner[::-1]))))
        self._draw()

    def _draw(self) -> None:
        """Bring the points up to date with the runs, and the headline with the range."""
        words = f"around {self._centre:g}, ± {self._reach:.3g}" if self.follows else "zoomed (A: back)"
        self.set_headline((Figure(words, "muted"),))
        found = dict(eigenvalues(self._runs))
        far = EDGE * self._reach if self.follows and self._centre == 0 else FAR
        for index, item in enumerate(self.values):
            run = self._runs[index] if index < len(self._runs) else None
            if run not in found:
                item.set_points(NO_POINTS)
                continue
            item.token = run.token
            values = found[run]
            size = np.abs(values)
            seen = np.where(size <= far, values, values / np.maximum(size, far) * far)
            item.set_points(np.stack((seen.real, seen.imag), axis=1))
        self.refresh_readout()


class EigenPlot(QWidget):
    """Inside the circle a rule converges, outside it diverges; beside it the largest modulus in figures."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._runs: tuple[RuleRun, ...] = ()
        self.whole, self.close_up = EigenChart(appearance, self), EigenChart(appearance, self)
        self.radii = Words(appearance, self, points=10, upright=True, longest=LONGEST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for chart in (self.whole, self.close_up):
            self._row.addWidget(chart, 1)
        self._row.addWidget(self.radii)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("eigenvalues of the step on the complex plane")
        self.setToolTip("Eigenvalues of one step. Inside the unit circle it converges, outside it diverges.")

    def sizeHint(self) -> QSize:
        """Two squares and figures."""
        return QSize(312, 180)

    def minimumSizeHint(self) -> QSize:
        """Small, but round."""
        return QSize(180, 100)

    def show_runs(self, runs: Sequence[RuleRun]) -> None:
        """Show these rules' eigenvalues."""
        self._runs = tuple(runs)
        near = self.near
        self.whole.set_frame(near)
        self.whole.show_runs(runs, 0.0, self.reach)
        self.close_up.setVisible(near > 0)
        if near:
            self.close_up.show_runs(runs, 1.0, near)
        self.radii.set_words([HEADING, *((radius_word(run), run.token) for run in runs)])

    @property
    def near(self) -> float:
        """How far around 1 the largest eigenvalues lie that are close to it; 0 if none is."""
        away = [abs(values - 1.0) for _, values in eigenvalues(self._runs)]
        close = [float(distance[distance <= NEAR[-1]].max(initial=0.0)) for distance in away]
        if not any(close):
            return 0.0
        return next((reach for reach in NEAR if reach >= 1.1 * max(close)), NEAR[-1])

    @property
    def reach(self) -> float:
        """How far from 0 the complex plane is shown."""
        far = max((float(abs(values).max()) for _, values in eigenvalues(self._runs)), default=1.0)
        return min(max(REACH, 1.15 * far), MOST)


def eigenvalues(runs: Sequence[RuleRun]) -> list[tuple[RuleRun, NDArray[np.complex128]]]:
    """The runs of rules whose step has eigenvalues, with these."""
    return [
        (run, run.analysis.eigenvalues)
        for run in runs
        if run.analysis is not None and run.analysis.eigenvalues is not None
    ]


def arc_within(extent: Extent) -> tuple[Floats, Floats]:
    """Points (n, 2) of the part of the unit circle that an extent may show, and as many inside, not seen.

    Close by only a part is made: Qt would fill a disc of thousands of pixels to show a hundred of them.
    """
    middle = complex((extent[0] + extent[1]) / 2, (extent[2] + extent[3]) / 2)
    half = abs(complex(extent[1] - extent[0], extent[3] - extent[2])) / 2
    around, inside = np.linspace(-np.pi, np.pi, ARC), 0.0
    if half < 0.5 * abs(middle):
        # As seen from 0 it lies within asin(half / |middle|), below 1.1 half / |middle|, of its middle.
        reach = 1.1 * half / abs(middle)
        around, inside = np.angle(middle) + np.linspace(-reach, reach, ARC), min(1.0, abs(middle) - half)
    arc = np.stack((np.cos(around), np.sin(around)), axis=1)
    return arc, inside * arc


def numbers_along(extent: Extent, count: float) -> list[Label]:
    """About ``count`` round real numbers along the lower side of an extent, imaginary ones along the left."""
    x_from, x_to, y_from, y_to = extent
    real, names = ticks(x_from, x_to, max(2, round(count)))
    labels = [Label(at, y_from, name, (0.5, 1.0), 1) for at, name in zip(real.tolist(), names, strict=True)]
    imaginary, names = ticks(y_from, y_to, max(2, round(count)))
    for at, name in zip(imaginary.tolist(), names, strict=True):
        if at:
            number = name.removesuffix("1") if abs(at) == 1 else name
            labels.append(Label(x_from, at, f"{number}i", (0.0, 0.5), 1))
    return labels


def complex_numeral(value: complex, digits: int) -> str:
    """A complex number in as little room as may be."""
    sign = MINUS if value.imag < 0 else "+"
    return f"{numeral(value.real, digits)}{sign}{numeral(abs(value.imag), digits)}i"


def radius_word(run: RuleRun) -> str:
    """The largest modulus of a rule's eigenvalues."""
    radius = run.analysis.radius if run.analysis is not None else None
    if radius is None:
        return "none"
    return "1 exactly" if np.isclose(radius, 1.0, atol=1e-12) else f"{radius:.6g}"
