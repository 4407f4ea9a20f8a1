"""The average of G's past, against its formula by hand; and whoever does not want it has none."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
import torch

from ganplay.contract.kinds import DISCRIMINATOR, GAN_TURNS
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Sgd, Updates
from ganplay.engine.game.game import Game
from ganplay.engine.game.player import DevicePlayer
from ganplay.engine.stream import Batch

CPU = torch.device("cpu")
TINY = Settings(
    noise=Noise(dim=2),
    generator=PerceptronGenerator(layers=1, width=3, norm="batch"),
    discriminator=PerceptronDiscriminator(layers=1, width=4, norm="batch"),
    batch=8,
    average=0.5,
    device="cpu",
)


def batch_of(settings, seed=3):
    rng, n, updates = torch.Generator().manual_seed(seed), settings.batch, settings.updates
    return Batch(
        torch.randn(updates.d_steps, n, 2, generator=rng),
        torch.randn(updates.d_steps + updates.g_steps - 1, n, 2, generator=rng),
        torch.empty(updates.d_steps, n, 0),
    )


def game_of(settings=TINY, **changes):
    return Game(dataclasses.replace(settings, **changes), torch.Generator().manual_seed(1), CPU)


def held(network):
    """A copy of all that a network is: its parameters and its running statistics."""
    return [tensor.clone() for tensor in (network.values, *network.buffers)]


def equal(first, second):
    return all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def on_device(game):
    game.g = DevicePlayer(game.generator, game.settings.g_optimiser)
    game.d = DevicePlayer(game.discriminator, game.settings.d_optimiser)
    return game


@pytest.mark.parametrize("decay", [0.3, 0.5, 0.999])
@pytest.mark.parametrize("place", [lambda game: game, on_device], ids=("host", "device"))
def test_it_follows_g_with_a_decay_that_grows_to_its_full_value(decay, place):
    """After move t the decay is min(decay, (1 + t) / (10 + t)), for statistics as for parameters."""
    game = place(game_of(average=decay))
    expected = held(game.generator)
    assert equal(held(game.average.network), expected)
    for t in range(1, 13):
        game.step(batch_of(TINY, seed=t))
        kept = min(decay, (1 + t) / (10 + t))
        now = held(game.generator)
        expected = [kept * old + (1 - kept) * new for old, new in zip(expected, now, strict=True)]
        for mine, formula in zip(held(game.average.network), expected, strict=True):
            torch.testing.assert_close(mine, formula)
        assert not equal(held(game.average.network), now)


def test_it_follows_every_move_of_g_and_none_of_d():
    """Two moves a step: halfway, halfway again; and D's own turns leave it where it is."""
    settings = dataclasses.replace(TINY, updates=Updates(g_steps=2), g_optimiser=Sgd(rate=0.1))
    game, single = game_of(settings, average=0.1), game_of(settings, average=0.1)
    game.step(batch_of(settings))
    before = held(game.average.network)
    game.step(batch_of(settings, seed=4), DISCRIMINATOR)
    assert equal(held(game.average.network), before)
    moved = []
    move = single.g.move

    def watched(gradient):
        move(gradient)
        moved.append(single.generator.values.clone())

    single.g.move = watched
    expected = single.generator.values.clone()
    single.step(batch_of(settings))
    for values in moved:
        expected = 0.1 * expected + 0.9 * values
    assert len(moved) == 2
    torch.testing.assert_close(before[0], expected)


def test_turned_on_it_starts_from_g_as_it_is():
    game = game_of(average=0.0)
    for seed in range(5):
        game.step(batch_of(TINY, seed))
    assert game.drawing is game.generator
    now = held(game.generator)
    game.change(dataclasses.replace(TINY, average=0.9))
    assert game.drawing is game.average.network
    assert equal(held(game.drawing), now)


def test_turned_further_it_goes_on_and_turned_off_and_on_it_starts_anew():
    game = game_of(average=0.5)
    for seed in range(5):
        game.step(batch_of(TINY, seed))
    before = held(game.average.network)
    game.change(dataclasses.replace(TINY, average=0.9, g_optimiser=Adam(rate=0.1)))
    assert equal(held(game.drawing), before)
    game.change(dataclasses.replace(TINY, average=0.0))
    game.change(dataclasses.replace(TINY, average=0.9))
    assert equal(held(game.drawing), held(game.generator))
    assert not equal(held(game.drawing), before)


def test_without_one_nothing_is_kept_of_it():
    game = game_of(average=0.0)
    begun = held(game.average.network)
    game.step(batch_of(TINY))
    assert equal(held(game.average.network), begun)
    assert not any(name.startswith("average") for name in game.state())
    assert game.keep()[2] == []


def test_it_changes_no_bit_of_the_game():
    plain, averaged = game_of(average=0.0), game_of(average=0.99)
    for seed, turn in itertools.product(range(3), [None, *GAN_TURNS]):
        traces = [game.step(batch_of(TINY, seed), turn) for game in (plain, averaged)]
        assert equal(*traces)
    state = averaged.state()
    assert all(torch.equal(tensor, state[name]) for name, tensor in plain.state().items())
    assert len(state) == len(plain.state()) + 3


def test_what_was_kept_takes_the_average_back_too():
    game = game_of()
    game.step(batch_of(TINY))
    before = {name: tensor.clone() for name, tensor in game.state().items()}
    kept = game.keep()
    game.step(batch_of(TINY, seed=4))
    assert not any(torch.equal(tensor, before[name]) for name, tensor in game.state().items())
    game.restore(kept)
    assert all(torch.equal(tensor, before[name]) for name, tensor in game.state().items())
    assert game.g.moves == 1
