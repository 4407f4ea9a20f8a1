"""The Latent page: how soon a slider's move is a picture on the screen."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from ganplay.bench import process
from ganplay.bench.figure import Figure

TARGETS = {"digit": 33.0, "sheet": 100.0}
"""Milliseconds that 95 of 100 moves may take while nothing trains; twice that while something does."""
NAMES = {"digit": "slider to picture, one digit", "sheet": "slider to picture, a sheet of 64"}


def figures() -> Iterator[Figure]:
    """Each of four drags in a process of its own."""
    for what, target in TARGETS.items():
        for training in (False, True):
            name = f"{NAMES[what]}{', while training' if training else ''}"
            bound = 2 * target if training else target
            if importlib.util.find_spec("PySide6") is None:
                yield Figure(name, None, "ms", bound, at_least=False, beside="Qt is not installed")
                continue
            seen = process.run("ganplay.bench.drag", what, *(["train"] if training else []))
            beside = f"95th percentile; median {seen['p50']:.1f} ms, worst {seen['worst']:.1f} ms"
            yield Figure(name, seen["p95"], "ms", bound, at_least=False, beside=beside)
