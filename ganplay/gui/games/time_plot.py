"""x and y over the steps, as on the slide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ganplay.games.game import Array, Game
from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Chart, Range
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.segments import EMPTY, Segments
from ganplay.gui.games.rule_run import RuleRun, farthest
from ganplay.gui.games.strokes import curve, lighten
from ganplay.gui.theme import Appearance

DASHED = 600
"""Steps above which dashes run into each other; the second number is then only thinner."""

COLUMNS = 600
"""Stretches of a curve that are drawn, one upright line each."""


MOST_TOLD = 4
"""Numbers that the readout has room for."""


class NumbersPlot(Chart):
    """Some of the players' numbers over the steps: the first drawn through, the second dashed."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, zoom_x_only=True)
        self._runs: Sequence[RuleRun] = ()
        self._names: tuple[str, ...] = ()
        self._columns: tuple[int, ...] = ()
        self._step, self._last = 0, 1
        self._y: Range = (-1.0, 1.0)
        self.curves: list[Segments] = []
        """For each run one for each number, in steps and values."""
        self.view.moved.connect(self._draw)
        self.view.followed.connect(self._draw)

    def minimumSizeHint(self) -> QSize:
        """Room for two ticks."""
        return QSize(180, 50)

    def show_runs(
        self, runs: Sequence[RuleRun], names: tuple[str, ...], columns: tuple[int, ...], last: int, y: Range
    ) -> None:
        """Show these columns of the paths of rules that are played, by their names, over this range."""
        self._runs, self._names, self._columns = runs, names, columns
        self._last, self._y = max(last, 1), y
        while len(self.curves) < len(runs) * len(columns):
            self.curves.append(Segments(self.appearance, "text"))
            self.view.addItem(self.curves[-1])
        self.show_range((0.0, float(self._last)), y)
        self._draw()

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        if step != self._step:
            self._step = step
            self._draw()

    def table(self) -> export.Table:
        """Each number of each rule at each step."""
        table: dict[str, ArrayLike] = {"step": np.arange(self._last + 1)}
        for run in self._runs:
            for name, column in zip(self._names, self._columns, strict=True):
                assert run.trajectory is not None
                table[f"{run.word}, {name}"] = run.trajectory.path[:, column]
        return table if self._runs else {}

    def readout_at(self, x: float, y: float) -> str:  # noqa: ARG002
        """The step under the pointer, and the numbers there if there are few."""
        step = min(max(0, round(x)), self._last)
        words = [f"step {step:,}"]
        if len(self._runs) * len(self._columns) <= MOST_TOLD:
            for run in self._runs:
                assert run.trajectory is not None
                path = run.trajectory.path
                words += [
                    f"{name} {numeral(float(path[step, column]) if step < len(path) else np.nan)}"
                    for name, column in zip(self._names, self._columns, strict=True)
                ]
        return "   ".join(words)

    def _draw(self) -> None:
        """Bring the items up to date with the runs and the step."""
        first, last = (round(end) for end in self.visible_range[0])
        items = iter(self.curves)
        for run in self._runs:
            assert run.trajectory is not None
            walked = run.trajectory.path[: self._step + 1]
            reach = (self._y[1] - self._y[0]) / 2
            # Who runs away is not drawn crossing the picture again and again.
            away = bool(run.trajectory.radius.max() > reach)
            for place, column in enumerate(self._columns):
                item = next(items)
                lines = values_over_steps(walked[:, column], first, last)
                if away:
                    left = np.flatnonzero(np.abs(lines[:, 3] - np.mean(self._y)) > reach)
                    lines = lines[: left[0] + 1 if len(left) else None]
                item.token = run.token
                item.dash = 5.0 if place == 1 and len(walked) < DASHED else 0.0
                item.set_lines(lines)
        for item in items:
            item.set_lines(EMPTY)
        places = max(1, len(self._columns))
        lighten(self.curves, [1.6 - 0.2 * (index % places) for index in range(len(self.curves))])
        self.refresh_readout()


class TimePlot(QWidget):
    """One rule: x drawn through and y dashed, over one another. Several: x above, y below."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.rows = (NumbersPlot(appearance), NumbersPlot(appearance))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for row in self.rows:
            layout.addWidget(row, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("x and y over the steps")

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 200)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks twice."""
        return QSize(180, 110)

    def show_runs(self, game: Game | None, runs: Sequence[RuleRun], last: int, title: str = "") -> None:
        """Show what the rules do over all steps, under the title of the picture that it belongs to."""
        played = [run for run in runs if run.trajectory is not None]
        upper, lower = self.rows
        if game is None or not played:
            lower.hide()
            upper.show_runs((), (), (), last, (-1.0, 1.0))
            upper.set_headline(())
            upper.set_message("no rule is switched on")
            return
        upper.set_message("")
        half = game.dims[0]
        reach = 1.1 * farthest(played)
        both = len(played) == 1 and half == 1
        groups = [(0, 1)] if both else [tuple(range(half)), tuple(range(half, 2 * half))]
        lower.setHidden(both)
        for row, name, columns in zip(self.rows, ("x", "y"), groups, strict=False):
            names = ("x", "y") if both else names_of(name, len(columns))
            middle = float(np.mean(game.equilibrium[list(columns)]))
            row.show_runs(played, names, columns, last, (middle - reach, middle + reach))
        words = "over the steps"
        if both:
            words = "x drawn through, y dashed"
        elif half > 1:
            words = "first entry drawn through, second dashed"
        name = "x(t), y(t)" if both else "x(t)"
        head = f"{name} · {title}" if title else name
        upper.set_headline((Figure(head, bold=True), Figure(words, "muted")))
        lower.set_headline((Figure("y(t)", bold=True),))

    def show_step(self, step: int) -> None:
        """Draw up to this step."""
        for row in self.rows:
            row.show_step(step)


def names_of(name: str, count: int) -> tuple[str, ...]:
    """The names of a player's numbers: x, or x1 and x2."""
    return (name,) if count == 1 else tuple(f"{name}{entry + 1}" for entry in range(count))


def values_over_steps(values: Array, first: int, last: int) -> Array:
    """Values over the steps from ``first`` to ``last`` as lines (n, 4) in steps and values."""
    first = max(0, first - 1)
    part = values[first : last + 2]
    if len(part) < 2:
        return EMPTY
    lines = curve(part, COLUMNS)
    lines[:, ::2] += first
    return lines
