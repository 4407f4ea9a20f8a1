"""The model that is explored and the row that is looked at, shared by all who ask about it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ganplay.contract.latent import Answer, Card, Open, Request, Source
from ganplay.contract.settings import rebuilds
from ganplay.contract.snapshots import Array
from ganplay.contract.views import Model
from ganplay.gui.latent.geometry import Floats, Prior
from ganplay.runtime.exploring import ExploringThread

MODEL = "model"
"""The channel in which models are opened."""

FIRST_SEED = 7


class Channel(QObject):
    """Somebody who asks, and is told of the newest answers alone.

    One question is on its way and one waits, whatever is asked in between: a picture that nobody has
    taken yet holds up the next one, so nothing ever piles up.
    """

    answered = Signal(object, object)
    """The question and its answer."""
    refused = Signal(str)
    """One sentence, why there is none."""

    def __init__(self, name: str, exploration: Exploration) -> None:
        super().__init__(exploration)
        self.name = name
        self._exploration = exploration
        self._waiting: Request | None = None
        self._sent: Request | None = None
        self._under_way = False

    @property
    def idle(self) -> bool:
        """Whether everything has been answered."""
        return self._waiting is None and not self._under_way

    def ask(self, request: Request) -> None:
        """Ask, in place of what has not been sent yet."""
        self._waiting = request
        self._exploration.flush_soon()

    def drop(self) -> None:
        """Want no answer to anything that was asked so far."""
        self._waiting = self._sent = None
        self._under_way = False

    def send(self, thread: ExploringThread) -> None:
        """Put what waits to the thread, unless an answer is still to come."""
        if self._waiting is not None and not self._under_way:
            self._sent, self._waiting = self._waiting, None
            self._under_way = True
            thread.ask(self.name, self._sent)

    def hear(self, request: Request, answer: Answer) -> None:
        """Take an answer; one to a question that has been dropped is of no interest."""
        if request is self._sent:
            self._under_way = False
            self.answered.emit(request, answer)

    def fail(self, sentence: str) -> None:
        """Take a refusal, which does not say of what: should an answer follow all the same, it counts."""
        if self._under_way:
            self._under_way = False
            self.refused.emit(sentence)


class Exploration(QObject):
    """One model, one row in it, and a channel for each who asks.

    Questions go out once per turn of the event loop, however often a slider moves within it. Answers of
    another model than the present one are dropped.
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

    def __init__(self, thread: ExploringThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._card: Card | None = None
        self._source: Source | None = None
        self._opening = False
        self._seed = FIRST_SEED
        self._row: Array = np.empty(0, np.float32)
        self._channels: dict[str, Channel] = {}
        self._flush = QTimer(self, singleShot=True, interval=0)
        self._flush.timeout.connect(self._on_flush)
        self._model = self.channel(MODEL)
        self._model.answered.connect(self._on_opened)
        self._model.refused.connect(self._on_refused)
        thread.answered.connect(self._on_answered)

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

    def channel(self, name: str) -> Channel:
        """The channel of this name, made when it is first wanted."""
        if name not in self._channels:
            self._channels[name] = Channel(name, self)
        return self._channels[name]

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

    def stop(self, patience: float) -> bool:
        """End the thread; whether it has ended within so many seconds."""
        self._flush.stop()
        return self._thread.stop(patience)

    def flush_soon(self) -> None:
        """Send what waits when the event loop turns."""
        if not self._flush.isActive():
            self._flush.start()

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
        for channel in self._channels.values():
            if channel is not self._model:
                channel.drop()
        self._begin(card)
        self.opened.emit()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._opening = self._opening and not self._model.idle
        self.refused.emit(sentence)

    @Slot()
    def _on_flush(self) -> None:
        for channel in self._channels.values():
            # Until the model is there that will be asked, there is no saying whether a question fits it.
            if channel is self._model or not self._opening:
                channel.send(self._thread)

    @Slot()
    def _on_answered(self) -> None:
        replies = self._thread.take()
        if replies is None:
            return
        # The model first: what other channels answered together with it may be of the one before, and is
        # then no longer wanted when its turn comes.
        for name in sorted(replies.answers, key=lambda name: name != MODEL):
            self.channel(name).hear(*replies.answers[name])
        for name, sentence in replies.failures.items():
            self.channel(name).fail(sentence)
        self.flush_soon()


def _shape(card: Card) -> tuple[object, ...]:
    """What must agree for a row to mean the same to two models."""
    return card.inputs, card.dim, card.categories, card.settings.noise.law
