"""Batch and spectral normalisation: what they promise, and what they must not leak."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from ganplay.contract import networks
from ganplay.engine.models.batch_norm import BatchNorm
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.layers import Mode
from ganplay.engine.models.linear import Linear

CPU = torch.device("cpu")


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def chance(*shape, seed=1):
    return torch.randn(*shape, generator=seeded(seed))


def batch_norm(width=3, activation="linear"):
    return BatchNorm(width, activation), (1 + 0.3 * chance(width, seed=5), chance(width, seed=6))


def test_each_minibatch_is_normalised_for_itself():
    norm, weights = batch_norm()
    real, fake = chance(8, 3), 5 + 2 * chance(8, 3, seed=2)
    together = norm(weights, torch.cat((real, fake)), Mode(groups=2))
    apart = torch.cat([norm(weights, x, Mode()) for x in (real, fake)])
    assert torch.equal(together, apart)
    assert not torch.allclose(together, norm(weights, torch.cat((real, fake)), Mode()))


def test_running_statistics_are_torchs():
    norm, weights = batch_norm()
    theirs = nn.BatchNorm1d(3)
    theirs.weight.data, theirs.bias.data = (value.clone() for value in weights)
    for seed in range(5):
        x = 3 + 2 * chance(16, 3, seed=seed)
        torch.testing.assert_close(norm(weights, x, Mode(tracking=True)), theirs(x))
    torch.testing.assert_close(norm.buffers, (theirs.running_mean, theirs.running_var))
    x = chance(6, 3, seed=9)
    torch.testing.assert_close(norm(weights, x, Mode(training=False)), theirs.eval()(x))


def test_two_minibatches_leave_their_mean_statistics():
    pair, weights = batch_norm()
    first, second = batch_norm()[0], batch_norm()[0]
    real, fake = chance(8, 3), 5 + 2 * chance(8, 3, seed=2)
    pair(weights, torch.cat((real, fake)), Mode(groups=2, tracking=True))
    first(weights, real, Mode(tracking=True))
    second(weights, fake, Mode(tracking=True))
    for both, a, b in zip(pair.buffers, first.buffers, second.buffers, strict=True):
        torch.testing.assert_close(both, (a + b) / 2)


@pytest.mark.parametrize("norm", ["batch", "spectral"])
def test_only_tracking_leaves_a_trace(norm):
    network = Discriminator(networks.PerceptronDiscriminator(norm=norm), seeded(), CPU)
    points = chance(20, 2)
    network.judge(points, network.weights, Mode(tracking=True))
    before = [buffer.clone() for buffer in network.buffers]
    network.judge(points, network.weights, Mode())
    network.judge(points, network.weights, Mode(training=False))
    network.logits_among(points, points)
    assert all(torch.equal(a, b) for a, b in zip(before, network.buffers, strict=True))
    network.values.mul_(1.1)
    network.judge(3 * points, network.weights, Mode(tracking=True))
    assert not torch.equal(before[0], network.buffers[0])


@pytest.mark.parametrize("norm", ["off", "batch", "spectral"])
def test_what_is_shown_for_a_point_does_not_depend_on_its_neighbours(norm):
    network = Discriminator(networks.PerceptronDiscriminator(norm=norm), seeded(), CPU)
    network.judge(chance(20, 2), network.weights, Mode(tracking=True))
    points = chance(9, 2, seed=2)
    alone = torch.cat([network.logits_among(point[None], points) for point in points])
    torch.testing.assert_close(network.logits_among(points, 7 + points), alone, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("inputs", "outputs"), [(2, 30), (30, 20), (30, 1)])
def test_spectral_normalisation_makes_every_layer_1_lipschitz(inputs, outputs):
    layer = Linear(inputs, outputs, "he", "linear", normalised=True)
    weights = (torch.empty(inputs, outputs), torch.empty(outputs))
    layer.initialise(weights, seeded())
    for _ in range(30):
        layer(weights, chance(1, inputs), Mode(tracking=True))
    response = layer((weights[0], torch.zeros(outputs)), torch.eye(inputs), Mode())
    assert float(torch.linalg.matrix_norm(response, 2)) == pytest.approx(1.0, abs=1e-3)


def test_one_power_iteration_a_step_follows_weights_that_move():
    layer, weights = Linear(20, 10, "he", "linear", normalised=True), (torch.empty(20, 10), torch.zeros(10))
    layer.initialise(weights, seeded())
    for seed in range(50):
        weights[0].add_(chance(20, 10, seed=seed), alpha=0.01)
        layer(weights, chance(1, 20), Mode(tracking=True))
    response = layer((weights[0], torch.zeros(10)), torch.eye(20), Mode())
    assert float(torch.linalg.matrix_norm(response, 2)) == pytest.approx(1.0, abs=0.02)


def test_the_gradient_goes_through_the_singular_value(double_precision):
    """Against W / |W|_2 of torch, whose gradient is u v^T too."""
    layer = Linear(5, 4, "he", "linear", normalised=True)
    weights = (torch.empty(5, 4), torch.zeros(4))
    layer.initialise(weights, seeded())
    for _ in range(300):
        layer(weights, torch.eye(5), Mode(tracking=True))
    matrix, target = weights[0].requires_grad_(), chance(5, 4)
    ours = (layer(weights, torch.eye(5), Mode()) * target).sum()
    theirs = (matrix / torch.linalg.matrix_norm(matrix, 2) * target).sum()
    torch.testing.assert_close(*(torch.autograd.grad(loss, matrix)[0] for loss in (ours, theirs)))


def test_maps_are_normalised_as_torch_does_it(double_precision):
    """One mean and one variance a map, over all of its pixels, in training and at rest."""
    norm, weights = batch_norm()
    theirs = nn.BatchNorm2d(3)
    theirs.weight.data, theirs.bias.data = (value.clone() for value in weights)
    for seed in range(4):
        x = 3 + 2 * chance(5, 3, 4, 4, seed=seed)
        ours = norm(weights, x, Mode(tracking=True))
        torch.testing.assert_close(ours, theirs(x))
        means, spreads = x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0)
        by_hand = (x - means.view(-1, 1, 1)) / (spreads.view(-1, 1, 1) + 1e-5).sqrt()
        torch.testing.assert_close(ours, by_hand * weights[0].view(-1, 1, 1) + weights[1].view(-1, 1, 1))
    torch.testing.assert_close(norm.buffers, (theirs.running_mean, theirs.running_var))
    x = chance(2, 3, 4, 4, seed=9)
    torch.testing.assert_close(norm(weights, x, Mode(training=False)), theirs.eval()(x))


@pytest.mark.parametrize("shape", [(1, 3), (1, 3, 1, 1)])
def test_a_batch_of_one_value_is_its_own_mean_and_has_no_variance(shape):
    norm, (gamma, beta) = batch_norm()
    x = chance(*shape)
    seen = norm((gamma, beta), x, Mode(tracking=True))
    torch.testing.assert_close(seen.flatten(), beta)
    torch.testing.assert_close(norm.buffers[0], 0.1 * x.flatten())
    torch.testing.assert_close(norm.buffers[1], torch.full((3,), 0.9))


def test_two_batches_of_one_row_leave_finite_statistics():
    norm, weights = batch_norm()
    assert norm(weights, chance(2, 3), Mode(groups=2, tracking=True)).isfinite().all()
    assert all(buffer.isfinite().all() for buffer in norm.buffers)


@pytest.mark.parametrize("shape", [(6, 3), (4, 3, 2, 2)])
@pytest.mark.parametrize("mode", [Mode(), Mode(groups=2), Mode(training=False)], ids=str)
def test_normalisation_can_be_differentiated_twice(shape, mode, double_precision):
    """Gradient penalties ask for it, with respect to the batch and to the layer's own parameters."""
    norm, weights = batch_norm(activation="tanh")
    leaves = [value.requires_grad_() for value in (chance(*shape), *weights)]
    assert torch.autograd.gradgradcheck(lambda x, *own: norm(own, x, mode), leaves)
