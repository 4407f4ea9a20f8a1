"""Places in latent space that a person has pinned, with their pictures."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.latent import Draw, Drawn
from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Floats

LETTERS = "ABC"
FIRST_SEEDS = (11, 4, 23)


class Pins(QObject):
    """Three z's that the tabs share; drawn with the present class and codes."""

    changed = Signal()
    """Another z is pinned, or a pinned one's picture is another."""

    def __init__(self, exploration: Exploration, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exploration = exploration
        self._channel = exploration.channel("pins")
        self.z: Floats = np.empty((0, 0))
        """What is pinned, shape (3, dim); empty before there is a model."""
        self.pictures: Grey = np.empty((0, 28, 28), np.uint8)
        self._row = exploration.row
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._draw)
        exploration.moved.connect(self._on_moved)
        self._channel.answered.connect(self._on_drawn)

    def pin(self, index: int, z: Floats) -> None:
        """Pin another z."""
        self.z = self.z.copy()
        self.z[index] = z
        self.changed.emit()
        self._draw()

    def roll(self, index: int) -> None:
        """Pin one that is drawn at random."""
        self.pin(index, self._exploration.prior.sample(np.random.default_rng(), 1)[0])

    @Slot()
    def _on_opened(self) -> None:
        prior = self._exploration.prior
        draws = [prior.sample(np.random.default_rng(seed), 1) for seed in FIRST_SEEDS]
        self.z = np.concatenate(draws)
        self.pictures = np.empty((0, 28, 28), np.uint8)
        self.changed.emit()
        self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        dim = len(self._exploration.z)
        told = self._exploration.row[dim:]
        if not np.array_equal(told, self._row) or not len(self.pictures):
            self._row = told
            self._draw()

    @Slot()
    def _draw(self) -> None:
        self._channel.ask(Draw(self._exploration.rows(self.z)))

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self.pictures = drawn.pictures
        self.changed.emit()
