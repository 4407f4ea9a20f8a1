"""Files read within bounds, files written whole or not at all, and the folder of what ganplay ships."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from importlib import resources as package_files
from pathlib import Path

from ganplay.contract.errors import GanplayError

_STRAY = re.compile(r"\..+\.[0-9a-f]{8}(\.[^.]*)?")

CLASSIFIER = "classifier"
"""The one file of weights that is no model."""


def check_file(path: Path, largest: int, refusal: type[GanplayError]) -> None:
    """Make sure before reading that a path leads to a file of at most so many bytes.

    A FIFO is no file: whoever opens one waits until somebody writes into it.

    Raises:
        GanplayError: of the type ``refusal``; names the path and says why.
    """
    try:
        state = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a name with a null character, or of no encoding.
        raise refusal(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
    if not stat.S_ISREG(state.st_mode):
        raise refusal(f"cannot read {path}: it is not a file")
    if state.st_size > largest:
        raise refusal(f"cannot read {path}: it is larger than {largest // 1_000_000:,} MB")


def read_text(path: Path, largest: int, refusal: type[GanplayError]) -> str:
    """The text of a file in UTF-8 of at most so many bytes.

    Raises:
        GanplayError: like :func:`check_file`, or the file holds something else than text.
    """
    check_file(path, largest, refusal)
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise refusal(f"cannot read {path}: {error.strerror or error}") from None
    if len(content) > largest:  # The system says of some of its own files that they are empty.
        raise refusal(f"cannot read {path}: it is larger than {largest // 1_000_000:,} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise refusal(f"cannot read {path}: it is not a text file in UTF-8")
    return text


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
