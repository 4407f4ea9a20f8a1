"""From one z to another: straight on, or along the shell."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot

from ganplay.contract.latent import Draw, Drawn
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Floats, lerp, norm, slerp
from ganplay.gui.latent.pin_board import PinBoard
from ganplay.gui.latent.pins import Pins
from ganplay.gui.latent.race_plot import Lengths, RacePlot
from ganplay.gui.latent.tab import Tab
from ganplay.gui.latent.walk_bar import WalkBar
from ganplay.gui.latent.way_chart import STEPS
from ganplay.gui.theme import Appearance

FINE = 61
"""Places at which |z| is computed."""

WAYS = (lerp, slerp)


class PathTab(Tab):
    """A race between two interpolations, and walks without an end."""

    WORD = "Path"
    TIP = "Interpolate between two z, straight and along the shell; or walk"
    SENTENCE = (
        "From A to B, straight (through the inside of the shell, where |z| dips) and on the arc (where it "
        "does not). Drag along a strip: which way looks more like digits?"
    )

    def __init__(self, exploration: Exploration, pins: Pins, appearance: Appearance) -> None:
        self.race = RacePlot(appearance)
        self.board = PinBoard(pins, exploration, "AB", appearance, upright=False)
        self.walk = WalkBar(exploration, appearance)
        super().__init__(exploration, appearance)
        self._pins = pins
        self._channel = exploration.channel("path")
        self._told = exploration.row
        self.body.addWidget(self.board)
        self.body.addWidget(self.race, 1)
        self.body.addWidget(self.walk)
        self._channel.answered.connect(self._on_drawn)
        self.race.chosen.connect(self._on_chosen)
        pins.changed.connect(self._on_pins_changed)

    def begin(self) -> None:
        """Another model's words."""
        card = self.exploration.card
        assert card is not None
        self.race.begin(card.names, card.settings.loss)

    def renew(self) -> None:
        """Draw both ways."""
        self._draw()

    def refresh(self) -> None:
        """Draw both ways anew where another class or code was chosen."""
        told = self.exploration.row[len(self.exploration.z) :]
        if not np.array_equal(told, self._told):
            self._told = told
            self._draw()

    def _between(self, way: int, share: Floats) -> Floats:
        return WAYS[way](self._pins.z[0], self._pins.z[1], share)

    def _draw(self) -> None:
        if not len(self._pins.z):
            return
        fine = np.linspace(0, 1, FINE)
        lengths = np.stack([norm(self._between(way, fine)) for way in (0, 1)])
        self.race.show_lengths(Lengths(lengths, self.exploration.prior.radius))
        coarse = np.linspace(0, 1, STEPS)
        z = np.concatenate([self._between(way, coarse) for way in (0, 1)])
        self._channel.ask(Draw(self.exploration.rows(z), judged=True))

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self.race.show_pictures(drawn)

    @Slot(int, float)
    def _on_chosen(self, way: int, share: float) -> None:
        self.exploration.move(self._between(way, np.array([share]))[0])

    @Slot()
    def _on_pins_changed(self) -> None:
        if self.isVisible():
            self._draw()
        else:
            self._stale = True
