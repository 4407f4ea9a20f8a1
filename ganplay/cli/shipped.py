"""Which trained model is meant: one that ganplay ships, or a file."""

from __future__ import annotations

from pathlib import Path

from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.files import models


def find(target: str) -> Path:
    """The file of a shipped model, or the path that was named.

    Raises:
        GanplayError: there is neither.
    """
    shipped = models()
    path = Path(target)
    if target in shipped:
        return shipped[target]
    if path.suffix or path.name != target:
        return path
    raise GanplayError(unknown("model", target, shipped))
