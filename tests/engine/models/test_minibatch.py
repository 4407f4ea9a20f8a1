"""What a discriminator sees of its minibatch, against the papers' formulas written as loops."""

from __future__ import annotations

import itertools
import math

import pytest
import torch

from ganplay.contract import networks
from ganplay.engine.models.discriminator import MINIBATCH, Discriminator
from ganplay.engine.models.layers import Mode
from ganplay.engine.models.minibatch import MinibatchDiscrimination, MinibatchStddev

CPU = torch.device("cpu")


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def chance(*shape, seed=1):
    return torch.randn(*shape, generator=seeded(seed))


def made(kind, width):
    layer = kind(width)
    weights = tuple(torch.empty(shape) for shape in layer.shapes)
    layer.initialise(weights, seeded())
    return layer, weights


def test_stddev_appends_the_mean_spread_of_the_features():
    x = 2 * chance(7, 3)
    spreads = []
    for column in x.t().tolist():
        mean = sum(column) / 7
        spreads.append(math.sqrt(sum((value - mean) ** 2 for value in column) / 7))
    layer, weights = made(MinibatchStddev, 3)
    seen = layer(weights, x, Mode())
    assert torch.equal(seen[:, :3], x)
    torch.testing.assert_close(seen[:, 3], torch.full((7,), sum(spreads) / 3))


def test_salimans_layer_appends_the_similarities_to_all_samples():
    layer, (tensor,) = made(MinibatchDiscrimination, 4)
    x = chance(5, 4)
    projected = torch.einsum("na,abc->nbc", x, tensor.view(4, layer.kernels, layer.dim))
    expected = [
        [
            sum(math.exp(-float((projected[i, b] - projected[j, b]).abs().sum())) for j in range(5))
            for b in range(layer.kernels)
        ]
        for i in range(5)
    ]
    seen = layer((tensor,), x, Mode())
    assert torch.equal(seen[:, :4], x)
    torch.testing.assert_close(seen[:, 4:], torch.tensor(expected))


@pytest.mark.parametrize("kind", MINIBATCH.values())
def test_real_and_generated_minibatches_do_not_see_each_other(kind):
    layer, weights = made(kind, 4)
    real, fake = chance(6, 4), 3 * chance(6, 4, seed=2)
    together = layer(weights, torch.cat((real, fake)), Mode(groups=2))
    torch.testing.assert_close(together, torch.cat([layer(weights, x, Mode()) for x in (real, fake)]))


@pytest.mark.parametrize("kind", MINIBATCH.values())
def test_a_generator_collapsed_to_one_point_leaves_a_finite_gradient(kind):
    layer, weights = made(kind, 4)
    x = torch.ones(6, 4, requires_grad=True)
    (slope,) = torch.autograd.grad(layer(weights, x, Mode()).sum(), x)
    assert slope.isfinite().all()


@pytest.mark.parametrize(
    ("minibatch", "packing", "norm"),
    list(itertools.product(("off", *MINIBATCH), (1, 3), ("off", "batch", "spectral"))),
)
def test_a_lone_point_is_judged_in_the_first_place_of_the_first_pack(minibatch, packing, norm):
    """Brute force: put each point into the minibatch, judge it all, and read the first logit."""
    settings = networks.PerceptronDiscriminator(
        layers=1, width=5, minibatch=minibatch, packing=packing, norm=norm, activation="tanh"
    )
    network = Discriminator(settings, seeded(), CPU)
    points, among = 3 * chance(4, 2), chance(13, 2, seed=2)
    expected = []
    for point in points:
        pack = torch.cat((point[None], among[: packing - 1]))
        batch = torch.cat((pack, among[packing:]))
        expected.append(network.judge(batch, network.frozen, Mode(training=False))[0])
    torch.testing.assert_close(network.logits_among(points, among), torch.cat(expected), rtol=1e-5, atol=1e-6)


def test_one_pack_is_company_enough():
    """The smallest minibatch with the largest packing: nobody is left to compare with."""
    settings = networks.PerceptronDiscriminator(layers=1, width=5, minibatch="stddev", packing=8)
    network = Discriminator(settings, seeded(), CPU)
    assert network.logits_among(chance(4, 2), chance(8, 2)).isfinite().all()


def test_packing_judges_consecutive_points_together():
    """PacGAN: D of m points side by side is one network on 2 m numbers; what fills no pack is left out."""
    network = Discriminator(networks.PerceptronDiscriminator(layers=1, width=5, packing=4), seeded(), CPU)
    points = chance(2 * 10, 2)
    packs = torch.stack([points[start : start + 4].flatten() for start in (0, 4, 10, 14)])
    expected = network(packs, network.frozen, Mode(groups=2))
    assert torch.equal(network.judge(points, network.frozen, Mode(groups=2)), expected)
