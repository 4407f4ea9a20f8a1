"""How far from the equilibrium, on a logarithmic axis, with the closed form on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QSize

from ganplay.games.game import Array
from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.segments import Segments
from ganplay.gui.games.rule_run import RuleRun
from ganplay.gui.games.strokes import lighten
from ganplay.gui.games.time_plot import values_over_steps
from ganplay.gui.theme import Appearance

LEAST = 1e-14
"""Below this a radius is rounding."""


class RadiusPlot(Chart):
    """The radius at each step in the rule's colour, the closed form dashed, and the newest numbers."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, log_y=True, zoom_x_only=True)
        self._played: list[tuple[RuleRun, Array]] = []
        """Each rule that is played, and its radius at each step."""
        self._step, self._last = 0, 1
        self.curves: list[Segments] = []
        """One for each rule that is played: steps and exponents of ten of the radius."""
        self.closed_forms: list[Segments] = []
        """One for each rule that is played; without lines where it has no closed form."""
        self.view.moved.connect(self._draw)
        self.view.followed.connect(self._draw)
        self.setAccessibleName("radius over the steps, logarithmic")
        self.setToolTip("Distance from the equilibrium; dashed: what the closed form says")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 170)

    def show_runs(self, runs: Sequence[RuleRun], last: int) -> None:
        """Show what the rules do over all steps."""
        self._played = [(run, run.trajectory.radius) for run in runs if run.trajectory is not None]
        self._last = last
        while len(self.curves) < len(self._played):
            self.curves.append(Segments(self.appearance, "text", 2.2))
            self.closed_forms.append(Segments(self.appearance, "text", 1.2, dash=5, z=1))
            for item in (self.curves[-1], self.closed_forms[-1]):
                self.view.addItem(item)
        for curve_item, (run, _) in zip(self.curves, self._played, strict=False):
            curve_item.token = run.token
        self.set_message("" if self._played else "no rule is switched on")
        self.show_range((0.0, float(max(last, 1))), self.span)
        self._draw()

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        if step != self._step:
            self._step = step
            self._draw()

    @property
    def span(self) -> Range:
        """Exponents of ten that hold all steps of all runs."""
        low = min((float(radius.min()) for _, radius in self._played), default=1.0)
        high = max((float(radius.max()) for _, radius in self._played), default=1.0)
        first = math.floor(math.log10(max(low, LEAST)) + 1e-9)
        return float(first), float(max(math.ceil(math.log10(max(high, LEAST)) - 1e-9), first + 1))

    def table(self) -> export.Table:
        """The radius of each rule at each step, and its closed form."""
        table: dict[str, ArrayLike] = {"step": np.arange(self._last + 1)}
        for run, radius in self._played:
            table[run.word] = radius
            if run.closed is not None:
                table[f"{run.word}, closed form"] = run.closed
        return table if self._played else {}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The step under the pointer and each rule's radius there."""
        step = min(max(0, round(x)), self._last)
        return "   ".join([f"step {step:,}", *(self._radius(run, step) for run, _ in self._played)])

    def _draw(self) -> None:
        """Bring items and figures up to date with the runs and the step."""
        first, last = (round(end) for end in self.visible_range[0])
        for index, (line, form) in enumerate(zip(self.curves, self.closed_forms, strict=True)):
            run, radius = self._played[index] if index < len(self._played) else (None, np.empty(0))
            line.set_lines(exponents(radius[: self._step + 1], first, last))
            closed = run.closed if run is not None and run.closed is not None else np.empty(0)
            form.set_lines(exponents(closed, first, last))
        both = [*self.curves, *self.closed_forms]
        lighten(both, [2.2] * len(self.curves) + [1.2] * len(self.closed_forms))
        self.set_headline(self._headline())
        self.refresh_readout()

    def _headline(self) -> list[Figure]:
        figures = [Figure("Radius", bold=True)] if self._played else []
        figures += [Figure("", run.token, self._radius(run, self._step)) for run, _ in self._played]
        if any(run.closed is not None for run, _ in self._played):
            figures.append(Figure("dashed: closed form", "muted"))
        return figures

    @staticmethod
    def _radius(run: RuleRun, step: int) -> str:
        radius = run.radius_at(step)
        return "gone" if math.isinf(radius) else numeral(radius)


def exponents(radius: Array, first: int, last: int) -> Array:
    """Radii over the steps from ``first`` to ``last`` as lines (n, 4) in steps and exponents of ten."""
    return values_over_steps(np.log10(np.clip(radius, LEAST, 1e300)), first, last)
