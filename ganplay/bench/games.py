"""The Games page: how soon a slider's move is seen in the field and in every trajectory."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from ganplay.bench import process
from ganplay.bench.figure import Figure

NAME = "slider to nine trajectories and their field"
TARGET = 16.0
"""Milliseconds that 95 of 100 moves may take."""


def figures() -> Iterator[Figure]:
    """One hand on one slider, in a process of its own."""
    if importlib.util.find_spec("PySide6") is None:
        yield Figure(NAME, None, "ms", TARGET, at_least=False, beside="Qt is not installed")
        return
    seen = process.run("ganplay.bench.turn")
    beside = (
        f"95th percentile, 5,000 steps each, 1280x720; the plots beside follow in the next frame; "
        f"median {seen['p50']:.1f} ms, worst {seen['worst']:.1f} ms"
    )
    yield Figure(NAME, seen["p95"], "ms", TARGET, at_least=False, beside=beside)
