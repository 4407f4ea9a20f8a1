"""Every class on its way to every other class."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from ganplay.contract.latent import Draw, Drawn
from ganplay.contract.snapshots import Array
from ganplay.gui import actions
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import lerp, slerp
from ganplay.gui.latent.samples import Samples
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tab import Tab
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import repeating

CLASSES = 10
FILM = 11
EVERY_MS = 50
LAP = 4.0
"""Seconds from one class to the other and back."""

NO_CLASSES = "Which z is which digit a frozen classifier says, and there is none here."
STOPS = tuple(round(i / 40, 3) for i in range(41))


class WallTab(Tab):
    """A hundred pictures, each between the class of its row and the class of its column."""

    WORD = "Wall"
    TIP = "Every class turns into every other class"
    SENTENCE = (
        "Row i, column j: on the way from class i to class j. Move the slider or press Play, and click a "
        "tile for its whole way. Which digits lie close to each other?"
    )

    def __init__(self, exploration: Exploration, samples: Samples, appearance: Appearance) -> None:
        self.wall = SheetPlot(appearance, CLASSES, CLASSES, token="fake", empty="drawing the wall")
        self.film = SheetPlot(appearance, FILM, token="fake", empty="")
        self.share = Slider(SliderScale(0.0, 1.0, False, STOPS), appearance)
        self.play = Tool.of(actions.MORPH, appearance)
        self.words = Text("", "muted")
        super().__init__(exploration, appearance)
        self._samples = samples
        self._channel = exploration.channel("wall")
        self._film = exploration.channel("film")
        self._ends: Array | None = None
        """The row of each class, shape (10, inputs)."""
        self._cell = (3, 8)
        self._phase = 0.0
        self._timer = repeating(EVERY_MS, self)
        self.share.set_current(0.5)
        self.share.setAccessibleName("how far on the way")
        self.wall.setAccessibleName("wall of morphs")
        self.film.setAccessibleName("one morph from end to end")
        row = QHBoxLayout()
        row.addWidget(self.play)
        row.addWidget(self.share, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.wall, 1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.film)
        self._channel.answered.connect(self._on_wall_drawn)
        self._film.answered.connect(self._on_film_drawn)
        samples.changed.connect(self._on_samples_changed)
        self.share.moved.connect(self._on_share_moved)
        self.play.clicked.connect(self._on_play_clicked)
        self.wall.chosen.connect(self._on_cell_chosen)
        self.film.chosen.connect(self._on_step_chosen)
        self._timer.timeout.connect(self._on_tick)

    def begin(self) -> None:
        """Another model has other classes."""
        self._ends = None
        self._pause()
        self.wall.show_pictures(np.empty((0, 28, 28), np.uint8))
        self.film.show_pictures(np.empty((0, 28, 28), np.uint8))
        self.wall.set_heads([self._head(index) for index in range(CLASSES)])

    def renew(self) -> None:
        """Draw it with other weights."""
        self._place_ends()

    def refresh(self) -> None:
        """Where a model is told its class, the same z takes part in all; elsewhere the samples decide."""
        card = self.exploration.card
        if card is not None and (card.categories >= CLASSES or self._ends is None):
            self._place_ends()

    def row_between(self, start: int, end: int, share: float) -> Array:
        """The row on the way from one class to another, shape (inputs,)."""
        assert self._ends is not None
        a, b, dim = self._ends[start], self._ends[end], len(self.exploration.z)
        t = np.array([share])
        row = lerp(a.astype(np.float64), b.astype(np.float64), t)[0]
        row[:dim] = slerp(a[:dim].astype(np.float64), b[:dim].astype(np.float64), t)[0]
        moved: Array = row.astype(np.float32)
        return moved

    def _place_ends(self) -> None:
        card = self.exploration.card
        assert card is not None
        if card.categories >= CLASSES:
            self._ends = self.exploration.each_category()[:CLASSES]
        elif not len(self._samples):
            self._samples.want()
            return
        elif self._samples.classes is None:
            self.wall.say(NO_CLASSES)
            return
        else:
            self._ends = self._surest()
        self._draw_wall()
        self._draw_film()

    def _surest(self) -> Array:
        """For each class the sample that is most surely of it; the likeliest where none is read as it."""
        classes = self._samples.classes
        assert classes is not None
        rows: Array = self._samples.rows[classes.argmax(axis=0)]
        return rows

    def _draw_wall(self) -> None:
        if self._ends is None:
            return
        share = self.share.current
        pairs = ((start, end) for start in range(CLASSES) for end in range(CLASSES))
        self._channel.ask(Draw(np.stack([self.row_between(*pair, share) for pair in pairs])))

    def _draw_film(self) -> None:
        if self._ends is None:
            return
        start, end = self._cell
        self.wall.mark(start * CLASSES + end)
        self.words.setText(f"From {self._name(start)} to {self._name(end)}; click a picture to look at it:")
        rows = [self.row_between(start, end, share) for share in np.linspace(0, 1, FILM)]
        self._film.ask(Draw(np.stack(rows)))

    def _head(self, index: int) -> str:
        card = self.exploration.card
        assert card is not None
        if card.categories and not card.labelled:
            return f"c{index}"
        return card.names[index] if index < len(card.names) else str(index)

    def _name(self, index: int) -> str:
        card = self.exploration.card
        assert card is not None
        if card.categories and not card.labelled:
            found = card.code_classes
            read = f" ({card.names[found[index]]})" if card.names and index < len(found) else ""
            return f"category {index}{read}"
        return card.names[index] if index < len(card.names) else f"class {index}"

    def _pause(self) -> None:
        self._timer.stop()
        self.play.setText("Play")
        self.play.set_picture("play")

    @Slot(object, object)
    def _on_wall_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self.wall.show_pictures(drawn.pictures)

    @Slot(object, object)
    def _on_film_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self.film.show_pictures(drawn.pictures)

    @Slot()
    def _on_samples_changed(self) -> None:
        if len(self._samples):
            self._ends = None
            self._on_renewed()

    @Slot(object)
    def _on_share_moved(self, _share: float) -> None:
        self._pause()
        self._draw_wall()

    @Slot()
    def _on_play_clicked(self) -> None:
        if self._timer.isActive():
            self._pause()
            return
        self._phase = float(np.arccos(1 - 2 * self.share.current))
        self.play.setText("Pause")
        self.play.set_picture("pause")
        self._timer.start()

    @Slot()
    def _on_tick(self) -> None:
        if not self.isVisible():
            self._pause()
            return
        if not self._channel.idle:
            return  # The wall is as fast as it can be drawn.
        self._phase += 2 * np.pi * EVERY_MS / 1000 / LAP
        self.share.set_current(float((1 - np.cos(self._phase)) / 2))
        self._draw_wall()

    @Slot(int)
    def _on_cell_chosen(self, index: int) -> None:
        self._cell = divmod(index, CLASSES)
        self._draw_film()

    @Slot(int)
    def _on_step_chosen(self, index: int) -> None:
        self.film.mark(index)
        start, end = self._cell
        self.exploration.look_at(self.row_between(start, end, index / (FILM - 1)))

    @Slot()
    def _on_looks_changed(self) -> None:
        super()._on_looks_changed()
        self.film.setFixedHeight(self.appearance.px(52))
        self.play.setMinimumWidth(self.appearance.px(84))
