"""The Inpaint page: how soon the brush is seen while candidates descend."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from ganplay.bench import process
from ganplay.bench.figure import Figure
from ganplay.contract.files import models

TARGET = 16.0
"""Milliseconds that 95 of 100 moves may take."""
NAME = "brush to painted pixel, while searching"


def figures() -> Iterator[Figure]:
    """One figure, from a hand that paints for nine seconds in a process of its own."""
    missing = "" if importlib.util.find_spec("PySide6") else "Qt is not installed"
    missing = missing or ("" if models() else "there are no weights")
    if missing:
        yield Figure(NAME, None, "ms", TARGET, at_least=False, beside=missing)
        return
    seen = process.run("ganplay.bench.stroke")
    beside = (
        f"95th percentile; median {seen['p50']:.1f} ms, worst {seen['worst']:.1f} ms, "
        f"beside {seen['pace']:.1f} iterations/s"
    )
    yield Figure(NAME, seen["p95"], "ms", TARGET, at_least=False, beside=beside)
