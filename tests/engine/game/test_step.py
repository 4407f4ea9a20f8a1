"""One step of play against the same step written out by hand."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
import torch

from ganplay.contract.kinds import DISCRIMINATOR, GAN_TURNS, GENERATOR
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import GradientPenalty, NonSaturating, WeightClipping
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Sgd, Updates
from ganplay.engine.game.game import Game
from ganplay.engine.game.player import DevicePlayer
from ganplay.engine.stream import Batch

from ..relativistic import Relativistic

pytestmark = pytest.mark.usefixtures("relativistic")

CPU = torch.device("cpu")
G_RATE, D_RATE = 0.05, 0.2
TINY = Settings(
    noise=Noise(dim=2),
    generator=PerceptronGenerator(layers=1, width=3, activation="tanh"),
    discriminator=PerceptronDiscriminator(layers=1, width=4, activation="tanh"),
    loss=NonSaturating(),
    g_optimiser=Sgd(rate=G_RATE),
    d_optimiser=Sgd(rate=D_RATE),
    batch=8,
    device="cpu",
)


def batch_of(settings, seed=3, columns=1):
    updates, rng = settings.updates, torch.Generator().manual_seed(seed)
    n, k = settings.batch, updates.d_steps
    return Batch(
        torch.randn(k, n, 2, generator=rng),
        torch.randn(k + updates.g_steps - 1, n, settings.noise.dim, generator=rng),
        torch.rand(k, n, columns, generator=rng),
    )


def game_of(settings):
    return Game(settings, torch.Generator().manual_seed(1), CPU)


def mlp(theta, sizes, x):
    """The network of the given sizes with tanh, its matrices stored with the long side contiguous."""
    for i, (into, out) in enumerate(itertools.pairwise(sizes)):
        matrix, bias, theta = torch.split(theta, [into * out, out, len(theta) - into * out - out])
        matrix = matrix.view(into, out) if into < out else matrix.view(out, into).t()
        x = x @ matrix + bias
        x = x.tanh() if i < len(sizes) - 2 else x
    return x


def generate(theta, z):
    return mlp(theta, (2, 3, 2), z)


def logit(theta, x):
    return mlp(theta, (2, 4, 1), x)


def d_slope(g, d, real, z):
    d = d.detach().requires_grad_()
    loss = -torch.sigmoid(logit(d, real)).log().mean()
    loss = loss - torch.sigmoid(-logit(d, generate(g, z).detach())).log().mean()
    return torch.autograd.grad(loss, d)[0], loss.detach()


def g_slope(g, d, z):
    g = g.detach().requires_grad_()
    loss = -torch.sigmoid(logit(d.detach(), generate(g, z))).log().mean()
    return torch.autograd.grad(loss, g)[0], loss.detach()


@pytest.mark.parametrize("turn", [None, *GAN_TURNS])
@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (1, 2), (2, 3)])
def test_alternating_play_is_algorithm_1(d_steps, g_steps, turn, double_precision):
    """Each D update sees new points; G answers the D that has moved, first on the noise it saw last."""
    settings = dataclasses.replace(TINY, updates=Updates(d_steps=d_steps, g_steps=g_steps))
    game, batch = game_of(settings), batch_of(settings)
    g, d = game.generator.values.clone(), game.discriminator.values.clone()
    trace = dict(zip(GAN_COLUMNS.trace_keys, game.step(batch, turn), strict=True))
    for k in range(d_steps):
        slope, d_loss = d_slope(g, d, batch.real[k], batch.noise[k])
        if turn is not GENERATOR:
            d = d - D_RATE * slope
    for j in range(g_steps):
        slope_of_g, g_loss = g_slope(g, d, batch.noise[d_steps - 1 + j])
        if turn is not DISCRIMINATOR:
            g = g - G_RATE * slope_of_g
    torch.testing.assert_close(game.generator.values, g)
    torch.testing.assert_close(game.discriminator.values, d)
    torch.testing.assert_close(trace["d_loss"], d_loss)
    torch.testing.assert_close(trace["g_loss"], g_loss)
    torch.testing.assert_close(trace["d_grad"], slope.norm())
    torch.testing.assert_close(trace["g_grad"], slope_of_g.norm())
    assert float(trace["penalty"]) == 0


@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (1, 2)])
def test_simultaneous_play_answers_the_discriminator_before_its_last_move(d_steps, g_steps, double_precision):
    updates = Updates(scheme="simultaneous", d_steps=d_steps, g_steps=g_steps)
    settings = dataclasses.replace(TINY, updates=updates)
    game, batch = game_of(settings), batch_of(settings)
    g, d = game.generator.values.clone(), game.discriminator.values.clone()
    game.step(batch)
    for k in range(d_steps):
        before = d
        d = d - D_RATE * d_slope(g, d, batch.real[k], batch.noise[k])[0]
    for j in range(g_steps):
        g = g - G_RATE * g_slope(g, before if j == 0 else d, batch.noise[d_steps - 1 + j])[0]
    torch.testing.assert_close(game.generator.values, g)
    torch.testing.assert_close(game.discriminator.values, d)


@pytest.mark.parametrize("scheme", ["alternating", "simultaneous"])
def test_a_generator_that_sees_real_samples_answers_those_that_d_saw_last(scheme, double_precision):
    """RpGAN (Jolicoeur-Martineau 2019): G minimises -E ln sigma(C(G(z)) - C(x)), pair by pair."""
    updates = Updates(scheme=scheme, d_steps=2, g_steps=2)
    settings = dataclasses.replace(TINY, updates=updates, loss=Relativistic())
    game, batch = game_of(settings), batch_of(settings)
    g, d = game.generator.values.clone(), game.discriminator.values.clone()
    trace = dict(zip(GAN_COLUMNS.trace_keys, game.step(batch), strict=True))
    for k in range(2):
        before, leaf = d, d.clone().requires_grad_()
        fake = generate(g, batch.noise[k])
        d_loss = -torch.sigmoid(logit(leaf, batch.real[k]) - logit(leaf, fake)).log().mean()
        d = d - D_RATE * torch.autograd.grad(d_loss, leaf)[0]
    for j in range(2):
        seen = before if scheme == "simultaneous" and j == 0 else d
        leaf = g.clone().requires_grad_()
        fake = generate(leaf, batch.noise[1 + j])
        g_loss = -torch.sigmoid(logit(seen, fake) - logit(seen, batch.real[1])).log().mean()
        g = g - G_RATE * torch.autograd.grad(g_loss, leaf)[0]
    torch.testing.assert_close(game.generator.values, g)
    torch.testing.assert_close(game.discriminator.values, d)
    torch.testing.assert_close(trace["d_loss"], d_loss.detach())
    torch.testing.assert_close(trace["g_loss"], g_loss.detach())


def test_what_is_traced_of_d_is_its_output_before_it_moves(double_precision):
    game, batch = game_of(TINY), batch_of(TINY)
    g, d = game.generator.values.clone(), game.discriminator.values.clone()
    trace = dict(zip(GAN_COLUMNS.trace_keys, game.step(batch), strict=True))
    torch.testing.assert_close(trace["d_real"], torch.sigmoid(logit(d, batch.real[0])).mean())
    torch.testing.assert_close(trace["d_fake"], torch.sigmoid(logit(d, generate(g, batch.noise[0]))).mean())


@pytest.mark.parametrize("norm", ["off", "batch", "spectral"])
@pytest.mark.parametrize(("turn", "still"), [(DISCRIMINATOR, "generator"), (GENERATOR, "discriminator")])
def test_a_turn_moves_one_player_and_leaves_the_other_bit_for_bit(turn, still, norm):
    """Buffers too: with batch normalisation, moved statistics would be seen to move the points."""
    settings = dataclasses.replace(
        TINY,
        generator=PerceptronGenerator(layers=1, width=3, norm="batch"),
        discriminator=PerceptronDiscriminator(layers=1, width=4, norm=norm),
        g_optimiser=Adam(),
        d_optimiser=Adam(),
    )
    game = game_of(settings)
    game.step(batch_of(settings))
    before = {name: tensor.clone() for name, tensor in game.state().items()}
    game.step(batch_of(settings, seed=4), turn)
    after = game.state()
    assert all(torch.equal(before[name], after[name]) for name in before if name.startswith(still))
    moved = "generator" if still == "discriminator" else "discriminator"
    assert not torch.equal(before[f"{moved}.theta"], after[f"{moved}.theta"])


def test_the_generators_move_leaves_no_gradient_anywhere():
    game = game_of(TINY)
    game.step(batch_of(TINY))
    assert game.discriminator.theta.grad is None
    assert game.generator.theta.grad is None


def test_the_penalty_is_added_to_what_d_descends_and_traced_beside_its_loss(double_precision):
    settings = dataclasses.replace(TINY, penalty=GradientPenalty(weight=2.0))
    game, batch = game_of(settings), batch_of(settings)
    g, d = game.generator.values.clone(), game.discriminator.values.clone().requires_grad_()
    trace = dict(zip(GAN_COLUMNS.trace_keys, game.step(batch), strict=True))
    u, fake = batch.uniforms[0], generate(g, batch.noise[0])
    between = (u * batch.real[0] + (1 - u) * fake).requires_grad_()
    (slope,) = torch.autograd.grad(logit(d, between).sum(), between, create_graph=True)
    term = 2.0 * (slope.norm(dim=1) - 1).square().mean()
    loss_slope, loss = d_slope(g, d, batch.real[0], batch.noise[0])
    expected = d - D_RATE * (loss_slope + torch.autograd.grad(term, d)[0])
    torch.testing.assert_close(trace["penalty"].detach(), term.detach())
    torch.testing.assert_close(trace["d_loss"].detach(), loss)
    torch.testing.assert_close(game.discriminator.values, expected.detach())


def test_clipping_holds_after_every_step_and_from_the_first():
    settings = dataclasses.replace(TINY, penalty=WeightClipping(bound=0.05))
    game = game_of(settings)
    assert float(game.discriminator.values.abs().max()) > 0.05
    for seed in range(5):
        game.step(batch_of(settings, seed=seed))
        assert float(game.discriminator.values.abs().max()) == pytest.approx(0.05)


def poisoned(settings):
    """Its second D update sees an infinity, its first does not."""
    batch = batch_of(settings)
    batch.real[1, 0, 0] = torch.inf
    return batch


def on_device(game):
    """The same game between the players that a GPU has."""
    game.g = DevicePlayer(game.generator, game.settings.g_optimiser)
    game.d = DevicePlayer(game.discriminator, game.settings.d_optimiser)
    return game


UNHAPPY = dataclasses.replace(
    TINY,
    generator=PerceptronGenerator(layers=1, width=3, norm="batch"),
    discriminator=PerceptronDiscriminator(layers=1, width=4, norm="batch"),
    updates=Updates(d_steps=2),
    g_optimiser=Adam(),
    d_optimiser=Adam(),
)


@pytest.mark.parametrize("turn", [None, *GAN_TURNS])
def test_an_infinity_on_the_way_shows_in_the_trace(turn):
    game = game_of(UNHAPPY)
    trace = game.step(poisoned(UNHAPPY), turn)
    assert not all(bool(value.isfinite()) for value in trace)


@pytest.mark.parametrize(
    "made", [game_of, lambda settings: on_device(game_of(settings))], ids=("host", "device")
)
def test_what_was_kept_takes_a_step_back_whole(made):
    game = made(UNHAPPY)
    game.step(batch_of(UNHAPPY))
    before = {name: tensor.clone() for name, tensor in game.state().items()}
    kept = game.g.keep(), game.d.keep()
    game.step(poisoned(UNHAPPY))
    assert not any(torch.equal(tensor, before[name]) for name, tensor in game.state().items())
    game.g.restore(kept[0])
    game.d.restore(kept[1])
    assert all(torch.equal(tensor, before[name]) for name, tensor in game.state().items())
    assert (int(game.g.moves), int(game.d.moves)) == (1, 2)


@pytest.mark.parametrize("penalty", [TINY.penalty, WeightClipping()], ids=repr)
def test_players_of_a_device_play_the_same_game(penalty):
    settings = dataclasses.replace(UNHAPPY, penalty=penalty, updates=Updates(d_steps=2, unroll=2))
    games = game_of(settings), on_device(game_of(settings))
    for seed in range(5):
        for host, device in zip(*(game.step(batch_of(settings, seed)) for game in games), strict=True):
            torch.testing.assert_close(host, device, check_dtype=False)
    states = [game.state() for game in games]
    for name in states[0]:
        torch.testing.assert_close(states[0][name], states[1][name])
