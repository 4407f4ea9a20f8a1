"""Every scene says what it is in few words and keeps its promises.

With the option ``--every-seed`` for each seed that it names, otherwise for its own.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.commands import Look
from ganplay.contract.pictures import Digits, Pictures
from ganplay.contract.scenes import Promise, Scene
from ganplay.contract.settings import Settings, changed
from ganplay.contract.snapshots import Frame, Log
from ganplay.contract.views import WeightsView

SCENES = {name: scenes.load(name) for name in scenes.names()}
TRAINED = {name: scene for name, scene in SCENES.items() if isinstance(scene.settings, Settings)}
MNIST = Path(__file__).parents[2] / "shared" / "mnist"


def due(scene: Scene) -> int:
    """The step by which all that a scene promises has come."""
    return max(promise.at or scene.steps for promise in scene.promises)


@functools.cache
def played(name: str, seed: int) -> tuple[Log, Frame]:
    """A scene until its last promise is due: all that was logged, and the last frame."""
    settings = dataclasses.replace(SCENES[name].settings, seed=seed, device="cpu")
    if isinstance(settings.data, Digits):
        if not MNIST.is_dir():
            pytest.skip(f"MNIST is not in {MNIST}")
        settings = dataclasses.replace(settings, data=dataclasses.replace(settings.data, folder=str(MNIST)))
    experiment = engine.load().create(settings)
    # Convolutions would take two cores from the tests beside this one.
    torch.set_num_threads(1)
    for _ in range(due(SCENES[name])):
        experiment.advance()
    return experiment.drain(), experiment.look(Look(surface=False))


def newest(log: Log, key: str, step: int) -> float:
    """The newest value of a metric that was known at a step."""
    steps, values = log.values(key)
    return float(values[(steps <= step) & ~np.isnan(values)][-1])


def broken(promise: Promise, log: Log, last: int) -> str:
    """What came instead of what was promised; empty when the promise was kept."""
    step = promise.at or last
    if promise.metric:
        value = newest(log, promise.metric, step)
        kept = promise.at_least <= value <= promise.at_most
        return "" if kept else f"{promise.metric} = {value:.4g} at step {step:,}"
    noticed = [event.step for event in log.events if event.kind == promise.event and event.step <= step]
    if promise.never:
        return f"{promise.event} at step {noticed[0]:,}" if noticed else ""
    return "" if noticed else f"no {promise.event} until step {step:,}"


def runs(every_seed: bool) -> Iterator[tuple[str, int]]:
    """Each scene with its own seed, or with all that it is held to."""
    for name, scene in TRAINED.items():
        yield name, scene.settings.seed
        for seed in scene.seeds if every_seed else ():
            yield name, seed


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.function is test_a_scene_keeps_its_promises:
        metafunc.parametrize(("name", "seed"), tuple(runs(metafunc.config.getoption("every_seed"))))


@pytest.mark.slow
def test_a_scene_keeps_its_promises(name: str, seed: int) -> None:
    scene, (log, _) = SCENES[name], played(name, seed)
    assert log.trace[-1, 0] == due(scene)
    found = [broken(promise, log, scene.steps) for promise in scene.promises]
    assert not any(found), "; ".join(filter(None, found))


@pytest.mark.slow
def test_clipped_weights_pile_up_at_the_corners() -> None:
    _, frame = played("wgan_clipped", SCENES["wgan_clipped"].settings.seed)
    weights = frame.get(WeightsView)
    assert weights is not None
    edges, counts = weights.histogram.edges, weights.histogram.counts
    assert edges[[0, -1]] == pytest.approx([-0.1, 0.1])
    assert 0.35 < counts[[0, -1]].sum() / counts.sum() < 0.75


@pytest.mark.slow
def test_weights_under_a_gradient_penalty_make_one_bump() -> None:
    _, frame = played("wgan_gp", SCENES["wgan_gp"].settings.seed)
    weights = frame.get(WeightsView)
    assert weights is not None
    counts = weights.histogram.counts
    middle = len(counts) // 3
    assert counts[[0, -1]].sum() / counts.sum() < 0.02
    assert counts[middle:-middle].sum() / counts.sum() > 0.8


class TestTheText:
    @pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
    def test_has_room_where_it_is_shown(self, scene: Scene) -> None:
        assert 0 < len(scene.title) <= 30
        assert 0 < len(scene.subtitle) <= 45
        assert 0 < len(scene.watch) <= 100
        assert 100 <= len(scene.note) <= 450
        assert "\n" not in scene.title + scene.subtitle + scene.watch + scene.note

    @pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
    def test_is_made_of_sentences(self, scene: Scene) -> None:
        assert scene.watch.endswith((".", "?"))
        assert scene.note.endswith(".")
        assert 2 <= scene.note.count(". ") + 1 <= 5
        assert not scene.title.endswith(".")
        assert scene.group

    @pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
    def test_that_says_every_seed_is_held_to_five(self, scene: Scene) -> None:
        if "every seed" in scene.note and isinstance(scene.settings, Settings):
            assert len({scene.settings.seed, *scene.seeds}) >= 5

    def test_names_each_scene_differently(self) -> None:
        titles = [scene.title for scene in SCENES.values()]
        assert len(set(titles)) == len(titles)


class TestTheOrder:
    def test_is_unique(self) -> None:
        orders = [scene.order for scene in SCENES.values()]
        assert len(set(orders)) == len(orders)

    def test_keeps_groups_together(self) -> None:
        groups = [group for group, _ in itertools.groupby(SCENES.values(), key=lambda scene: scene.group)]
        assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_scene_promises_something_within_its_steps(scene: Scene) -> None:
    assert scene.promises
    assert all(promise.at <= scene.steps for promise in scene.promises)
    assert scene.name not in TRAINED or scene.settings.seed not in scene.seeds


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_scene_and_what_it_refers_to_refer_to_each_other(scene: Scene) -> None:
    if scene.see_also:
        other = SCENES[scene.see_also]
        assert isinstance(other.settings, Settings) != isinstance(scene.settings, Settings)
        assert other.see_also


@pytest.mark.parametrize("scene", TRAINED.values(), ids=TRAINED)
def test_a_scene_opens_layers_and_monitors_that_there_are(scene: Scene) -> None:
    pytest.importorskip("PySide6", exc_type=ImportError)
    from ganplay.gui.charts import layers
    from ganplay.gui.images import monitors as picture_monitors
    from ganplay.gui.play import monitors as plane_monitors
    from ganplay.gui.training import monitors

    of_pictures = isinstance(scene.settings.data, Pictures)
    looks = picture_monitors.CLOSER_LOOKS if of_pictures else plane_monitors.CLOSER_LOOKS
    tabs = [look.title for look in looks] + [monitors.EVENTS, monitors.NOTE]
    assert set(scene.layers) <= set(layers.BY_NAME)
    assert scene.monitor in ("", *(tab.lower() for tab in tabs))


PAIRS = {
    ("collapse", "cure_minibatch"): ("discriminator.minibatch",),
    ("collapse", "cure_unrolling"): ("updates.unroll",),
    ("collapse", "cure_packing"): ("discriminator.packing",),
    ("collapse", "cure_tanh"): ("generator.activation", "discriminator.activation"),
    ("collapse", "no_cure_r1"): ("penalty.name", "penalty.gamma"),
    ("no_cure_r1", "cure_equal_rates"): ("d_optimiser.rate",),
    ("too_strong_minimax", "too_strong_non_saturating"): ("loss.name",),
    ("hinge_spectral", "hinge_spectral_scaled"): ("discriminator.input_scale",),
    ("digits-dcgan", "digits-collapse"): ("generator.norm", "discriminator.norm", "average"),
    ("ring8", "spiral"): ("data.name", "seed"),
    ("ring8", "swiss_roll"): ("data.name", "seed"),
}


@pytest.mark.parametrize(("pair", "differ"), PAIRS.items(), ids="-".join)
def test_scenes_that_are_compared_differ_in_that_alone(
    pair: tuple[str, str], differ: tuple[str, ...]
) -> None:
    before, after = (SCENES[name].settings for name in pair)
    paths = {path for path in changed(before, after) if path == "data.name" or path[:5] != "data."}
    assert paths == set(differ)


def test_the_first_scene_is_what_a_new_experiment_is() -> None:
    assert dataclasses.replace(SCENES[scenes.FIRST].settings, seed=0) == Settings(seed=0)
