"""What the pages share on which a trained model is chosen: Latent and Inpaint."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ganplay.contract.commands import Look
from ganplay.contract.latent import Source
from ganplay.contract.snapshots import Report
from ganplay.contract.views import Model
from ganplay.gui.latent.catalogue import Catalogue
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.notice import Notice
from ganplay.gui.page import Page
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.event_strip import EventStrip
from ganplay.runtime.timers import single_shot

WARMING = "Warming up torch and reading the weights (the first start takes a few seconds)."
NO_WEIGHTS = (
    "No weights lie in this installation. Train a model on the Images page and choose “training now” "
    "at the upper left, or open a file of weights there."
)
WAITING = "Waiting for the run on the Images page: go there and press Play, then come back."

EVERY_MS = 500
"""A model is taken no more often than this: to draw everything anew takes time from the training."""

LOOK = Look(surface=False, model=True)
"""Beside the networks what the Images page shows of itself, should nobody ask for more there."""


class LiveModel(QObject):
    """Hands the newest networks of a run to the exploration, for as long as it follows."""

    def __init__(self, session: Session, exploration: Exploration, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.following = False
        self._session, self._exploration = session, exploration
        self._newest: Model | None = None
        self._pause = single_shot(EVERY_MS, self)
        self._pause.timeout.connect(self._on_pause_over)
        session.reported.connect(self._on_reported)

    def follow(self, on: bool) -> None:
        """Follow the run, or leave it alone."""
        self.following = on
        self._newest = None
        self._pause.stop()
        if on:
            self._session.watch(LOOK)

    @Slot(object)
    def _on_reported(self, report: Report) -> None:
        model = report.frame.get(Model) if report.frame is not None else None
        if self.following and model is not None:
            self._newest = model
            if not self._pause.isActive():
                self._on_pause_over()

    @Slot()
    def _on_pause_over(self) -> None:
        if self._newest is not None:
            model, self._newest = self._newest, None
            self._exploration.open(model)
            self._pause.start()


class ModelPage(Page):
    """A page of one model: shipped, from a file, or the one that trains on the Images page.

    Subclasses put :attr:`strip` where notices shall stand, with room of its own so that it covers nothing,
    and say with :meth:`_say_empty` what stands in place of a model.
    """

    def __init__(
        self,
        exploration: Exploration,
        images_session: Session,
        appearance: Appearance,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.exploration = exploration
        self._images, self._appearance = images_session, appearance
        self.live_model = LiveModel(images_session, exploration, self)
        self.catalogue = Catalogue(appearance)
        self.strip = EventStrip(appearance, self)
        self.catalogue.shipped_chosen.connect(self._open)
        self.catalogue.file_chosen.connect(self._open)
        self.catalogue.live_chosen.connect(self._on_live_chosen)
        exploration.refused.connect(self._on_refused)

    def say(self, notice: Notice) -> None:
        """Show a notice in the strip."""
        self.strip.say(notice.sentence, notice.advice, calm=notice.calm)

    def showEvent(self, event: QShowEvent) -> None:
        """Open the first model when the page is first seen."""
        super().showEvent(event)
        if self.exploration.card is None and not self.exploration.busy and self.catalogue.names:
            self._open(self.catalogue.names[0])

    def _say_empty(self, sentence: str) -> None:
        """Say this where the model would be shown."""
        raise NotImplementedError

    def _show_source(self) -> None:
        """Show in the catalogue which model has been opened, and forget what was said before."""
        source, card = self.exploration.source, self.exploration.card
        assert source is not None
        assert card is not None
        self.catalogue.show_source(source)
        self.catalogue.setToolTip(card.title)
        self.strip.hide()

    @Slot(str)
    @Slot(object)
    def _open(self, source: Source) -> None:
        self.live_model.follow(False)
        self.exploration.open(source)

    @Slot()
    def _on_live_chosen(self) -> None:
        self.catalogue.show_live()
        self.live_model.follow(True)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.catalogue.show_last()
        if self.exploration.card is None:
            self._say_empty(f"{sentence} Choose another model at the upper left.")
        else:
            self.say(Notice.of(sentence))
