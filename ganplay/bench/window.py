"""The window: how soon it stands, how evenly it lives, and what it costs the training."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator

import ganplay.engine
from ganplay.bench import process
from ganplay.bench.engine import pace
from ganplay.bench.figure import Figure
from ganplay.contract import scenes

HEADLESS = 6.0
"""Seconds of headless training before and after the window."""


def figures(soak: float) -> Iterator[Figure]:
    """Each figure from a window in a process of its own, and the training's pace beside it."""
    if importlib.util.find_spec("PySide6") is None:
        yield Figure("window", None, "", 0.0, at_least=True, beside="Qt is not installed")
        return
    _visit("start")  # Once to have the files in memory: the target is for a warm disk.
    start = _visit("start")
    yield Figure("window visible", start["visible"], "s", 1.2, at_least=False, beside="from the command on")
    yield Figure(
        "first trained frame",
        start["trained"],
        "s",
        8.0,
        at_least=False,
        beside="from the command on, torch and all",
    )
    yield Figure(
        "closing while training",
        start["closed"],
        "s",
        2.0,
        at_least=False,
        beside="at full speed, until the process ends",
    )
    before = _headless()
    life = _visit("live")
    headless = (before + _headless()) / 2
    yield Figure(
        "training in the window",
        life["steps_per_second"] / headless,
        "x",
        0.6,
        at_least=True,
        beside=f"{life['steps_per_second']:,.0f} steps/s beside {headless:,.0f} headless",
    )
    yield Figure(
        "frames", life["frames_per_second"], "/s", 29.0, at_least=True, beside="whole Play page, 1280x720"
    )
    ticks = f"over {life['ticks']:,.0f} ticks, median {life['p50']:.1f} ms"
    yield Figure("tick, 99th percentile", life["p99"], "ms", 34.0, at_least=False, beside=ticks)
    yield Figure("tick, worst", life["worst"], "ms", 60.0, at_least=False, beside=ticks)
    if soak > 0:
        memory = _visit("soak", str(soak))
        yield Figure(
            f"growth of memory in {soak:g} minutes",
            100 * (memory["last"] / memory["first"] - 1),
            "%",
            5.0,
            at_least=False,
            beside=f"{memory['first']:,.0f} MB after a minute, {memory['last']:,.0f} MB at the end",
        )
    else:
        yield Figure("growth of memory", None, "%", 5.0, at_least=False, beside="ask for it with --soak 30")


def _headless() -> float:
    experiment = ganplay.engine.load().create(scenes.load(scenes.FIRST).settings)
    return pace(experiment.advance, HEADLESS)


def _visit(what: str, *arguments: str) -> dict[str, float]:
    """Run a window in its own process; its last line says what it saw."""
    seen = process.run("ganplay.bench.visit", what, repr(time.time()), *arguments)
    if "closing" in seen:
        seen["closed"] = time.time() - seen["closing"]
    return seen
