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
from ganplay.contract.data import Plane
from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings

PICTURES = "strokes-dcgan"
"""A DCGAN on data that every computer has."""

HEADLESS = 6.0
"""Seconds of headless training before and after the window."""


def figures(soak: float) -> Iterator[Figure]:
    """Each figure from a window in a process of its own, and the training's pace beside it."""
    if importlib.util.find_spec("PySide6") is None:
        yield Figure("window", None, "", 0.0, at_least=True, beside="Qt is not installed")
        return
    _visit("start")  # Once to have the files in memory: the target is for a warm disk.
    start = _visit("start")
    yield Figure("window visible", start["visible"], "s", 1.0, at_least=False, beside="from the command on")
    yield Figure("first page painted", start["page"], "s", 1.5, at_least=False, beside="from the command on")
    yield Figure(
        "first trained frame",
        start["trained"],
        "s",
        2.5,
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
    yield from _live("", scenes.FIRST, 0.7)
    yield from _live("Images: ", PICTURES, 0.7)
    pages = _visit("pages")
    yield Figure(
        "light to dark",
        pages["theme"],
        "ms",
        150.0,
        at_least=False,
        beside="all pages built; median of both ways",
    )
    opened = {seen: spent for seen, spent in pages.items() if seen.startswith("opened ")}
    slowest = max(opened, key=opened.__getitem__)
    yield Figure(
        "page first opened", opened[slowest], "ms", 300.0, at_least=False, beside=f"the slowest: {slowest}"
    )
    zoom = _visit("zoom")
    yield Figure(
        "zoom or pan to picture, while training",
        zoom["p95"],
        "ms",
        16.0,
        at_least=False,
        beside=f"95th percentile; median {zoom['p50']:.1f} ms, worst {zoom['worst']:.1f} ms",
    )
    if soak > 0:
        memory = _visit("soak", scenes.FIRST, str(soak))
        yield Figure(
            f"growth of memory in {soak:g} minutes",
            100 * (memory["last"] / memory["first"] - 1),
            "%",
            2.0,
            at_least=False,
            beside=f"{memory['first']:,.0f} MB after a minute, {memory['last']:,.0f} MB at the end",
        )
    else:
        yield Figure("growth of memory", None, "%", 2.0, at_least=False, beside="ask for it with --soak 30")


def _live(page: str, scene: str, target: float) -> Iterator[Figure]:
    """What the window costs a run, which shall keep ``target`` of its pace, and the run the window."""
    settings = scenes.load(scene).settings
    assert isinstance(settings, Settings)
    before = _headless(settings)
    life = _visit("live", scene)
    headless, ours = (before + _headless(settings)) / 2, life["steps_per_second"]
    beside = f"{ours:,.1f} steps/s beside {headless:,.1f} headless"
    if isinstance(settings.data, Pictures):
        # Every step is shown: there are no more frames than steps to speak of.
        beside += f" and {_plain(settings):,.1f} of a plain loop"
    yield Figure(f"{page}training in the window", ours / headless, "x", target, at_least=True, beside=beside)
    if isinstance(settings.data, Plane):
        yield Figure(
            f"{page}frames",
            life["frames_per_second"],
            "/s",
            29.0,
            at_least=True,
            beside="whole page, 1280x720",
        )
    ticks = f"over {life['ticks']:,.0f} ticks, median {life['p50']:.1f} ms"
    yield Figure(f"{page}tick, 99th percentile", life["p99"], "ms", 25.0, at_least=False, beside=ticks)
    yield Figure(f"{page}tick, worst", life["worst"], "ms", 40.0, at_least=False, beside=ticks)


def _headless(settings: Settings) -> float:
    return pace(ganplay.engine.load().create(settings).advance, HEADLESS)


def _plain(settings: Settings) -> float:
    import torch

    from ganplay.bench.plain import plain_loop

    return pace(plain_loop(settings, torch.device("cpu")), HEADLESS)


def _visit(what: str, scene: str = scenes.FIRST, *arguments: str) -> dict[str, float]:
    """Run a window in its own process; its last line says what it saw."""
    seen = process.run("ganplay.bench.visit", what, scene, repr(time.time()), *arguments)
    if "closing" in seen:
        seen["closed"] = time.time() - seen["closing"]
    return seen
