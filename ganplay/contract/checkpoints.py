"""What a checkpoint is of, read without its numbers."""

from __future__ import annotations

import json
from pathlib import Path

from ganplay.contract.codec import from_toml
from ganplay.contract.errors import CheckpointError, SettingsError
from ganplay.contract.files import check_file
from ganplay.contract.kinds import is_trained
from ganplay.contract.settings import Settings

SUFFIX = ".safetensors"

LONGEST = 100_000_000
"""Bytes of header that the format allows."""

MAX_BYTES = 1_000_000_000
"""Of a file: more than the largest networks that can be chosen take."""


def peek(path: Path) -> Settings | None:
    """The settings in the header of a safetensors file; None where there are none that can be read.

    Whoever then opens the file says what is wrong with it.
    """
    try:
        settings = from_toml(_notes(path)["settings"])
    except (LookupError, TypeError, AttributeError, SettingsError):
        return None
    return settings if is_trained(settings) else None


def is_checkpoint(path: Path) -> bool:
    """Whether a file is a checkpoint by its first bytes, or should be one by its name."""
    if path.suffix == SUFFIX:
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(9)
    except OSError:
        return False
    return int.from_bytes(start[:8], "little") <= LONGEST and start[8:] == b"{"


def title_of(path: Path) -> str:
    """What a trained model calls itself in its header; the file's name where it says nothing."""
    return str(_notes(path).get("note.title") or path.stem)


def _notes(path: Path) -> dict[str, str]:
    """The words in the header of a safetensors file; none where they cannot be read."""
    try:
        check_file(path, MAX_BYTES, CheckpointError)
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length)) if length <= LONGEST else {}
        notes = header["__metadata__"]
    except (CheckpointError, OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return notes if isinstance(notes, dict) else {}
