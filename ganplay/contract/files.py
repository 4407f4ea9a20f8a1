"""Files written whole or not at all, and the folder of what ganplay ships."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from importlib import resources as package_files
from pathlib import Path

from ganplay.contract.errors import GanplayError

_STRAY = re.compile(r"\..+\.[0-9a-f]{8}(\.[^.]*)?")

CLASSIFIER = "classifier"
"""The one file of weights that is no model."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``, which takes its place when the block ends well.

    Raises:
        GanplayError: the folder cannot be written to or the disk is full; ``path`` is then as it was.
    """
    path = Path(path)
    temporary = path.parent / f".{path.name}.{secrets.token_hex(4)}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not by tempfile: what it makes is for its owner's eyes alone, as is what safetensors makes.
        temporary.touch(exist_ok=False)
        mode = temporary.stat().st_mode
        yield temporary
        temporary.chmod(mode)
        _sync(temporary)
        os.replace(temporary, path)
    except OSError as error:
        raise GanplayError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _sync(path: Path) -> None:
    """Have the disk hold what was written before another file gives up its place for it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_strays(folder: Path) -> None:
    """Remove what :func:`replacing` left in a folder when the process was killed; nobody may write there."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _STRAY.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def resources() -> Path:
    """The folder of scenes, icons and fonts: inside an installed package, or beside it in a checkout."""
    package = Path(str(package_files.files("ganplay")))
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def models() -> dict[str, Path]:
    """The weights of picture models that ganplay ships, by name."""
    weights = sorted((resources() / "weights").glob("*.safetensors"))
    return {path.stem: path for path in weights if path.stem != CLASSIFIER}
