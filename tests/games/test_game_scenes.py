"""Every scene of a game keeps its promises, and its links lead there and back."""

from __future__ import annotations

import cmath
import dataclasses
import math
from collections.abc import Iterator

import pytest

from ganplay.contract import scenes
from ganplay.contract.games import Match
from ganplay.contract.scenes import Promise, Scene
from ganplay.games.analysis import analyse
from ganplay.games.trajectory import run

SCENES = {
    scene.name: scene for scene in map(scenes.load, scenes.names()) if isinstance(scene.settings, Match)
}


def meant(scene: Scene, promise: Promise) -> Match:
    """The match of which a promise speaks."""
    assert isinstance(scene.settings, Match)
    match, rules = scene.settings, (scene.settings.rule, *scene.beside)
    if promise.panel:
        panel = next(panel for panel in scene.panels if panel.title == promise.panel)
        match = panel.of(match)
        rules = (match.rule,) if "rule" in panel.own else rules
    return dataclasses.replace(match, rule=rules[promise.rule - 1])


def value(match: Match, promise: Promise) -> float:
    if promise.metric != "radius":
        known = analyse(match.game, match.rule, match.eta)
        assert known.radius is not None
        assert known.limit is not None
        assert known.eigenvalues is not None
        turn = 2 * math.pi / max(abs(cmath.phase(known.eigenvalues[0])), 1e-9)
        return {"rate": known.radius, "turn": turn, "limit": known.limit}[promise.metric]
    step = promise.at or match.steps
    radii = run(match.game, match.rule, match.eta, match.start, match.steps).radius
    return float(radii[step]) if step < len(radii) else math.inf


def promises() -> Iterator[tuple[str, int]]:
    return ((name, index) for name, scene in SCENES.items() for index in range(len(scene.promises)))


@pytest.mark.parametrize(("name", "index"), tuple(promises()))
def test_a_game_keeps_its_promise(name: str, index: int) -> None:
    promise = SCENES[name].promises[index]
    found = value(meant(SCENES[name], promise), promise)
    assert promise.at_least <= found <= promise.at_most


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_scene_promises_something_of_every_rule_and_panel(scene: Scene) -> None:
    if scene.panels:
        assert {promise.panel for promise in scene.promises} == {panel.title for panel in scene.panels}
    else:
        assert {promise.rule for promise in scene.promises} == set(range(1, len(scene.beside) + 2))


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_what_a_scene_refers_to_refers_back(scene: Scene) -> None:
    if scene.see_also:
        assert scenes.load(scene.see_also).see_also == scene.name


def speed(name: str, rule: int = 1, **knobs: float) -> float:
    """By how much a rule of a scene shrinks the logarithm of the radius a step, with other knobs."""
    match = meant(SCENES[name], Promise("rate", rule=rule))
    game = dataclasses.replace(match.game, **{key: value for key, value in knobs.items() if key != "eta"})
    radius = analyse(game, match.rule, knobs.get("eta", match.eta)).radius
    assert radius is not None
    return -math.log(radius)


def test_the_weak_pair_takes_four_times_as_long() -> None:
    strong = speed("game-bilinear", strong=1.0, weak=1.0)
    assert strong / speed("game-bilinear") == pytest.approx(4.0, abs=0.15)


def test_finite_steps_leak_outwards_the_slower_the_smaller_they_are() -> None:
    leaks = [-speed("game-continuous", 2, eta=eta) / eta**2 for eta in (0.3, 0.03, 0.003)]
    assert all(leak > 0 for leak in leaks)
    assert leaks[1] == pytest.approx(leaks[2], rel=1e-3)


def test_a_little_descent_converges_and_pure_rotation_does_not() -> None:
    assert speed("game-quadratic", mix=0.0) < 0 < speed("game-quadratic", mix=0.1)
