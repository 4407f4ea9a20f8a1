"""What the window remembers between two evenings."""

from __future__ import annotations

import contextlib
import dataclasses
import tomllib
from pathlib import Path

import platformdirs
import tomli_w

from ganplay.contract import scenes
from ganplay.contract.codec import to_table
from ganplay.contract.errors import GanplayError
from ganplay.contract.files import write_text
from ganplay.contract.scenes import Scene

TITLE = "Where you left off"


class Memory:
    """Light or dark, and the last experiment; a file that cannot be read or written is as good as none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(platformdirs.user_config_dir("ganplay", appauthor=False))
        self.dark = False
        self.scene: Scene | None = None
        with contextlib.suppress(OSError, ValueError):
            self.dark = bool(tomllib.loads(self._looks.read_text(encoding="utf-8")).get("dark", False))
        with contextlib.suppress(GanplayError):
            self.scene = scenes.read(self._last)

    def save(self) -> None:
        """Write it all down."""
        with contextlib.suppress(GanplayError):
            write_text(self._looks, tomli_w.dumps({"dark": self.dark}))
            if self.scene is not None:
                scene = dataclasses.replace(self.scene, title=TITLE, name=self._last.stem)
                table = {
                    "title": scene.title,
                    "subtitle": scene.subtitle,
                    "note": scene.note,
                    "watch": scene.watch,
                    "layers": list(scene.layers),
                    "monitor": scene.monitor,
                    "settings": to_table(scene.settings),
                }
                write_text(self._last, tomli_w.dumps(table))

    @property
    def _looks(self) -> Path:
        return self._folder / "window.toml"

    @property
    def _last(self) -> Path:
        return self._folder / "last.toml"
