"""The same settings and seed give the same bits, whatever is looked at, drained or saved meanwhile."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.data import Grid, Ring
from ganplay.contract.errors import SettingsError
from ganplay.contract.kinds import DISCRIMINATOR, GENERATOR
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import (
    R1,
    Dragan,
    GradientPenalty,
    Hinge,
    LeastSquares,
    NonSaturating,
    Wasserstein,
    WeightClipping,
)
from ganplay.contract.training import Adam, Momentum, RmsProp, Sgd, Updates
from ganplay.engine.experiments.gan import GanExperiment

from .runs import run, same, saved, small

ALL_LAYERS = Look(optimal=True, pull=True, manifold=True, resolution=16)

VARIANTS = {
    "default": small(),
    "batch_norm": small(
        generator=PerceptronGenerator(width=16, norm="batch"),
        discriminator=PerceptronDiscriminator(width=16, norm="batch"),
    ),
    "spectral": small(
        discriminator=PerceptronDiscriminator(width=16, norm="spectral"), loss=Hinge(), d_optimiser=RmsProp()
    ),
    "momentum": small(g_optimiser=Momentum(momentum=-0.3), d_optimiser=Sgd(rate=0.05)),
    "gradient_penalty": small(
        loss=Wasserstein(), penalty=GradientPenalty(), updates=Updates(d_steps=3, g_steps=2)
    ),
    "clipping": small(loss=Wasserstein(), penalty=WeightClipping(), noise=Noise(dim=2, law="uniform")),
    "packing": small(
        discriminator=PerceptronDiscriminator(width=16, packing=3, minibatch="stddev"),
        penalty=Dragan(),
        updates=Updates(scheme="simultaneous"),
    ),
    "salimans": small(discriminator=PerceptronDiscriminator(width=8, minibatch="salimans"), batch=8),
    "unrolled": small(loss=NonSaturating(alpha=0.1), updates=Updates(unroll=2), penalty=R1()),
}
variants = pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)


@variants
def test_a_run_that_is_watched_is_the_run_that_is_not(settings, tmp_path):
    steps = 160
    unwatched, watched = run(settings, steps), GanExperiment(settings)
    whims = random.Random(1)
    traces, measures = [], []
    for _ in range(steps):
        watched.advance()
        whim = whims.random()
        if whim < 0.05:
            watched.look(ALL_LAYERS)
        elif whim < 0.1:
            log = watched.drain()
            traces.append(log.trace)
            measures.append(log.measures)
        elif whim < 0.12:
            watched.moment().save(tmp_path / "meanwhile.safetensors")
    assert same(unwatched, watched)
    log, rest = unwatched.drain(), watched.drain()
    np.testing.assert_array_equal(log.trace, np.concatenate([*traces, rest.trace]))
    np.testing.assert_array_equal(log.measures, np.concatenate([*measures, rest.measures]))


@variants
def test_a_checkpoint_goes_on_bit_for_bit(settings, tmp_path):
    """Saved twice, in the middle of what was drawn ahead."""
    whole, part = run(settings, 100), run(settings, 37)
    for steps in (4, 59):
        part.moment().save(tmp_path / "run.safetensors")
        part = GanExperiment.open(tmp_path / "run.safetensors")
        for _ in range(steps):
            part.advance()
    assert part.step == 100
    assert same(whole, part)


@variants
def test_a_moment_in_memory_is_gone_back_to_bit_for_bit(settings):
    """Twice, and what happened in between leaves no trace, an event told or a knob turned least of all."""
    whole, part = run(settings, 100), run(settings, 37)
    moment = part.moment()
    for steps in (63, 20):
        part.restore(moment)
        assert part.step == 37
        for _ in range(steps):
            part.advance()
        part.change(dataclasses.replace(settings, g_optimiser=Adam(rate=0.3), batch=40))
        part.advance()
    part.restore(moment)
    assert same(part, run(settings, 37))
    for _ in range(63):
        part.advance()
    assert same(whole, part)


def test_what_was_measured_later_is_not_the_moment_s():
    experiment = run(small(), 3)
    moment = experiment.moment()
    for _ in range(200):
        experiment.advance()
    experiment.restore(moment)
    experiment.drain()
    frame = experiment.look(Look(measured=False))
    assert frame.step == 3
    assert np.isnan(frame.numbers["sliced_w2"])
    measured = experiment.look(Look(measured=True)).numbers["sliced_w2"]
    assert measured == run(small(), 3).look(Look(measured=True)).numbers["sliced_w2"]


def test_a_moment_of_other_networks_is_refused_and_nothing_has_changed():
    experiment, other = run(small(), 5), run(small(noise=Noise(dim=3)), 5)
    with pytest.raises(SettingsError, match=r"noise\.dim"):
        experiment.restore(other.moment())
    assert same(experiment, run(small(), 5))


def changes(settings):
    """Steps at which live knobs are turned, and to what."""
    return {
        10: dataclasses.replace(settings, g_optimiser=Adam(rate=0.01)),
        20: dataclasses.replace(settings, g_optimiser=RmsProp(), loss=LeastSquares()),
        33: dataclasses.replace(settings, batch=16, penalty=GradientPenalty()),
        57: dataclasses.replace(settings, data=Grid(side=2), updates=Updates(d_steps=2)),
    }


def turn_knobs(experiment, until):
    while experiment.step < until:
        if experiment.step in changes(small()):
            experiment.change(changes(small())[experiment.step])
        experiment.advance()


def test_turning_a_knob_at_a_step_is_deterministic_too():
    first, second = GanExperiment(small()), GanExperiment(small())
    turn_knobs(first, 100)
    while second.step < 100:
        turn_knobs(second, second.step + 1)
        second.look(ALL_LAYERS)
    assert same(first, second)
    assert not same(first, run(small(), 100))


@pytest.mark.parametrize("when", [10, 25, 33, 34, 60])
def test_a_checkpoint_after_a_turned_knob_goes_on_bit_for_bit(when, tmp_path):
    whole, part = GanExperiment(small()), GanExperiment(small())
    turn_knobs(whole, 100)
    turn_knobs(part, when)
    part.moment().save(tmp_path / "run.safetensors")
    part = GanExperiment.open(tmp_path / "run.safetensors")
    turn_knobs(part, 100)
    assert same(whole, part)


def test_a_checkpoint_right_after_a_turned_knob_goes_on_bit_for_bit(tmp_path):
    whole = run(small(), 20)
    whole.change(small(batch=16, data=Grid(side=3)))
    whole.moment().save(tmp_path / "run.safetensors")
    part = GanExperiment.open(tmp_path / "run.safetensors")
    for _ in range(30):
        whole.advance()
        part.advance()
    assert same(whole, part)


def test_a_learning_rate_leaves_the_random_numbers_alone():
    """What is compared is then the rate, not the luck."""
    turned, plain = run(small(), 10), run(small(), 10)
    turned.change(small(g_optimiser=Adam(rate=1e-4), loss=NonSaturating()))
    for experiment in (turned, plain):
        for _ in range(10):
            experiment.advance()
    assert torch.equal(saved(turned)[0]["stream"], saved(plain)[0]["stream"])
    assert not same(turned, plain)


def test_torchs_own_random_numbers_are_neither_read_nor_moved(tmp_path):
    torch.manual_seed(1)
    first = run(small(penalty=Dragan()), 20)
    torch.manual_seed(2)
    before = torch.get_rng_state()
    second = GanExperiment(small(penalty=Dragan()))
    for _ in range(20):
        second.advance()
        second.look(ALL_LAYERS)
    second.moment().save(tmp_path / "run.safetensors")
    GanExperiment.open(tmp_path / "run.safetensors").look(Look(measured=True))
    assert torch.equal(torch.get_rng_state(), before)
    assert same(first, second)


def test_another_seed_is_another_run():
    first, second = (saved(run(small(seed=seed), 1))[0] for seed in (1, 2))
    assert not any(torch.equal(first[name], second[name]) for name in ("generator.theta", "stream"))


def test_steps_of_one_player_are_part_of_the_run(tmp_path):
    turns = [None, DISCRIMINATOR, GENERATOR, None]
    whole, part = GanExperiment(small()), GanExperiment(small())
    for turn in turns:
        whole.advance(turn)
        part.advance(turn)
        part.moment().save(tmp_path / "run.safetensors")
        part = GanExperiment.open(tmp_path / "run.safetensors")
    assert same(whole, part)


def test_a_knob_that_needs_new_networks_is_refused_and_changes_nothing():
    experiment, plain = run(small(), 5), run(small(), 6)
    with pytest.raises(SettingsError, match=r"generator\.width"):
        experiment.change(small(generator=PerceptronGenerator(width=17), batch=64))
    experiment.advance()
    assert same(experiment, plain)


def test_data_that_cannot_be_made_are_refused_and_change_nothing():
    experiment, plain = run(small(), 5), run(small(), 6)
    with pytest.raises(SettingsError, match="weights"):
        experiment.change(small(data=Ring(weights=(0.0,) * 8), batch=64))
    experiment.advance()
    assert same(experiment, plain)


def test_a_batch_that_would_take_all_memory_to_compare_is_refused_and_nothing_has_changed() -> None:
    settings = small(discriminator=PerceptronDiscriminator(width=8, minibatch="salimans"), batch=8)
    experiment = run(settings, 1)
    with pytest.raises(SettingsError, match="at most 1024 are allowed"):
        experiment.change(dataclasses.replace(settings, batch=4096))
    assert same(experiment, run(settings, 1))
    with pytest.raises(SettingsError, match="batch"):
        GanExperiment(dataclasses.replace(settings, batch=4096))
