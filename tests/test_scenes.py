"""Every scene keeps what its note promises."""

from __future__ import annotations

import dataclasses
import functools
import math
from dataclasses import dataclass

import pytest

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.commands import Look
from ganplay.contract.scenes import Promise, Scene
from ganplay.gui.pages.monitors import DISTANCES, EVENTS, NOTE, SIGNALS, WEIGHTS
from ganplay.gui.plots.layers import BY_NAME

NAMES = scenes.names()
SCENES = [scenes.load(name) for name in NAMES]
RUNS = [(scene.name, seed) for scene in SCENES for seed in (scene.settings.seed, *scene.seeds)]


@dataclass(frozen=True)
class Run:
    """What one scene did with one seed."""

    numbers: dict[int, dict[str, float]]
    """Every metric at the steps that a promise names."""
    events: dict[str, int]
    """The first step of each kind of event."""


@functools.cache
def play(name: str, seed: int) -> Run:
    scene = scenes.load(name)
    experiment = engine.load().create(dataclasses.replace(scene.settings, seed=seed, device="cpu"))
    numbers: dict[int, dict[str, float]] = {}
    for step in sorted({at(scene, promise) for promise in scene.promises}):
        while experiment.step < step and not experiment.diverged:
            experiment.advance()
        numbers[step] = dict(experiment.look(Look(surface=False, measured=True)).numbers)
    events: dict[str, int] = {}
    for event in experiment.drain().events:
        events.setdefault(event.kind, event.step)
    return Run(numbers, events)


def at(scene: Scene, promise: Promise) -> int:
    return promise.at or scene.steps


@pytest.mark.parametrize(("name", "seed"), RUNS)
def test_a_scene_keeps_its_promises(name: str, seed: int):
    scene, run = scenes.load(name), play(name, seed)
    assert "diverged" not in run.events
    for promise in scene.promises:
        step = at(scene, promise)
        if promise.event:
            noticed = run.events.get(promise.event, math.inf) <= step
            assert noticed != promise.never, f"{promise}: {run.events}"
        else:
            value = run.numbers[step][promise.metric]
            assert promise.at_least <= value <= promise.at_most, f"{promise.metric} is {value} at step {step}"


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_can_be_shown(name: str):
    scene = scenes.load(name)
    assert scene.promises
    assert scene.note
    assert 0 < len(scene.title) <= 30
    assert 0 < len(scene.watch) <= 100
    assert scene.steps >= max(promise.at for promise in scene.promises)
    assert set(scene.layers) <= set(BY_NAME)
    assert scene.monitor.capitalize() in ("", DISTANCES, SIGNALS, WEIGHTS, EVENTS, NOTE)


def test_scenes_stand_in_lecture_order():
    groups = [scenes.load(name).group for name in NAMES]
    assert NAMES[0] == scenes.FIRST
    assert groups == sorted(groups, key=groups.index), "each group stands together"
    assert "" not in groups
