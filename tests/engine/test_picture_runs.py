"""Runs on pictures: the same bits for the same settings, and a sentence for what does not go together."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.conditions import Codes, Labels, Unconditional
from ganplay.contract.data import Ring
from ganplay.contract.errors import CheckpointError, SettingsError
from ganplay.contract.kinds import GENERATOR
from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    ConvolutionalGenerator,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.objectives import (
    Dragan,
    GradientPenalty,
    Hinge,
    LeastSquares,
    NonSaturating,
    Wasserstein,
    WeightClipping,
)
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import rebuilds
from ganplay.contract.training import RmsProp, Sgd, Updates
from ganplay.contract.views import TilesView
from ganplay.engine.experiments.gan import GanExperiment
from ganplay.engine.game.player import Player

from .runs import pictures, run, same, saved, small

pytestmark = pytest.mark.usefixtures("eye")

VARIANTS = {
    "dcgan": pictures(loss=NonSaturating()),
    "labels": pictures(condition=Labels(), average=0.9, updates=Updates(g_steps=2)),
    "infogan": pictures(
        condition=Codes(),
        discriminator=ConvolutionalDiscriminator(channels=4, packing=2, minibatch="stddev", dense=8),
    ),
    "wgan_gp": pictures(
        loss=Wasserstein(),
        penalty=GradientPenalty(),
        updates=Updates(d_steps=2),
        generator=ConvolutionalGenerator(channels=4, upsampling="nearest", dense=8),
        discriminator=ConvolutionalDiscriminator(channels=4, downsampling="mean_pool", norm="off"),
    ),
    "clipped": pictures(
        loss=Wasserstein(),
        penalty=WeightClipping(),
        d_optimiser=RmsProp(),
        discriminator=ConvolutionalDiscriminator(channels=4, downsampling="max_pool"),
    ),
    "hinge": pictures(
        loss=Hinge(),
        discriminator=ConvolutionalDiscriminator(channels=4, norm="spectral", minibatch="salimans"),
    ),
    "goodfellow": pictures(
        generator=PerceptronGenerator(width=16, output="tanh"),
        discriminator=PerceptronDiscriminator(width=16),
        condition=Labels(),
    ),
    "unrolled": pictures(updates=Updates(unroll=1), condition=Labels(), penalty=Dragan(weight=0.1)),
}
variants = pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)


@variants
def test_a_run_that_is_watched_is_the_run_that_is_not(settings, tmp_path):
    steps = 30
    unwatched, watched = run(settings, steps), GanExperiment(settings)
    whims = random.Random(1)
    logs = []
    for _ in range(steps):
        watched.advance()
        whim = whims.random()
        if whim < 0.1:
            watched.look(Look(tiles=8, model=True, measured=whim < 0.02))
        elif whim < 0.2:
            logs.append(watched.drain())
        elif whim < 0.25:
            watched.moment().save(tmp_path / "meanwhile.safetensors")
    assert same(unwatched, watched)
    log, rest = unwatched.drain(), watched.drain()
    np.testing.assert_array_equal(log.trace, np.concatenate([*(each.trace for each in logs), rest.trace]))
    sheets = [sheet for each in (*logs, rest) for sheet in each.sheets]
    assert [sheet.step for sheet in sheets] == [sheet.step for sheet in log.sheets]
    for one, other in zip(sheets, log.sheets, strict=True):
        np.testing.assert_array_equal(one.pictures, other.pictures)
    seen = [experiment.look(Look()).get(TilesView) for experiment in (unwatched, watched)]
    np.testing.assert_array_equal(seen[0].fake, seen[1].fake)


@variants
def test_a_checkpoint_goes_on_bit_for_bit_and_shows_the_same_tiles(settings, tmp_path):
    whole, part = run(settings, 20), run(settings, 9)
    before = part.look(Look(tiles=32)).get(TilesView)
    part.moment().save(tmp_path / "run.safetensors")
    part = GanExperiment.open(tmp_path / "run.safetensors")
    assert part.settings == settings
    after = part.look(Look(tiles=32)).get(TilesView)
    for name in ("fake", "real", "labels"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    for turn in (None,) * 11:
        part.advance(turn)
    assert same(whole, part)


@pytest.mark.parametrize("averaged", [False, True])
def test_knobs_turned_live_are_part_of_the_run(averaged, tmp_path):
    """Other classes, another batch, another weight of the codes; and an average from there on."""

    def played(pause):
        settings = pictures(condition=Codes())
        experiment = run(settings, 5)
        other = dataclasses.replace(
            settings,
            data=Strokes(size=200, classes=(3.0, 8.0)),
            condition=Codes(weight=0.1),
            batch=8,
            loss=LeastSquares(),
            penalty=Dragan(weight=0.1),
            average=0.9 if averaged else 0.0,
        )
        experiment.change(other)
        if pause:
            experiment.look(Look(measured=True))
            experiment.moment().save(tmp_path / "run.safetensors")
            experiment = GanExperiment.open(tmp_path / "run.safetensors")
        for _ in range(5):
            experiment.advance()
        return experiment

    assert same(played(pause=False), played(pause=True))


def test_an_average_changes_no_bit_of_the_players():
    plain, averaged = (saved(run(pictures(average=decay), 12))[0] for decay in (0.0, 0.95))
    assert all(torch.equal(tensor, averaged[name]) for name, tensor in plain.items())
    assert {name.partition(".")[0] for name in averaged.keys() - plain.keys()} == {"average"}


def test_a_checkpoint_that_lost_its_average_is_refused(tmp_path):
    path = tmp_path / "run.safetensors"
    run(pictures(average=0.0), 1).moment().save(path)
    from safetensors import safe_open
    from safetensors.torch import save_file

    from ganplay.contract.codec import to_toml

    with safe_open(path, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        header = file.metadata() | {"settings": to_toml(pictures(average=0.9))}
    save_file(tensors, path, metadata=header)
    with pytest.raises(CheckpointError, match=r"average\.0"):
        GanExperiment.open(path)


@pytest.mark.parametrize("turn", [None, GENERATOR])
def test_a_step_that_diverges_leaves_the_average_where_it_was(turn):
    headlong = {"g_optimiser": Sgd(rate=1.0), "d_optimiser": Sgd(rate=1.0), "loss": LeastSquares()}
    linear = {"generator": PerceptronGenerator(layers=0), "discriminator": PerceptronDiscriminator(layers=0)}
    experiment = run(pictures(average=0.9, **headlong, **linear), 0)
    for _ in range(3):
        experiment.advance(turn)
    before = saved(experiment)[0]
    while not experiment.diverged:
        before = saved(experiment)[0]
        experiment.advance(turn if experiment.step < 3 else None)
        assert experiment.step < 300
    after = saved(experiment)[0]
    assert any(name.startswith("average") for name in after)
    for name in after.keys() - {"stream"}:
        assert after[name].isfinite().all()
        assert torch.equal(after[name], before[name]), name


POINTS = {"data": Ring(), "generator": PerceptronGenerator(), "discriminator": PerceptronDiscriminator()}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (pictures(data=Ring()), r"generator\.name: convolutional does not go with data of ring"),
        (pictures(**POINTS | {"discriminator": ConvolutionalDiscriminator()}), r"discriminator\.name: "),
        (
            small(condition=Labels()),
            r"condition\.name: labels does not go with data of ring",
        ),
        (pictures(data=Strokes(size=200, classes=(3.5,))), r"data\.classes: 3\.5 is no class"),
        (pictures(data=Strokes(size=200, weights=(0.0,) * 10)), r"data\.weights"),
    ],
    ids=["G on points", "D on points", "labels on points", "classes", "weights"],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(settings, sentence):
    with pytest.raises(SettingsError, match=sentence) as caught:
        GanExperiment(settings)
    assert "\n" not in str(caught.value)


MLP = {"generator": PerceptronGenerator(width=8), "discriminator": PerceptronDiscriminator(width=8)}


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [
        (pictures(**MLP), pictures(**MLP | {"data": Ring()}), "data.name"),
        (small(), small(data=Strokes(size=200)), "data.name"),
        (
            pictures(condition=Labels()),
            pictures(condition=Labels(), data=Strokes(size=200, classes=(3.0,))),
            "data.classes",
        ),
        (pictures(), pictures(condition=Labels()), "condition.name"),
        (pictures(condition=Codes()), pictures(), "condition.name"),
        (pictures(condition=Codes()), pictures(condition=Codes(categories=9)), "condition.categories"),
        (pictures(condition=Codes()), pictures(condition=Codes(continuous=0)), "condition.continuous"),
        (pictures(), pictures(generator=PerceptronGenerator()), "generator.name"),
        (pictures(), pictures(discriminator=PerceptronDiscriminator()), "discriminator.name"),
        (
            pictures(),
            pictures(generator=dataclasses.replace(pictures().generator, channels=5)),
            "generator.channels",
        ),
        (
            pictures(),
            pictures(discriminator=ConvolutionalDiscriminator(channels=4, downsampling="max_pool")),
            "discriminator.downsampling",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_needs_new_networks_is_refused_live_and_changes_nothing(before, after, needed):
    assert needed in rebuilds(before, after)
    experiment = run(before, 2)
    with pytest.raises(SettingsError, match="takes effect with new networks; reset to apply it"):
        experiment.change(after)
    assert experiment.settings == before
    experiment.advance()
    assert same(experiment, run(before, 3))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pictures(), pictures(data=Strokes(size=300, classes=(1.0, 7.0)))),
        (pictures(condition=Codes()), pictures(condition=Codes(weight=0.2))),
        (pictures(condition=Labels()), pictures(condition=Labels(), average=0.9, batch=8)),
    ],
    ids=["classes", "lambda", "average"],
)
def test_what_needs_none_acts_at_the_next_step(before, after):
    assert rebuilds(before, after) == ()
    turned, plain = run(before, 2), run(before, 2)
    turned.change(after)
    turned.advance()
    plain.advance()
    assert turned.settings == after
    assert not same(turned, plain)


def test_a_weight_of_the_codes_leaves_the_random_numbers_alone():
    settings = pictures(condition=Codes())
    turned, plain = run(settings, 2), run(settings, 2)
    turned.change(pictures(condition=Codes(weight=0.2)))
    turned.advance()
    plain.advance()
    first, second = saved(turned)[0], saved(plain)[0]
    assert torch.equal(first["stream"], second["stream"])
    assert not torch.equal(first["generator.theta"], second["generator.theta"])


def test_unconditional_pictures_know_no_columns_behind_z():
    experiment = run(pictures(condition=Unconditional()), 0)
    assert experiment._observer.tiles.shape == (256, 4)


@pytest.mark.parametrize("condition", [Codes(0, 0), Codes(0, 2), Codes(3, 0)], ids=str)
@pytest.mark.parametrize("make", [pictures, small])
def test_codes_of_one_kind_or_none_play(make, condition):
    experiment = run(make(condition=condition), 3)
    assert np.isfinite(experiment.drain().trace).all()
    assert experiment.look(Look(manifold=True)).step == 3


@pytest.mark.parametrize("players", [1, 2])
def test_a_step_for_which_memory_does_not_suffice_is_taken_back(players, monkeypatch):
    """Be it before or after D has moved; with a smaller batch the run goes on."""
    experiment = run(pictures(average=0.9), 5)
    before, calls = saved(experiment)[0], []
    move = Player.move

    def run_out(player, gradient):
        calls.append(player)
        if len(calls) == players:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        move(player, gradient)

    with monkeypatch.context() as patch:
        patch.setattr(Player, "move", run_out)
        with pytest.raises(torch.OutOfMemoryError):
            experiment.advance()
    after = saved(experiment)[0]
    assert experiment.step == 5
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items() if name != "stream")
    experiment.change(pictures(average=0.9, batch=8, loss=NonSaturating()))
    experiment.advance()
    assert experiment.drain().trace[:, 0].tolist() == [1, 2, 3, 4, 5, 6]
