"""What a checkpoint is of, read without its numbers."""

from __future__ import annotations

import json
from pathlib import Path

from ganplay.contract.codec import from_toml
from ganplay.contract.errors import SettingsError
from ganplay.contract.settings import Settings

LONGEST = 100_000_000
"""Bytes of header that the format allows."""


def peek(path: Path) -> Settings | None:
    """The settings in the header of a safetensors file; None where there are none that can be read.

    Whoever then opens the file says what is wrong with it.
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length)) if length <= LONGEST else {}
        return from_toml(header["__metadata__"]["settings"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, SettingsError):
        return None
