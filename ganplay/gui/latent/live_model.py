"""What is being trained, as a model that can be explored while it learns."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from ganplay.contract.commands import Look
from ganplay.contract.snapshots import Report
from ganplay.contract.views import Model
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.training.session import Session
from ganplay.runtime.timers import single_shot

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
