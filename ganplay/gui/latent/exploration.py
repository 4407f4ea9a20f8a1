"""The model that is explored and the row that is looked at, shared by all parts of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.latent import Card, Open, Source
from ganplay.contract.settings import rebuilds
from ganplay.contract.snapshots import Array
from ganplay.contract.views import Model
from ganplay.gui.latent.geometry import Floats, Prior
from ganplay.runtime.exploring import LazyExplorer
from ganplay.runtime.jobs import JobThread, RequestChannel

FIRST_SEED = 7


class Exploration(QObject):
    """One model, one row in it, and a request channel for each kind of question about them.

    When another model has been opened, answers to what was asked before are dropped.
    """

    opened = Signal()
    """Another model is there, with a row of its own: nothing that was shown holds any more."""
    renewed = Signal()
    """The same networks some steps later: rows mean what they meant, their pictures are others."""
    moved = Signal()
    """Another row is looked at."""
    opening = Signal()
    """A model has been asked for."""
    refused = Signal(str)
    """One sentence, why a model could not be opened; the one before stays."""

    def __init__(self, jobs: JobThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._explorer = LazyExplorer(jobs)
        self._card: Card | None = None
        self._source: Source | None = None
        self._opening = False
        self._seed = FIRST_SEED
        self._row: Array = np.empty(0, np.float32)
        self._channels: dict[str, RequestChannel] = {}
        self._model = RequestChannel(jobs, self._explorer.answer, self)
        self._model.answered.connect(self._on_opened)
        self._model.refused.connect(self._on_refused)

    @property
    def card(self) -> Card | None:
        """What is known of the present model; None before the first is there."""
        return self._card

    @property
    def source(self) -> Source | None:
        """Where the present model came from."""
        return self._source

    @property
    def busy(self) -> bool:
        """Whether another model has been asked for and is not there yet."""
        return self._opening

    @property
    def prior(self) -> Prior:
        """The law of z."""
        assert self._card is not None
        return Prior.of(self._card.settings.noise)

    @property
    def seed(self) -> int:
        """The seed from which z was drawn last."""
        return self._seed

    @property
    def row(self) -> Array:
        """What G is fed, shape (inputs,); never written to."""
        return self._row

    @property
    def z(self) -> Floats:
        """The noise in it, shape (dim,)."""
        return self._row[: self._dim].astype(np.float64)

    @property
    def category(self) -> int | None:
        """The class or category in it; None where the model has none."""
        return int(np.argmax(self._row[self._code])) if self._code.start < self._code.stop else None

    @property
    def codes(self) -> Floats:
        """The continuous codes in it, shape (continuous,)."""
        return self._row[self._code.stop :].astype(np.float64)

    def channel(self, name: str) -> RequestChannel:
        """The channel of this name, made when it is first wanted."""
        if name not in self._channels:
            self._channels[name] = RequestChannel(self._jobs, self._explorer.answer, self)
        return self._channels[name]

    def reader(self, read: Callable[[Any], Any], parent: QObject) -> RequestChannel:
        """A channel for work that has nothing to do with the model, done in the same thread."""
        return RequestChannel(self._jobs, read, parent)

    def open(self, source: Source) -> None:
        """Take another model, once it has been read; then :attr:`opened` or :attr:`renewed` follows."""
        self._model.ask(Open(source))
        if not self._follows(source):
            self._opening = True
            self.opening.emit()

    def move(
        self, z: Floats | None = None, *, category: int | None = None, codes: Iterable[float] | None = None
    ) -> None:
        """Look at another row; what is not given stays."""
        row = self._row.copy()
        code = self._code
        if z is not None:
            row[: self._dim] = z
        if category is not None:
            row[code] = np.arange(code.stop - code.start) == category
        if codes is not None:
            row[code.stop :] = list(codes)
        self.look_at(row)

    def look_at(self, row: Array) -> None:
        """Look at a whole row, shape (inputs,), which is never written to again."""
        row.setflags(write=False)
        self._row = row
        self.moved.emit()

    def draw_seed(self, seed: int) -> Floats:
        """The z that a seed stands for, shape (dim,); remembers the seed."""
        self._seed = seed
        drawn: Floats = self.prior.sample(np.random.default_rng(seed), 1)[0]
        return drawn

    def rows(self, z: Floats) -> Array:
        """Rows (N, inputs) with the present class and codes, for z of shape (N, dim)."""
        rows = np.repeat(self._row[None], len(z), axis=0)
        rows[:, : self._dim] = z
        return rows

    def each_category(self) -> Array:
        """The present row in every class or category, shape (categories, inputs)."""
        count = self._code.stop - self._code.start
        rows = np.repeat(self._row[None], count, axis=0)
        rows[:, self._code] = np.eye(count, dtype=np.float32)
        return rows

    @property
    def _dim(self) -> int:
        return self._card.dim if self._card is not None else 0

    @property
    def _code(self) -> slice:
        """The columns of the class or category."""
        count = self._card.categories if self._card is not None else 0
        return slice(self._dim, self._dim + count)

    def _follows(self, source: Source) -> bool:
        """Whether a model is the present one some steps later."""
        before = self._source
        return (
            isinstance(source, Model)
            and isinstance(before, Model)
            and not rebuilds(before.settings, source.settings)
        )

    def _begin(self, card: Card) -> None:
        before, self._card = self._card, card
        if before is not None and _shape(before) == _shape(card):
            return  # The same z through another model is worth seeing.
        row = np.zeros(card.inputs, np.float32)
        row[: card.dim] = self.draw_seed(self._seed)
        if card.categories:
            row[card.dim] = 1.0
        row.setflags(write=False)
        self._row = row

    @Slot(object, object)
    def _on_opened(self, request: Open, card: Card) -> None:
        renews = self._follows(request.source)
        self._source = request.source
        self._opening = self._opening and not self._model.idle
        if renews:
            self._card = card
            self.renewed.emit()
            return
        # What has been asked since this model was answered too: it was of a row of the model before.
        for channel in self._channels.values():
            channel.cancel()
        self._begin(card)
        self.opened.emit()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._opening = self._opening and not self._model.idle
        self.refused.emit(sentence)


def _shape(card: Card) -> tuple[object, ...]:
    """What must agree for a row to mean the same to two models."""
    return card.inputs, card.dim, card.categories, card.settings.noise.law
