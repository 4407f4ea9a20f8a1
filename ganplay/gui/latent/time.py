"""The same z at every moment of a training that was kept."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from ganplay.contract.latent import Draw, Drawn, History, Timeline
from ganplay.contract.views import Model
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tab import Tab
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text

SIDE = 8
"""Pictures along one side of the grid."""

GRID_SEED = 36

NO_TIME = (
    "Of this model only one moment is kept. Choose another at the upper left: the DCGAN, which ganplay ships "
    "with the moments of its training, or “training now”, of which some are kept while you watch."
)

NOT_YET = (
    "Only this moment of the run has been seen here so far. Let it train on, with the button at the upper "
    "left, and watch."
)


class TimeTab(Tab):
    """A film of the present z through training, and what became of 64 others by then."""

    WORD = "Time"
    TIP = "The same z through the training"
    SENTENCE = (
        "Above: your z through training, noise first. Below: 64 other z at the step that is chosen. Drag the "
        "slider: when does your digit settle, and when did the others?"
    )

    def __init__(self, exploration: Exploration, appearance: Appearance) -> None:
        self.film = SheetPlot(appearance, 10, token="fake", empty="drawing every checkpoint")
        self.grid = SheetPlot(appearance, SIDE, SIDE, token="fake", empty="drawing 64 z at this step")
        self.scrub = Slider(SliderScale(0.0, 1.0, False, (0.0, 1.0)), appearance)
        self.step = Text("", "number")
        super().__init__(exploration, appearance)
        self._history = exploration.channel("history")
        self._moment = exploration.channel("moment")
        self._steps: tuple[int, ...] = ()
        self._index = 0
        self.film.keep_captions()
        self.film.setAccessibleName("this z at every checkpoint")
        self.grid.setAccessibleName("sixty-four z at the chosen step")
        self.scrub.setAccessibleName("step of training")
        row = QHBoxLayout()
        row.addWidget(self.step)
        row.addWidget(self.scrub, 1)
        self.body.addWidget(self.film)
        self.body.addLayout(row)
        self.body.addWidget(self.grid, 1)
        self._row = row
        self._history.answered.connect(self._on_history)
        self._moment.answered.connect(self._on_moment)
        self.film.chosen.connect(self._go_to)
        self.grid.chosen.connect(self._on_tile_chosen)
        self.scrub.moved.connect(self._on_scrubbed)
        self._on_looks_changed()

    def begin(self) -> None:
        """Another model has another past."""
        nothing = np.empty((0, 28, 28), np.uint8)
        self.film.show_pictures(nothing)
        self.grid.show_pictures(nothing)
        self._steps, self._index = (), 0
        self._take_steps()

    def renew(self) -> None:
        """A run that goes on has more of a past, or another; draw the grid of the chosen step."""
        self._take_steps()
        self._draw_grid()

    def refresh(self) -> None:
        """Draw the film of the present row."""
        if len(self._steps) > 1:
            self._history.ask(Timeline(self.exploration.row))

    def _take_steps(self) -> None:
        card = self.exploration.card
        assert card is not None
        before, self._steps = self._steps, card.checkpoints
        there = len(self._steps) > 1
        alone = NOT_YET if isinstance(self.exploration.source, Model) else NO_TIME
        self.grid.say("drawing 64 z at this step" if there else alone)
        for widget in (self.film, self.scrub, self.step):
            widget.setVisible(there)
        self.sentence.setText(self.SENTENCE if there else "The same z at every moment of a training.")
        if there and before != self._steps:
            last = len(self._steps) - 1
            self.scrub.set_scale(SliderScale.counting(last))
            # Whoever looks at the newest moment goes on with it, whoever looks at another stays there.
            stays = before[self._index] if self._index < len(before) - 1 else self._steps[-1]
            self._mark(min(range(last + 1), key=lambda index: abs(self._steps[index] - stays)))

    def _mark(self, index: int) -> None:
        self._index = index
        self.step.setText(f"step {self._steps[index]:,}")
        self.scrub.set_current(float(index))
        self.film.mark(index)

    def _draw_grid(self) -> None:
        if len(self._steps) > 1 and self.isVisible():
            self._moment.ask(Draw(self._others(), step=self._steps[self._index]))

    def _others(self) -> np.ndarray:
        """The rows of the grid, always the same, shape (64, inputs)."""
        exploration = self.exploration
        card = exploration.card
        assert card is not None
        rows = exploration.rows(exploration.prior.sample(np.random.default_rng(GRID_SEED), SIDE**2))
        if card.categories:
            told = np.eye(card.categories, dtype=np.float32)[np.arange(SIDE**2) % card.categories]
            rows[:, card.dim : card.dim + card.categories] = told
        return rows

    @Slot(int)
    def _go_to(self, index: int) -> None:
        self._mark(index)
        self._draw_grid()

    @Slot(object)
    def _on_scrubbed(self, index: float) -> None:
        self._go_to(round(index))

    @Slot(object, object)
    def _on_history(self, _request: Timeline, history: History) -> None:
        self.film.set_grid(len(history.steps), 1)
        self.film.show_pictures(history.pictures, [f"{step:,}" for step in history.steps])
        self.film.mark(self._index)

    @Slot(object, object)
    def _on_moment(self, _request: Draw, drawn: Drawn) -> None:
        self.grid.show_pictures(drawn.pictures)

    @Slot(int)
    def _on_tile_chosen(self, index: int) -> None:
        self.exploration.look_at(self._others()[index].copy())

    @Slot()
    def _on_looks_changed(self) -> None:
        super()._on_looks_changed()
        self.film.setFixedHeight(self.appearance.px(82))
        self.step.setMinimumWidth(self.appearance.px(150))
