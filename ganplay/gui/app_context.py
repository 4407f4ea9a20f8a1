"""What the pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QDeadlineTimer, QObject, Signal

from ganplay.contract.experiment import EngineLoader
from ganplay.contract.kinds import GAMES, TRAINED, Kind
from ganplay.contract.scenes import Scene
from ganplay.gui.activity import Activity
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.runtime.fetching import Fetch
from ganplay.runtime.training import TrainingThread


class Stoppable(Protocol):
    """Something with a thread."""

    def stop(self, patience: float) -> bool:
        """End it; whether it has ended within so many seconds."""


class AppContext(QObject):
    """A session for each kind of training, none of them started, one for games, and the looks."""

    scene_wanted = Signal(str)
    """A page asks for the scene of this name, which may be another page's."""

    def __init__(
        self,
        load_engine: EngineLoader,
        fetch: Fetch,
        scenes: Mapping[Kind, Scene],
        appearance: Appearance,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.load_engine, self.fetch = load_engine, fetch
        self.appearance = appearance
        self.sessions = {kind: Session(TrainingThread(load_engine), scenes[kind], self) for kind in TRAINED}
        self.game = GameSession(scenes[GAMES], self)
        self.runs: dict[Kind, Activity] = {**self.sessions, GAMES: self.game}
        self._threads: list[Stoppable] = [*self.sessions.values()]

    def look_after(self, thread: Stoppable) -> None:
        """End this thread too when the window is closed."""
        self._threads.append(thread)

    def stop(self, patience: float) -> bool:
        """End all threads; whether all have ended within so many seconds."""
        deadline = QDeadlineTimer(round(1000 * patience))
        for thread in self._threads:
            thread.stop(0)  # So that each can come to its end while another is waited for.
        ended = [thread.stop(deadline.remainingTime() / 1000) for thread in self._threads]
        return all(ended)
