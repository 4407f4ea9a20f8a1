"""Saves the runs of the window every half minute, and keeps the earlier runs that other scenes replace."""

from __future__ import annotations

import contextlib
import functools
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ganplay.contract.kinds import Kind
from ganplay.contract.scenes import Scene
from ganplay.gui.activity import Activity, Kept
from ganplay.gui.memory import Memory, known
from ganplay.gui.notice import Notice, NoticeAction
from ganplay.runtime.timers import repeating

EVERY_MS = 30_000
"""Half of what may be lost at most: a save itself takes its time."""

MOST = 3
"""Earlier runs of a kind that can be gone back to."""


class RunStore(QObject):
    """Writes every run down now and then, and remembers the runs before the present ones."""

    put_aside_changed = Signal()
    """There are other runs to go back to."""

    def __init__(self, runs: Mapping[Kind, Activity], memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs, self._memory = runs, memory
        self._warn = memory.taken
        self._before: dict[Kind, list[Kept]] = {kind: [] for kind in runs}
        self._to_offer: set[Kind] = set()
        self._reading: dict[Kind, Path | None] = {}
        """The file of the run that was gone back to last, which may still have to be read."""
        for run in runs.values():
            # Queued: the page takes old notices away when a run begins.
            run.began.connect(self._on_began, Qt.ConnectionType.QueuedConnection)
        self._timer = repeating(EVERY_MS, self)
        self._timer.timeout.connect(self.save)
        self._timer.start()

    def restore(self, library: Sequence[Scene]) -> None:
        """Have each run as it was when the window was last open, paused."""
        for kind, kept in self._memory.kept.items():
            scene = known(kept.scene, library)
            self._runs[kind].resume(Kept(scene, kept.present, kept.run, kept.step))

    @Slot()
    def save(self) -> None:
        """Write every run and its scene down, as far as they have changed."""
        if self._memory.writes:
            for kind, run in self._runs.items():
                self._memory.kept[kind] = run.keep(self._memory.run(kind.name))
            self._memory.save()

    def stop(self) -> None:
        """Save no more by itself."""
        self._timer.stop()

    def has_before(self, kind: Kind) -> bool:
        """Whether there is a run to go back to."""
        return bool(self._before[kind])

    def put_aside(self, kind: Kind) -> None:
        """Keep the present run of this kind before another takes its place, if a person has done anything."""
        run = self._runs[kind]
        if not (run.step > 0 or run.changed):
            return
        path = self._free(kind)
        kept = run.keep(path)
        if kept.run is not None and kept.run != path:
            # It has not been opened yet; what it was read from will be written over.
            with contextlib.suppress(OSError):
                shutil.copyfile(kept.run, path)
            kept = Kept(kept.scene, kept.present, path, kept.step)
        self._before[kind] = [*self._before[kind], kept][-MOST:]
        self._to_offer.add(kind)
        self.put_aside_changed.emit()

    def go_back(self, kind: Kind) -> None:
        """Change places with the run before."""
        if self._before[kind]:
            kept = self._before[kind].pop()
            self._reading[kind] = kept.run
            self.put_aside(kind)
            self._runs[kind].resume(kept)

    @Slot()
    def _on_began(self) -> None:
        kind = next(kind for kind, run in self._runs.items() if run is self.sender())
        if self._warn and self._runs[kind].has_checkpoints:
            self._warn = False
            words = "another ganplay is open, which alone keeps everything by itself: save what you make here"
            self._runs[kind].said.emit(Notice.of(words))
        if kind in self._to_offer:
            self._to_offer.discard(kind)
            before = self._before[kind][-1]
            words = f"{before.scene.title} is kept as it was at step {before.step:,}"
            action = NoticeAction("Back to the run before", functools.partial(self.go_back, kind))
            self._runs[kind].said.emit(Notice.of(words, remedy=action, calm=True))

    def _free(self, kind: Kind) -> Path:
        """A file that holds no run that can still be gone back to."""
        used = {kept.run for kept in self._before[kind]} | {self._reading.get(kind)}
        files = (self._memory.run(f"{kind.name}-before-{number}") for number in range(MOST + 2))
        return next(path for path in files if path not in used)
