"""Labels and codes in one step of play, against the same step written out by hand."""

from __future__ import annotations

import dataclasses

import pytest
import torch
import torch.nn.functional as F
from torch.distributions import Categorical, Normal

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.kinds import GENERATOR
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    ConvolutionalGenerator,
    Noise,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.objectives import R1, GradientPenalty, NonSaturating, NoPenalty
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings
from ganplay.contract.training import Sgd, Updates
from ganplay.engine.game.game import Game
from ganplay.engine.models.layers import Mode
from ganplay.engine.stream import Batch

CPU = torch.device("cpu")
G_RATE, D_RATE, DIM, CLASSES = 0.05, 0.2, 2, 3
TINY = Settings(
    noise=Noise(dim=DIM),
    generator=PerceptronGenerator(layers=1, width=3, activation="tanh"),
    discriminator=PerceptronDiscriminator(layers=1, width=4, activation="tanh"),
    loss=NonSaturating(),
    g_optimiser=Sgd(rate=G_RATE),
    d_optimiser=Sgd(rate=D_RATE),
    batch=9,
    device="cpu",
)
PACKED = PerceptronDiscriminator(layers=1, width=4, activation="tanh", packing=2)
CASES = [
    {"condition": Labels()},
    {"condition": Labels(), "penalty": GradientPenalty(weight=2.0)},
    {"condition": Labels(), "penalty": R1(gamma=1.0)},
    {"condition": Labels(), "discriminator": PACKED},
    {"condition": Codes(3, 2, weight=0.7)},
    {"condition": Codes(4, 0, weight=2.0), "discriminator": PACKED},
    {"condition": Codes(0, 2), "penalty": GradientPenalty(weight=2.0)},
]
cases = pytest.mark.parametrize("change", CASES, ids=str)


def given_of(condition, moves, n, rng):
    """Random columns behind z, shape (moves, n, columns)."""
    codes = isinstance(condition, Codes)
    count = condition.categories if codes else CLASSES
    parts = [2 * torch.rand(moves, n, condition.continuous if codes else 0, generator=rng) - 1]
    if count:
        parts.insert(0, torch.eye(count)[torch.randint(count, (moves, n), generator=rng)])
    return torch.cat(parts, dim=2)


def batch_of(settings, seed=3):
    rng, n, updates = torch.Generator().manual_seed(seed), settings.batch, settings.updates
    moves = updates.d_steps + updates.g_steps - 1
    z = torch.randn(moves, n, DIM, generator=rng)
    return Batch(
        torch.randn(updates.d_steps, n, 2, generator=rng),
        torch.cat((z, given_of(settings.condition, moves, n, rng)), dim=2),
        torch.rand(updates.d_steps, n, 1, generator=rng),
    )


def game_of(settings):
    return Game(settings, torch.Generator().manual_seed(1), CPU, CLASSES)


def answers(game, d, samples, given):
    """What D says of one minibatch: logits, and what its head reads of the codes."""
    packing = game.settings.discriminator.packing
    rows = torch.cat((samples, given), dim=1) if isinstance(game.settings.condition, Labels) else samples
    packs = [rows[i : i + packing].flatten() for i in range(0, len(rows) - packing + 1, packing)]
    said = game.discriminator(torch.stack(packs), game.discriminator.split(d), Mode())
    return said[:, :1], said[:, 1:]


def nats(game, read, given):
    """How little the head reads: -log Q(c), without the constant of a Gaussian."""
    codes, packing = game.settings.condition, game.settings.discriminator.packing
    given = given[::packing][: len(read)]
    lost = torch.zeros(len(read))
    if codes.categories:
        category = given[:, : codes.categories].argmax(dim=1)
        lost = lost - Categorical(logits=read[:, : codes.categories]).log_prob(category)
    for column in range(codes.categories, read.shape[1]):
        law = Normal(read[:, column], 1.0)
        lost = lost - law.log_prob(given[:, column]) + law.log_prob(read[:, column])
    return codes.weight * lost.mean()


def d_objective(game, d, real, fake, given, uniforms):
    """D's loss, and what codes and penalty add to it."""
    settings = game.settings
    at_real, _ = answers(game, d, real, given)
    at_fake, read = answers(game, d, fake, given)
    loss = F.softplus(-at_real).mean() + F.softplus(at_fake).mean()
    added = nats(game, read, given) if isinstance(settings.condition, Codes) else torch.zeros(())
    if not isinstance(settings.penalty, NoPenalty):
        interpolated = isinstance(settings.penalty, GradientPenalty)
        points = uniforms * real + (1 - uniforms) * fake if interpolated else real
        points = points if points.requires_grad else points.clone().requires_grad_()
        logits = answers(game, d, points, given)[0].sum()
        (slope,) = torch.autograd.grad(logits, points, create_graph=True)
        if interpolated:
            added = added + settings.penalty.weight * (slope.norm(dim=1) - 1).square().mean()
        else:
            added = added + settings.penalty.gamma / 2 * slope.square().sum(dim=1).mean()
    return loss, added


def g_objective(game, d, fake, given):
    logits, read = answers(game, d, fake, given)
    loss = F.softplus(-logits).mean()
    return loss, loss + nats(game, read, given) if isinstance(game.settings.condition, Codes) else loss


def generate(game, g, noise):
    return game.generator(noise, game.generator.split(g), Mode())


@cases
def test_a_step_is_the_step_by_hand(change, double_precision):
    """Real samples and those between bear their fake's label; the head's loss counts for both players."""
    settings = dataclasses.replace(TINY, **change)
    game, batch = game_of(settings), batch_of(settings)
    real, noise, uniforms = batch.real[0], batch.noise[0], batch.uniforms[0]
    given = noise[:, DIM:]
    g, d = game.generator.values.clone().requires_grad_(), game.discriminator.values.clone().requires_grad_()
    trace = dict(zip(GAN_COLUMNS.trace_keys, game.step(batch), strict=True))
    fake = generate(game, g, noise)
    loss, added = d_objective(game, d, real, fake.detach(), given, uniforms)
    d_after = (d - D_RATE * torch.autograd.grad(loss + added, d)[0]).detach()
    g_loss, whole = g_objective(game, d_after, fake, given)
    g_after = g - G_RATE * torch.autograd.grad(whole, g)[0]
    torch.testing.assert_close(game.discriminator.values, d_after)
    torch.testing.assert_close(game.generator.values, g_after.detach())
    torch.testing.assert_close(trace["d_loss"], loss)
    torch.testing.assert_close(trace["penalty"], added)
    torch.testing.assert_close(trace["g_loss"], g_loss)


@cases
@pytest.mark.parametrize("g_steps", [1, 2])
def test_the_unrolled_gradient_is_that_of_finite_differences(change, g_steps, double_precision):
    """An unrolled D sees the labels and reads the codes of the very samples that G is answering with."""
    updates = Updates(unroll=2, g_steps=g_steps)
    settings = dataclasses.replace(TINY, **change, updates=updates)
    game, batch = game_of(settings), batch_of(settings)
    after = game.generator.values.clone()
    for noise in batch.noise:
        before, given = after, noise[:, DIM:]

        def ahead(g, noise=noise, given=given):
            d, fake = game.discriminator.values.clone(), generate(game, g, noise).detach()
            for _ in range(2):
                d = d.requires_grad_()
                both = d_objective(game, d, batch.real[0], fake, given, batch.uniforms[0])
                d = (d - D_RATE * torch.autograd.grad(sum(both), d)[0]).detach()
            return float(g_objective(game, d, fake, given)[1])

        differences = torch.empty_like(before)
        for i in range(len(before)):
            nudge = torch.zeros_like(before)
            nudge[i] = 1e-5
            differences[i] = (ahead(before + nudge) - ahead(before - nudge)) / 2e-5
        after = before - G_RATE * differences
    game.step(batch, GENERATOR)
    torch.testing.assert_close(game.generator.values, after, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("g_norm", ["off", "batch"])
@pytest.mark.parametrize("d_norm", ["off", "batch", "spectral"])
def test_what_the_head_reads_teaches_all_of_d_and_all_of_g(g_norm, d_norm):
    """Twice the weight is another gradient in every layer, down to the first of either player."""
    settings = Settings(
        data=Strokes(size=200),
        condition=Codes(weight=1.0),
        noise=Noise(dim=2),
        generator=ConvolutionalGenerator(channels=4, norm=g_norm),
        discriminator=ConvolutionalDiscriminator(channels=4, norm=d_norm),
        g_optimiser=Sgd(),
        d_optimiser=Sgd(),
        device="cpu",
    )
    rng = torch.Generator().manual_seed(2)
    z = torch.randn(1, 8, 2, generator=rng)
    noise = torch.cat((z, given_of(settings.condition, 1, 8, rng)), dim=2)
    batch = Batch(torch.randn(1, 8, 784, generator=rng), noise, torch.empty(1, 8, 0))
    games = [game_of(dataclasses.replace(settings, condition=Codes(weight=weight))) for weight in (1.0, 2.0)]
    for game in games:
        game.step(batch)
    for name in ("generator", "discriminator"):
        first, second = (getattr(game, name) for game in games)
        kernels = [
            (one, other) for one, other in zip(first.frozen, second.frozen, strict=True) if one.dim() > 1
        ]
        assert len(kernels) == 3
        assert not any(torch.equal(*pair) for pair in kernels)
