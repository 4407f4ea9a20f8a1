"""A few hundred pictures of random z, each with what the classifier reads in it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.latent import Draw, Drawn
from ganplay.contract.snapshots import Array, Grey
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Floats

COUNT = 400


class Samples(QObject):
    """Shared by the tabs that pick from them; drawn when one first wants them."""

    changed = Signal()
    """Other samples are there, or none any more."""

    def __init__(self, exploration: Exploration, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exploration = exploration
        self._channel = exploration.channel("samples")
        self._seed = 0
        self._wanted = False
        self.rows: Array = np.empty((0, 0), np.float32)
        self.pictures: Grey = np.empty((0, 28, 28), np.uint8)
        self.classes: Array | None = None
        """Probabilities, shape (N, 10); None without a classifier."""
        self._told = exploration.row
        """Class and codes that all of them share: those of the present row."""
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_renewed)
        exploration.moved.connect(self._on_moved)
        self._channel.answered.connect(self._on_drawn)

    def __len__(self) -> int:
        return len(self.pictures)

    @property
    def z(self) -> Floats:
        """Their noise, shape (N, dim)."""
        return self.rows[:, : len(self._exploration.z)].astype(np.float64)

    def want(self) -> None:
        """See to it that there are some."""
        if not self._wanted:
            self._wanted = True
            self._ask()

    def roll(self) -> None:
        """Draw others."""
        self._seed += 1
        self._wanted = True
        self._ask()

    def of_class(self, index: int | None) -> np.ndarray:
        """Numbers of the samples that are read as a class, the surest first; of all for None."""
        if index is None or self.classes is None:
            return np.arange(len(self))
        chosen = np.flatnonzero(self.classes.argmax(axis=1) == index)
        return chosen[np.argsort(-self.classes[chosen, index], kind="stable")]

    def _ask(self) -> None:
        exploration = self._exploration
        random = np.random.default_rng((self._seed, COUNT))
        self._told = exploration.row[len(exploration.z) :]
        self._channel.ask(Draw(exploration.rows(exploration.prior.sample(random, COUNT)), judged=True))

    @Slot()
    def _on_moved(self) -> None:
        if self._wanted and not np.array_equal(self._told, self._exploration.row[len(self._exploration.z) :]):
            self._ask()

    @Slot()
    def _on_renewed(self) -> None:
        if self._wanted:
            self._ask()

    @Slot()
    def _on_opened(self) -> None:
        self._wanted = False
        self.rows, self.classes = np.empty((0, 0), np.float32), None
        self.pictures = np.empty((0, 28, 28), np.uint8)
        self.changed.emit()

    @Slot(object, object)
    def _on_drawn(self, request: Draw, drawn: Drawn) -> None:
        self.rows, self.pictures, self.classes = request.rows, drawn.pictures, drawn.classes
        self.changed.emit()
