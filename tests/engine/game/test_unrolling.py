"""G's look ahead, against finite differences of where D would go."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from ganplay.contract.kinds import DISCRIMINATOR, GENERATOR
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import (
    R1,
    R2,
    Dragan,
    GradientPenalty,
    Hinge,
    LeastSquares,
    Minimax,
    NonSaturating,
    NoPenalty,
    Wasserstein,
    WeightClipping,
)
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Momentum, RmsProp, Sgd, Updates
from ganplay.engine.game.game import Game
from ganplay.engine.losses import LOSSES
from ganplay.engine.models.layers import Mode
from ganplay.engine.optimisers import OPTIMISERS
from ganplay.engine.penalties import PENALTIES
from ganplay.engine.stream import Batch

from ..relativistic import Relativistic

pytestmark = pytest.mark.usefixtures("relativistic")

CPU = torch.device("cpu")
G_RATE = 0.1
TINY = Settings(
    noise=Noise(dim=2),
    generator=PerceptronGenerator(layers=1, width=3, activation="tanh"),
    discriminator=PerceptronDiscriminator(layers=1, width=4, activation="tanh"),
    loss=NonSaturating(),
    updates=Updates(unroll=3),
    g_optimiser=Sgd(rate=G_RATE),
    d_optimiser=Sgd(rate=0.5),
    batch=8,
    device="cpu",
)


def batch_of(settings, seed=3):
    rng, n = torch.Generator().manual_seed(seed), settings.batch
    return Batch(
        torch.randn(1, n, 2, generator=rng),
        torch.randn(1, n, 2, generator=rng),
        torch.rand(1, n, PENALTIES[type(settings.penalty)].uniforms(2), generator=rng),
    )


def foreseen(game, fake, batch, settings):
    """D's parameters after K updates on these points, by plain numbers: nothing to differentiate."""
    network, fake = game.discriminator, fake.detach()
    loss, penalty = LOSSES[type(settings.loss)], PENALTIES[type(settings.penalty)]
    theta, memory = network.values.clone(), game.d.memory
    for i in range(settings.updates.unroll):
        theta = theta.requires_grad_()
        weights = network.split(theta)

        def critic(points, weights=weights):
            return network.judge(points, weights, Mode())

        value = loss.discriminator(settings.loss, critic(batch.real[0]), critic(fake))
        if penalty.term is not None:
            value = value + penalty.term(settings.penalty, critic, batch.real[0], fake, batch.uniforms[0])
        (slope,) = torch.autograd.grad(value, theta)
        step = OPTIMISERS[type(settings.d_optimiser)].step
        theta, memory = step(settings.d_optimiser, theta.detach(), slope, memory, game.d.moves + 1 + i)
        if penalty.project is not None:
            theta = penalty.project(settings.penalty, theta)
    return theta.detach()


def gradients(settings):
    """G's gradient as the game has it, by central differences, and with D's answer held fixed."""
    game = Game(settings, torch.Generator().manual_seed(1), CPU)
    for seed in range(3):
        # So that the optimiser has a memory and clipping has clipped.
        game.step(batch_of(settings, seed=10 + seed), DISCRIMINATOR)
    batch = batch_of(settings)
    before = game.generator.values.clone()

    def loss_at(g, d=None):
        fake = game.generator(batch.noise[0], game.generator.split(g), Mode())
        d = foreseen(game, fake, batch, settings) if d is None else d

        def judge(points):
            return game.discriminator.judge(points, game.discriminator.split(d), Mode())

        loss = LOSSES[type(settings.loss)]
        return loss.generator_loss(settings.loss, judge(fake), lambda: judge(batch.real[0]))

    differences = torch.empty_like(before)
    for i in range(len(before)):
        nudge = torch.zeros_like(before)
        nudge[i] = 1e-5
        differences[i] = (loss_at(before + nudge) - loss_at(before - nudge)).detach() / 2e-5
    fake = game.generator(batch.noise[0], game.generator.frozen, Mode())
    there = foreseen(game, fake, batch, settings)
    leaf = before.clone().requires_grad_()
    (look_ahead,) = torch.autograd.grad(loss_at(leaf, there), leaf)
    game.step(batch, GENERATOR)
    return (before - game.generator.values) / G_RATE, differences, look_ahead


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"updates": Updates(unroll=1)},
        {"updates": Updates(unroll=3, scheme="simultaneous")},
        {"loss": Minimax(alpha=0.1, beta=0.1)},
        {"loss": LeastSquares()},
        {"loss": Hinge()},
        {"loss": Relativistic()},
        {"d_optimiser": Momentum(rate=0.3, momentum=0.5)},
        {"d_optimiser": Momentum(rate=0.3, momentum=-0.5)},
        {"d_optimiser": RmsProp(rate=0.05, decay=0.9)},
        {"d_optimiser": Adam(rate=0.05)},
        {"penalty": WeightClipping(bound=0.5)},
        {"penalty": R1(gamma=1)},
        {"penalty": R2(gamma=1)},
        {"penalty": GradientPenalty(weight=1), "loss": Wasserstein()},
        {"penalty": Dragan(weight=1)},
        {"discriminator": PerceptronDiscriminator(layers=1, width=4, activation="tanh", norm="batch")},
        {"discriminator": PerceptronDiscriminator(layers=1, width=4, activation="tanh", minibatch="stddev")},
        {"discriminator": PerceptronDiscriminator(layers=1, width=4, activation="tanh", packing=2)},
    ],
    ids=str,
)
def test_the_gradient_flows_through_every_inner_step(change, double_precision):
    settings = dataclasses.replace(TINY, **change)
    unrolled, differences, look_ahead = gradients(settings)
    torch.testing.assert_close(unrolled, differences, rtol=1e-4, atol=1e-7)
    assert not torch.allclose(unrolled, look_ahead, rtol=0.01, atol=1e-4), "mere look-ahead"


def test_looking_ahead_leaves_no_trace_in_d():
    settings = dataclasses.replace(
        TINY,
        discriminator=PerceptronDiscriminator(layers=1, width=4, norm="spectral"),
        penalty=NoPenalty(),
        d_optimiser=Adam(),
    )
    games = [
        Game(dataclasses.replace(settings, updates=Updates(unroll=k)), torch.Generator().manual_seed(1), CPU)
        for k in (0, 4)
    ]
    for game in games:
        for seed in range(3):
            game.step(batch_of(settings, seed=seed), DISCRIMINATOR)
    plain, unrolled = (game.state() for game in games)
    assert all(torch.equal(plain[name], unrolled[name]) for name in plain)
    assert games[0].d.moves == games[1].d.moves
