"""The sliders: what each does here, measured, with the pictures at its ends."""

from __future__ import annotations

import random

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ganplay.contract.latent import Draw, Drawn, Rank, Ranking
from ganplay.contract.snapshots import Array
from ganplay.gui import actions
from ganplay.gui.latent import geometry
from ganplay.gui.latent.axes_list import AxesList
from ganplay.gui.latent.axis import Axis, axes_of, code_axes
from ganplay.gui.latent.axis_row import AxisRow
from ganplay.gui.latent.effect_bar import EffectBar
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.sheet import sheet_of
from ganplay.gui.latent.tool import Tool
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.entry import Entry
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import single_shot

COUNT = 16
"""Sliders of z that are listed."""

SEEDS = 10_000
"""The dice draws a seed below this: short enough to be read out."""

REST_MS = 150
"""The pictures at the ends are drawn anew once the row has rested for so long."""

COORDINATES = "coordinates"
KINDS = (
    Choice(COORDINATES, "coordinates of z", "Each slider is one coordinate of z."),
    Choice("layer", "first layer", "Directions that G's first layer stretches most (Shen and Zhou 2021)."),
    Choice("jacobian", "Jacobian, here", "Directions in which the picture changes most, here."),
    Choice("classes", "from class to class", "From the mean z of one class to the mean z of another."),
)

MEASURING = "measuring what each slider does here"
RANKED = "effect: the fuller, the more the picture changes"
OLD = "effect, measured elsewhere: Rank measures it here"


class Sliders(Card):
    """Sixteen sliders at most, in the order of their measured effect; they only change places when asked."""

    ranked = Signal()
    """The list stands for other axes."""

    def __init__(self, exploration: Exploration, appearance: Appearance) -> None:
        super().__init__("Sliders", appearance)
        self._exploration = exploration
        self.list = AxesList()
        self.rows: list[AxisRow] = []
        self._kept: tuple[Rank, Ranking] | None = None
        """A ranking that came while a slider was held."""
        self._refusal = ""
        """Why the kind that was chosen is not the one in force."""
        self._measured: Array | None = None
        """The row at which the effects were measured with the present weights."""
        self._ranks = exploration.channel("ranking")
        self._ends = exploration.channel("ends")
        self.kind = ChoiceBox(KINDS, appearance)
        self.kind.setAccessibleName("what the sliders are")
        self.kind.setToolTip("What the sliders move z along.")
        self.dice = Tool.of(actions.NEW_Z, appearance)
        self.seed = Entry(self)
        self.seed.setToolTip("The seed of z: type one to see its picture again")
        self.seed.setAccessibleName("seed of z")
        self.zero = Tool(appearance, "All 0", "z = 0: the middle, where G was hardly ever trained")
        self.shell = Tool(appearance, "To shell", "As far out as any z drawn at random")
        self.rank = Tool(appearance, "Rank", "Measure again what each slider does, at this z")
        self.sample = EffectBar(appearance)
        """What the bars of the rows look like, beside the words that say what they are."""
        self.sample.show_share(0.7)
        self.sample.hide()
        self.said = Text(MEASURING, "small", wrap=True)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._scroll = QScrollArea()
        self._rest = single_shot(REST_MS, self)
        self._lay_out()
        self._connect()
        self._on_looks_changed()
        self.setEnabled(False)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """What the sliders stand for, from above."""
        return self.list.axes

    def _lay_out(self) -> None:
        self.add_beside_title(self.kind, 1)
        tools = QHBoxLayout()
        for widget in (self.dice, self.seed, self.zero, self.shell, self.rank):
            tools.addWidget(widget)
        tools.addStretch(1)
        self._tools = tools
        self.add(tools)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        self.add(self._scroll, 1)
        legend = QHBoxLayout()
        legend.addWidget(self.sample)
        legend.addWidget(self.said, 1)
        self.add(legend)

    def _connect(self) -> None:
        exploration = self._exploration
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_renewed)
        exploration.moved.connect(self._on_moved)
        self._ranks.answered.connect(self._on_ranked)
        self._ranks.refused.connect(self._on_not_ranked)
        self._ends.answered.connect(self._on_ends_drawn)
        self._rest.timeout.connect(self._on_rest)
        self.kind.changed.connect(self.measure)
        self.dice.clicked.connect(self._on_dice_clicked)
        self.seed.entered.connect(self._on_seed_entered)
        self.zero.clicked.connect(self._on_zero_clicked)
        self.shell.clicked.connect(self._on_shell_clicked)
        self.rank.clicked.connect(self.measure)
        self._appearance.changed.connect(self._on_looks_changed)

    @Slot()
    def measure(self) -> None:
        """Rank the directions of the chosen kind at the present row."""
        self._refusal = ""
        self._measure()

    def _measure(self) -> None:
        if self._exploration.card is None:
            return
        self._say(MEASURING)
        prior = self._exploration.prior
        count = min(COUNT, prior.dim)
        self._ranks.ask(Rank(self._exploration.row, self.kind.value, count, prior.reach / prior.std))

    def draw_z(self, seed: int) -> None:
        """Look at the z of a seed, save for what is locked."""
        exploration = self._exploration
        fresh = exploration.draw_seed(seed)
        self.seed.show_text(str(seed))
        exploration.move(geometry.redrawn(exploration.z, fresh, self.list.held(exploration.prior.dim)))
        self.measure()

    @Slot()
    def _on_opened(self) -> None:
        card = self._exploration.card
        assert card is not None
        self.setEnabled(True)
        self.list.begin(code_axes(card))
        self._kept = None
        self.seed.show_text(str(self._exploration.seed))
        self._show_axes()
        self.measure()

    @Slot()
    def _on_renewed(self) -> None:
        self._measured = None
        self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        row = self._exploration.row
        if row is not self._measured and self.said.text() == RANKED:
            self._say(OLD)
        for slider in self._shown():
            assert slider.axis is not None
            slider.show_value(slider.axis.value(row))
        self._rest.start()

    @Slot(object, object)
    def _on_ranked(self, request: Rank, ranking: Ranking) -> None:
        if any(row.slider.isSliderDown() for row in self.rows):
            self._kept = request, ranking  # Nothing changes its place under somebody's finger.
            return
        self._kept, self._measured = None, request.row
        card = self._exploration.card
        assert card is not None
        self.list.take(axes_of(card, ranking, self._exploration.prior.reach)[:COUNT])
        self._say(self._refusal or RANKED, warn=bool(self._refusal))
        self._show_axes()

    @Slot(str)
    def _on_not_ranked(self, sentence: str) -> None:
        why = Notice.of(sentence).sentence
        self._say(why, warn=True)
        if self.kind.value != COORDINATES:
            # Every model has these, and without sliders there is no map either.
            self._refusal = why
            self.kind.set_value(COORDINATES)
            self._measure()

    @Slot()
    def _on_rest(self) -> None:
        if len(self.list) and self.isVisible() and self._exploration.card is not None:
            self._ends.ask(Draw(self.list.ends(self._exploration.row)))

    @Slot(object, object)
    def _on_ends_drawn(self, request: Draw, drawn: Drawn) -> None:
        if len(request.rows) != 2 * len(self.list):
            return  # Drawn for another list; this one's pictures are on their way.
        sheet, count = sheet_of(drawn.pictures, 1), len(self.list)
        for index, row in enumerate(self._shown()):
            row.low.show_tile(sheet, index)
            row.high.show_tile(sheet, count + index)

    @Slot()
    def _on_dice_clicked(self) -> None:
        self.draw_z(random.randrange(SEEDS))

    @Slot(str)
    def _on_seed_entered(self, text: str) -> None:
        if text.strip().isdecimal() and len(text.strip()) < 10:
            self.draw_z(int(text))
        else:
            self.seed.show_text(str(self._exploration.seed))
            self._say(f"A seed is a whole number of at most nine figures, not {text!r}.", warn=True)

    @Slot()
    def _on_zero_clicked(self) -> None:
        exploration = self._exploration
        zero = np.zeros(exploration.prior.dim)
        exploration.move(geometry.redrawn(exploration.z, zero, self.list.held(len(zero))))

    @Slot()
    def _on_shell_clicked(self) -> None:
        self._exploration.move(geometry.on_shell(self._exploration.z, self._exploration.prior.radius))

    @Slot(object, float)
    def _on_row_moved(self, axis: Axis, value: float) -> None:
        self._exploration.look_at(axis.put(self._exploration.row, value))

    @Slot()
    def _on_row_settled(self) -> None:
        if self._kept is not None:
            self._on_ranked(*self._kept)

    @Slot(object, bool)
    def _on_row_locked(self, axis: Axis, on: bool) -> None:
        self.list.lock(axis, on)

    @Slot(str)
    def _on_row_refused(self, sentence: str) -> None:
        if sentence:
            self._say(sentence, warn=True)
        elif self.said.property("role") == "warn":
            self._say(OLD)

    def _say(self, text: str, *, warn: bool = False) -> None:
        self.said.set_role("warn" if warn else "small")
        self.said.setText(text)
        self.sample.setVisible(text in (RANKED, OLD))

    def _shown(self) -> list[AxisRow]:
        return self.rows[: len(self.list)]

    def _show_axes(self) -> None:
        while len(self.rows) < len(self.list):
            self._add_row()
        for row in self.rows[len(self.list) :]:
            row.hide()
        for row, axis in zip(self._shown(), self.list.axes, strict=True):
            if row.axis is not axis:
                row.low.show_tile(QImage(), 0)
                row.high.show_tile(QImage(), 0)
            row.set_axis(axis, self.list.share(axis), locked=axis in self.list.locked)
            row.show()
        self._on_moved()
        self.ranked.emit()

    def _add_row(self) -> None:
        row = AxisRow(self._appearance)
        row.moved.connect(self._on_row_moved)
        row.settled.connect(self._on_row_settled)
        row.locked.connect(self._on_row_locked)
        row.refused.connect(self._on_row_refused)
        self._rows.insertWidget(len(self.rows), row)
        self.rows.append(row)

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self.seed.setFixedWidth(px(54))
        self._tools.setSpacing(px(6))
        self._rows.setSpacing(px(8))
        self.said.setMinimumHeight(px(18))
