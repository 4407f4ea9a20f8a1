"""What the window remembers between two evenings."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import platformdirs
import tomli_w
from PySide6.QtCore import QLockFile

from ganplay.contract import scenes
from ganplay.contract.checkpoints import SUFFIX
from ganplay.contract.codec import parse_toml
from ganplay.contract.errors import GanplayError, SettingsError
from ganplay.contract.files import read_text, remove_strays, write_text
from ganplay.contract.kinds import KINDS, Kind, kind_of
from ganplay.contract.scenes import Scene
from ganplay.gui.activity import Kept

WIDEST = 20_000
"""Pixels; a window is no larger than that."""

MAX_BYTES = 100_000
"""Of the file about the looks; what is longer is not ours."""


class Memory:
    """Light or dark, the size, the page that was open, and each kind's scene with its knobs and its run.

    A file that cannot be read or written is as good as none. Only the first of several windows that are
    open at the same time writes: a lock says which.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` holds everything; by default settings and runs are where the system wants them."""
        self._folder = folder or Path(platformdirs.user_config_dir("ganplay", appauthor=False))
        self.state = folder or Path(platformdirs.user_state_dir("ganplay", appauthor=False))
        """The folder of what is written by itself: runs, the log."""
        self._written: dict[Path, str] = {}
        self._runs: tempfile.TemporaryDirectory[str] | None = None
        self._lock = self._locked()
        self.taken = self._lock is None and self._other
        """Whether another window has the memory, so that this one keeps nothing."""
        if self._lock is not None:
            for place in (self._folder, self.state):
                remove_strays(place)
        window = self._table()
        self.dark = bool(window.get("dark", False))
        self.page = str(window.get("page", ""))
        """The word of the page that was open."""
        self.size = _size(window.get("size"))
        """Width and height of the window; None before it was first closed."""
        self.maximized = bool(window.get("maximized", False))
        steps = window.get("steps")
        self.kept: dict[Kind, Kept] = {}
        """How each kind of run stood."""
        for kind in KINDS:
            with contextlib.suppress(GanplayError):
                self.kept[kind] = self._read(kind, steps if isinstance(steps, dict) else {})

    @property
    def writes(self) -> bool:
        """Whether this window keeps anything."""
        return self._lock is not None

    def run(self, name: str) -> Path:
        """Where a run of this name is kept; without the lock only until the window is closed."""
        if self._lock is not None:
            return self._kept_run(name)
        if self._runs is None:
            self._runs = tempfile.TemporaryDirectory(prefix="ganplay-")
        return Path(self._runs.name) / f"{name}{SUFFIX}"

    def save(self) -> None:
        """Write it all down, as far as it has changed."""
        if self._lock is None:
            return
        window: dict[str, Any] = {"dark": self.dark, "page": self.page, "maximized": self.maximized}
        if self.size is not None:
            window["size"] = list(self.size)
        window["steps"] = {kind.name: kept.step for kind, kept in self.kept.items()}
        for kind, kept in self.kept.items():
            self._write(self._scene(kind), tomli_w.dumps(scenes.as_table(kept.scene)))
            self._write(self._last(kind), tomli_w.dumps(scenes.as_table(kept.present)))
            if kept.run is None:
                with contextlib.suppress(OSError):
                    self.run(kind.name).unlink()
        self._write(self._window, tomli_w.dumps(window))

    def release(self) -> None:
        """Let another window write from now on."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        if self._runs is not None:
            self._runs.cleanup()

    def _locked(self) -> QLockFile | None:
        """The lock; None if another window holds it, or the folder cannot be written to."""
        with contextlib.suppress(OSError):
            self.state.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(self.state / "lock"))
        lock.setStaleLockTime(0)  # It is stale when the process that made it has ended, however old it is.
        got = lock.tryLock(0)
        self._other = lock.error() is QLockFile.LockError.LockFailedError
        return lock if got else None

    def _read(self, kind: Kind, steps: dict[str, Any]) -> Kept:
        present = scenes.read(self._last(kind))
        if kind_of(present.settings) is not kind:
            raise GanplayError("the settings are of another kind")
        scene = present
        with contextlib.suppress(GanplayError):
            origin = scenes.read(self._scene(kind))
            scene = origin if kind_of(origin.settings) is kind else present
        step = steps.get(kind.name, 0)
        run = self._kept_run(kind.name)
        return Kept(scene, present, run if run.exists() else None, step if isinstance(step, int) else 0)

    def _table(self) -> dict[str, Any]:
        with contextlib.suppress(GanplayError):
            return parse_toml(read_text(self._window, MAX_BYTES, SettingsError), self._window.name)
        return {}

    def _write(self, path: Path, text: str) -> None:
        if self._written.get(path) != text:
            with contextlib.suppress(GanplayError):
                write_text(path, text)
                self._written[path] = text

    def _kept_run(self, name: str) -> Path:
        return self.state / f"{name}{SUFFIX}"

    @property
    def _window(self) -> Path:
        return self._folder / "window.toml"

    def _scene(self, kind: Kind) -> Path:
        return self._folder / f"scene-{kind.name}.toml"

    def _last(self, kind: Kind) -> Path:
        return self._folder / f"last-{kind.name}.toml"


def known(scene: Scene, library: Sequence[Scene]) -> Scene:
    """The scene of the library that this one was read from, which knows more than a file; or itself."""
    same = (other for other in library if scenes.as_table(other) == scenes.as_table(scene))
    return next(same, scene)


def _size(value: object) -> tuple[int, int] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    width, height = value
    if not all(isinstance(side, int) and 0 < side <= WIDEST for side in (width, height)):
        return None
    return width, height
