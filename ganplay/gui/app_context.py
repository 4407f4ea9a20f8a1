"""What the pages share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, Signal, Slot

from ganplay.contract.commands import Attend
from ganplay.contract.experiment import EngineLoader
from ganplay.contract.kinds import GAMES, TRAINED, Kind
from ganplay.contract.scenes import Scene
from ganplay.gui.activity import Activity
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.runtime.exploring import LazyExplorer
from ganplay.runtime.fetching import Fetch, Fetcher
from ganplay.runtime.jobs import JobThread, RequestChannel
from ganplay.runtime.training import TrainingThread


class AppContext(QObject):
    """A session for each kind of training, none of them started, one for games, the looks, and all threads.

    Each kind of training has a thread of its own, which keeps its run. Everything else is done by job
    threads, as many as there are kinds of work that must not wait for each other.
    """

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
        self.appearance = appearance
        self._training = {kind: TrainingThread(load_engine) for kind in TRAINED}
        self.sessions = {kind: Session(self._training[kind], scenes[kind], self) for kind in TRAINED}
        self.game = GameSession(scenes[GAMES], self)
        self._seen: Activity | None = None
        for session in self.sessions.values():
            session.reported.connect(self._share_time)
        self.runs: dict[Kind, Activity] = {**self.sessions, GAMES: self.game}
        self.model_jobs = JobThread(load_engine, self)
        """Draws from trained models and runs searches: what a person watches, milliseconds each."""
        self._data_jobs = JobThread(load_engine, self)
        """Looks through training data, which takes seconds to read or to draw at first."""
        self._network_jobs = JobThread(load_engine, self)
        """Waits for the network, up to minutes."""
        self._nearest_explorer = LazyExplorer(self._data_jobs)
        self.fetcher = Fetcher(fetch, self._network_jobs, self)

    def nearest_channel(self, parent: QObject) -> RequestChannel:
        """A channel for :class:`~ganplay.contract.latent.Nearest` requests that name their data."""
        return RequestChannel(self._data_jobs, self._nearest_explorer.answer, parent)

    @property
    def unsaved(self) -> list[Path]:
        """Checkpoints that were asked for and are not written yet."""
        return [path for thread in self._training.values() for path in thread.unsaved]

    def attend(self, seen: Activity | None) -> None:
        """Know which run is looked at; the others go on, but while it does they leave it most of the time."""
        self._seen = seen
        self._share_time()

    def pause(self) -> None:
        """Pause every run."""
        for run in self.runs.values():
            run.pause()

    @Slot()
    def _share_time(self) -> None:
        running = [session for session in self.sessions.values() if session.running]
        for session in self.sessions.values():
            seen = session is self._seen
            alone = seen or self._seen not in running
            session.attend(Attend(seen, 1.0 if alone else 1 / len(running)))

    def stop(self, patience: float, save_patience: float = 0.0) -> bool:
        """End all threads; whether all have ended within so many seconds.

        ``save_patience`` holds instead while a checkpoint is still to be written, and is longer.
        """
        seconds = max(patience, save_patience) if self.unsaved else patience
        deadline = QDeadlineTimer(round(1000 * seconds))
        threads: list[Session | JobThread] = list(self.sessions.values())
        threads += [self.model_jobs, self._data_jobs, self._network_jobs]
        for thread in threads:
            thread.stop(0)  # So that each can come to its end while another is waited for.
        ended = [thread.stop(deadline.remainingTime() / 1000) for thread in threads]
        return all(ended)
