"""What the window remembers between two evenings."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import platformdirs
import tomli_w

from ganplay.contract import scenes
from ganplay.contract.codec import parse_toml
from ganplay.contract.errors import GanplayError, SettingsError
from ganplay.contract.files import read_text, write_text
from ganplay.contract.kinds import KINDS, Kind, kind_of
from ganplay.contract.scenes import Scene

TITLE = "Where you left off"

MAX_BYTES = 100_000
"""Of the file about the looks; what is longer is not ours."""


class Memory:
    """Light or dark, the page that was open, and the last experiment of each kind.

    A file that cannot be read or written is as good as none.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(platformdirs.user_config_dir("ganplay", appauthor=False))
        self.dark = False
        self.page = ""
        """The word of the page that was open."""
        self.scenes: dict[Kind, Scene] = {}
        with contextlib.suppress(GanplayError):
            looks = parse_toml(read_text(self._looks, MAX_BYTES, SettingsError), self._looks.name)
            self.dark, self.page = bool(looks.get("dark", False)), str(looks.get("page", ""))
        for kind in KINDS:
            with contextlib.suppress(GanplayError):
                scene = scenes.read(self._last(kind))
                if kind_of(scene.settings) is kind:
                    self.scenes[kind] = scene

    def save(self) -> None:
        """Write it all down."""
        with contextlib.suppress(GanplayError):
            write_text(self._looks, tomli_w.dumps({"dark": self.dark, "page": self.page}))
            for kind, scene in self.scenes.items():
                kept = dataclasses.replace(scene, title=f"{TITLE} on {kind.title}")
                write_text(self._last(kind), tomli_w.dumps(scenes.as_table(kept)))

    @property
    def _looks(self) -> Path:
        return self._folder / "window.toml"

    def _last(self, kind: Kind) -> Path:
        return self._folder / f"last-{kind.name}.toml"
