"""A map of the pictures in a plane of latent space."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ganplay.contract.data import Extent
from ganplay.contract.latent import Draw, Drawn
from ganplay.gui.latent.axis import Axis
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Plane, cells, grid
from ganplay.gui.latent.pad_plot import PadAxis, PadPlot
from ganplay.gui.latent.pin_board import PinBoard
from ganplay.gui.latent.pins import LETTERS, Pins
from ganplay.gui.latent.sliders import Sliders
from ganplay.gui.latent.tab import Tab
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import single_shot

LEVELS = (5, 9, 15)
"""Pictures along one side: a coarse map at once, finer ones when nothing moves any more."""

REST_MS = 80

CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0))
"""Where three pinned digits lie on their map: across it goes from A to B, upwards from both to C."""

AROUND = (PadAxis("from A to B", -0.2, 1.2), PadAxis("towards C", -0.2, 1.2))
"""The axes of that map."""

ELSEWHERE = (
    "The z of the large digit lies off this plane, so there is no cross. A click on the map comes back to it."
)

DIRECTIONS, PINNED = "directions", "pinned"


class PadTab(Tab):
    """Thumbnails of a plane through the present z, and a cross to drag over them."""

    WORD = "Pad"
    TIP = "A map of the pictures around this z"
    SENTENCE = (
        "Each small picture is G at one place of a plane through latent space. Drag the cross: where do "
        "digits turn into others? The wheel looks closer, a double click at the whole."
    )

    def __init__(
        self, exploration: Exploration, sliders: Sliders, pins: Pins, appearance: Appearance
    ) -> None:
        self.pad = PadPlot(appearance)
        self.kind = ChoiceBox(
            (
                Choice(DIRECTIONS, "two sliders", "The plane along two of the sliders at the right."),
                Choice(PINNED, "three digits", "The plane through three digits that you pin."),
            ),
            appearance,
        )
        self.kind.setToolTip("Which plane of latent space the map shows.")
        self.across, self.up = ChoiceBox((), appearance), ChoiceBox((), appearance)
        self.board = PinBoard(pins, exploration, LETTERS, appearance)
        self._boxes = QWidget()
        self._rest = single_shot(REST_MS)
        super().__init__(exploration, appearance)
        self._rest.setParent(self)
        self._sliders, self._pins = sliders, pins
        self._channel = exploration.channel("pad")
        self._plane: Plane | None = None
        self._axes: tuple[Axis | None, Axis | None] = (None, None)
        """What lies across and up."""
        self._asked: dict[Draw, tuple[int, Extent]] = {}
        """The maps that may still be answered, oldest first, each with its columns and the extent filled."""
        self._level = 0
        self._breadth = 0.0
        """The part of the first axis that was seen when a map was last asked for."""
        self._lay_out()
        self.board.hide()
        self._channel.answered.connect(self._on_drawn)
        self._rest.timeout.connect(self._on_rest)
        sliders.ranked.connect(self._on_ranked)
        pins.changed.connect(self._on_pins_changed)
        self.kind.changed.connect(self._on_kind_changed)
        self.across.changed.connect(self._on_axis_changed)
        self.up.changed.connect(self._on_axis_changed)
        self.pad.moved.connect(self._on_cross_moved)
        self.pad.view.moved.connect(self._on_view_moved)
        self.pad.view.followed.connect(self._on_view_moved)

    def begin(self) -> None:
        """Forget the plane of another model."""
        self._plane = None
        self._asked.clear()
        self.pad.clear()

    def renew(self) -> None:
        """Draw the map anew with other weights."""
        if self._plane is not None:
            self._ask(0)

    def refresh(self) -> None:
        """Follow the row: within the plane with the cross, out of it with another plane."""
        row = self.exploration.row.astype(np.float64)
        if self._plane is None or (self.kind.value == DIRECTIONS and not self._plane.holds(row)):
            self._lay_plane()
        if self._plane is not None:
            there = self._plane.holds(row)
            self.pad.set_cross(self._plane.find(row) if there else None)
            self._say(self.SENTENCE if there else ELSEWHERE)

    def _say(self, sentence: str) -> None:
        if sentence != self.sentence.text():
            self.sentence.setText(sentence)
            self.sentence.set_role("muted" if sentence == self.SENTENCE else "heading")

    def _lay_out(self) -> None:
        boxes = QHBoxLayout(self._boxes)
        boxes.setContentsMargins(0, 0, 0, 0)
        for word, box in (("across", self.across), ("up", self.up)):
            boxes.addWidget(Text(word, "muted"))
            boxes.addWidget(box, 1)
            box.setAccessibleName(f"what lies {word}")
            box.setToolTip(f"The slider whose axis runs {word}.")
        top = QHBoxLayout()
        top.addWidget(Text("plane through", "muted"))
        top.addWidget(self.kind, 1)
        top.addWidget(self._boxes, 2)
        row = QHBoxLayout()
        row.addWidget(self.pad, 1)
        row.addWidget(self.board)
        self.body.addLayout(top)
        self.body.addLayout(row, 1)

    def _chosen(self) -> tuple[Axis, Axis] | None:
        """The two axes of the map; None while there are no two."""
        across, up = self._axes
        return (across, up) if across is not None and up is not None and across is not up else None

    def _choose(self) -> None:
        axes = self._sliders.axes
        across, up = (axes[int(box.value)] if box.count() else None for box in (self.across, self.up))
        self._axes = (across, up)

    def _lay_plane(self) -> None:
        row = self.exploration.row.astype(np.float64)
        if self.kind.value == PINNED:
            if not len(self._pins.z):
                return
            corners = self.exploration.rows(self._pins.z).astype(np.float64)
            self._plane = Plane.through(corners, CORNERS)
            self.pad.set_marks(tuple((LETTERS[i], *CORNERS[i]) for i in range(3)))
            self.pad.set_axes(*AROUND)
        else:
            pair = self._chosen()
            if pair is None:
                return
            self._plane = Plane.along(row, *(axis.direction.astype(np.float64) for axis in pair))
            self.pad.set_marks(())
            self.pad.set_axes(*(PadAxis(axis.name, -axis.reach, axis.reach) for axis in pair))
        self._ask(0)

    def _ask(self, level: int) -> None:
        assert self._plane is not None
        self._rest.stop()
        self._level = level
        seen = self.pad.seen
        self._breadth = seen[1] - seen[0]
        extent, columns, rows = cells(seen, self.pad.whole, LEVELS[level])
        request = Draw(self._plane.at(grid(columns, rows, extent)).astype(np.float32))
        self._asked[request] = columns, extent
        self._channel.ask(request)

    @Slot(object, object)
    def _on_drawn(self, request: Draw, drawn: Drawn) -> None:
        columns, extent = self._asked[request]
        while next(iter(self._asked)) is not request:
            del self._asked[next(iter(self._asked))]
        del self._asked[request]
        self.pad.show_map(drawn.pictures, columns, extent)
        if self._level + 1 < len(LEVELS):
            self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        if self._plane is not None and self.isVisible() and self._level + 1 < len(LEVELS):
            self._ask(self._level + 1)

    @Slot()
    def _on_ranked(self) -> None:
        axes = self._sliders.axes
        for which, box in enumerate((self.across, self.up)):
            before = self._axes[which]
            box.blockSignals(True)
            box.clear()
            for index, axis in enumerate(axes):
                box.addItem(axis.name, str(index))
            box.blockSignals(False)
            # Where the axis that was chosen is still listed it stays, whatever it is called now.
            same = [index for index, axis in enumerate(axes) if before is not None and axis.is_as(before)]
            if axes:
                box.set_value(str(same[0] if same else min(which, len(axes) - 1)))
        self._choose()
        if self.kind.value == DIRECTIONS:
            self._replace()

    @Slot()
    def _on_pins_changed(self) -> None:
        if self.kind.value == PINNED:
            self._replace()

    @Slot(object)
    def _on_kind_changed(self, kind: str) -> None:
        self._boxes.setVisible(kind == DIRECTIONS)
        self.board.setVisible(kind == PINNED)
        self._replace(whole=True)

    @Slot(object)
    def _on_axis_changed(self, _index: str) -> None:
        self._choose()
        self._replace(whole=True)

    @Slot(float, float)
    def _on_cross_moved(self, x: float, y: float) -> None:
        if self._plane is not None:
            self.exploration.look_at(self._plane.at([(x, y)])[0].astype(np.float32))

    @Slot()
    def _on_view_moved(self) -> None:
        if self._plane is not None:
            left, right, *_ = self.pad.seen
            # A map that is only pushed aside keeps its pictures, and gets those that come into view.
            self._ask(self._level if math.isclose(right - left, self._breadth, rel_tol=1e-6) else 0)

    def _replace(self, *, whole: bool = False) -> None:
        """Lay another plane, now or when the tab is seen; perhaps so that the whole of it is seen."""
        self._plane = None
        if whole:
            self.pad.view.follow()
        self._on_moved()
