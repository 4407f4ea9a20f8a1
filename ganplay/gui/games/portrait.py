"""The phase portrait of a game: where its field leads, what the players' value is, where the rules go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ganplay.contract.data import Extent
from ganplay.games.game import Game
from ganplay.gui.charts import export
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.labels import Label, Labels
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.segments import EMPTY, Segments, joined
from ganplay.gui.games.field import Floats, contours, flow, plane_of, values_at
from ganplay.gui.games.rule_run import RuleRun, farthest
from ganplay.gui.games.strokes import lighten, path
from ganplay.gui.theme import Appearance

FIELD, VALUE = "field", "value"

MARGIN = 1.12
"""Room around the farthest place."""
ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
NEAR = 8.0
"""Pixels around a trajectory within which the pointer is on it."""
NO_POINTS = np.empty((0, 2))


class Portrait(Chart):
    """One pair of numbers, x to the right and y upwards, up to the step that is looked at.

    Field and contours are those of the visible range; what depends on a pixel is made anew with it.
    """

    LINE = 2.0
    DOT = 5
    """Width of a trajectory and radius of its head; a small picture has finer ones."""

    def __init__(
        self, appearance: Appearance, pair: int = 0, parent: QWidget | None = None, *, axes: bool = True
    ) -> None:
        super().__init__(appearance, parent, aspect_locked=True, axes=axes, rules=False)
        # Room for the outermost halves of the numbers, or for the border.
        margins = (0, OVERHANG, OVERHANG, 0) if axes else (1, 1, 1, 1)
        self.canvas.centralWidget.setContentsMargins(*margins)
        self.pair = pair
        self._game: Game | None = None
        self._runs: tuple[RuleRun, ...] = ()
        self._step = 0
        self._layers = frozenset({FIELD})
        self._drawn: tuple[object, ...] = ()
        """Of what the field and the contours are that are drawn."""
        self._levels: list[Label] = []
        self._seen: tuple[Extent, float] | None = None
        """The range and the scale for which all has been drawn; None if something has changed since."""
        self.contours = Segments(appearance, "muted", 1.0, alpha=0.65)
        self.contours_below = Segments(appearance, "muted", 1.0, alpha=0.65, dash=7)
        """Contours at levels below zero."""
        self.field = Segments(appearance, "muted", 0.6 * self.LINE, alpha=0.55, z=1)
        self.cross = Segments(appearance, "text", 0.75 * self.LINE, z=2)
        """Where the equilibrium is."""
        self.labels = Labels(appearance, z=3)
        self.trajectories: list[Segments] = []
        """One for each rule that is played, and more that are empty."""
        self.rim = Points(appearance, "text", 2 * self.DOT + 2, z=5)
        self.start = Points(appearance, "card", 2 * self.DOT - 2, z=6)
        """Where all trajectories start."""
        self.heads: list[Points] = []
        """One for each trajectory, at the step that is looked at."""
        for item in (
            self.contours,
            self.contours_below,
            self.field,
            self.cross,
            self.labels,
            self.rim,
            self.start,
        ):
            self.view.addItem(item)
        self.view.setBorder(appearance.pen("line"))
        self.view.sigRangeChanged.connect(self._on_range_changed)
        self.view.sigResized.connect(self._on_range_changed)

    @property
    def holds_still(self) -> bool:
        """Whether the range stays where it is although the runs change."""
        return False

    @property
    def plane(self) -> Extent:
        """What is seen of the plane."""
        (x_from, x_to), (y_from, y_to) = self.visible_range
        return x_from, x_to, y_from, y_to

    @property
    def pixels_per_unit(self) -> float:
        """Pixels of one unit of x, and of y."""
        x_from, x_to = self.visible_range[0]
        return float(self.view.width()) / (x_to - x_from)

    @property
    def played(self) -> list[RuleRun]:
        """The runs that have a trajectory."""
        return [run for run in self._runs if run.trajectory is not None]

    @property
    def start_place(self) -> tuple[float, float] | None:
        """Where the start is; None where no rule is played."""
        return next(((x, y) for x, y in self.start.points.tolist()), None)

    def show_runs(self, game: Game | None, runs: Sequence[RuleRun]) -> None:
        """Show a game and what the rules do; without a game, only what they have to say."""
        self._game, self._runs = game, tuple(runs)
        self._seen = None
        if game is not None and not self.holds_still:
            x, y = game.equilibrium[list(plane_of(game, self.pair))].tolist()
            reach = _round_up(MARGIN * farthest(runs))
            self.show_range((x - reach, x + reach), (y - reach, y + reach))
        if self._seen is None:
            self._draw()

    def show_step(self, step: int) -> None:
        """Draw the trajectories up to this step."""
        if step != self._step:
            self._step = step
            if self.isVisible():
                self._draw_trajectories()
            else:
                self._seen = None

    def set_layers(self, layers: frozenset[str]) -> None:
        """Draw the field, the value, both or neither."""
        self._layers = layers
        self._draw()

    def walked(self, run: RuleRun) -> Floats:
        """A rule's places in this plane up to the step that is looked at, shape (n, 2)."""
        assert run.trajectory is not None
        assert self._game is not None
        return run.trajectory.path[: self._step + 1, slice(self.pair, None, self._game.dims[0])]

    def table(self) -> export.Table:
        """Both numbers of each rule at each step."""
        table: dict[str, Any] = {}
        if self._game is None or not self.played:
            return table
        columns = plane_of(self._game, self.pair)
        paths = [run.trajectory.path for run in self.played if run.trajectory is not None]
        table["step"] = np.arange(max(map(len, paths)))
        for run, places in zip(self.played, paths, strict=True):
            for name, column in zip(self.names, columns, strict=True):
                table[f"{run.word}, {name}"] = places[:, column]
        return table

    @property
    def names(self) -> tuple[str, str]:
        """What the two axes are called."""
        if self._game is None or self._game.scalar:
            return "x", "y"
        index = "₁₂₃₄"[self.pair]
        return f"x{index}", f"y{index}"

    def facts_at(self, x: float, y: float) -> list[str]:
        """What is known of a place: where it is, the value there, and whose trajectory runs through it."""
        digits = max(0, int(np.ceil(np.log10(self.pixels_per_unit))))
        facts = [f"{name} {numeral(at, digits)}" for name, at in zip(self.names, (x, y), strict=True)]
        if self._game is None:
            return facts
        if self._game.value is not None:
            value = float(values_at(self._game, self.pair, np.array(x), np.array(y)))
            facts.append(f"f {numeral(value, digits)}")
        near, step, word = NEAR / self.pixels_per_unit, 0, ""
        for run in self.played:
            away = np.hypot(*(self.walked(run) - (x, y)).T)
            nearest = int(away.argmin())
            if away[nearest] <= near:
                near, step, word = float(away[nearest]), nearest, run.word
        return [*facts, f"{word}, step {step:,}"] if word else facts

    def readout_at(self, x: float, y: float) -> str:
        """What is known of the place under the pointer."""
        return "   ".join(self.facts_at(x, y))

    def restyle(self) -> None:
        """Colours or scale have changed."""
        super().restyle()
        self.view.setBorder(self.appearance.pen("line"))
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what has changed while the plot was hidden."""
        super().showEvent(event)
        self._on_range_changed()

    def words(self) -> list[Label]:
        """What is written over the plane besides the levels of contours."""
        return []

    @Slot()
    def _on_range_changed(self) -> None:
        if (self.plane, self.pixels_per_unit) != self._seen:
            self._draw()

    def _draw(self) -> None:
        """Bring all items up to date, or once they can be seen."""
        self._seen = (self.plane, self.pixels_per_unit) if self.isVisible() else None
        if self._seen is not None:
            self._draw_game()
            self._draw_trajectories()

    def _draw_game(self) -> None:
        game, plane = self._game, self.plane
        if (drawn := (game, plane, self._layers)) != self._drawn:
            self._drawn = drawn
            shown = self._layers if game is not None else frozenset()
            self.field.set_lines(flow(game, self.pair, plane) if game and FIELD in shown else EMPTY)
            found = contours(game, self.pair, plane) if game and VALUE in shown else []
            for item, below in ((self.contours, False), (self.contours_below, True)):
                lines = [joined(contour.line) for contour in found if (contour.level < 0) is below]
                item.set_lines(np.concatenate(lines) if lines else EMPTY)
            self._levels = [
                Label(x, y, numeral(contour.level, contour.digits))
                for contour in found
                if contour.labelled
                for x, y in [contour.line[len(contour.line) // 3].tolist()]
            ]
        cross = EMPTY
        if game is not None:
            x, y = game.equilibrium[list(plane_of(game, self.pair))].tolist()
            arm = self.appearance.px(self.DOT) / self.pixels_per_unit
            cross = np.array([(x - arm, y, x + arm, y), (x, y - arm, x, y + arm)])
        self.cross.set_lines(cross)

    def _draw_trajectories(self) -> None:
        played = self.played if self._game is not None else []
        while len(self.trajectories) < len(played):
            self.trajectories.append(
                Segments(self.appearance, "text", self.LINE, cap=Qt.PenCapStyle.SquareCap, z=4)
            )
            self.heads.append(Points(self.appearance, "text", 2 * self.DOT + 2, z=7))
            for item in (self.trajectories[-1], self.heads[-1]):
                self.view.addItem(item)
        plane, unit = self.plane, self.pixels_per_unit
        start = NO_POINTS
        for index, (line, head) in enumerate(zip(self.trajectories, self.heads, strict=True)):
            if index >= len(played):
                line.set_lines(EMPTY)
                head.set_points(NO_POINTS)
                continue
            line.token = head.token = played[index].token
            places = self.walked(played[index])
            line.set_lines(path(places, unit, plane))
            head.set_points(places[-1:])
            start = places[:1]
        lighten(self.trajectories, [self.LINE] * len(self.trajectories))
        self.rim.set_points(start)
        self.start.set_points(start)
        self.labels.set_labels([*self.words(), *self._levels])
        self.refresh_readout()


def _round_up(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * next(mark for mark in ROUND if mark * power >= value * 0.9999))
