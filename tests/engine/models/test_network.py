"""A network over one flat vector is the network that torch would build, forwards and backwards."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import nn

from ganplay.contract import networks
from ganplay.contract.knobs import fields_of
from ganplay.engine.models import generator
from ganplay.engine.models.activations import ACTIVATIONS, RECTIFIERS
from ganplay.engine.models.discriminator import MINIBATCH, Discriminator
from ganplay.engine.models.layers import Mode

CPU = torch.device("cpu")
TORCHS = {
    "relu": nn.ReLU,
    "leaky_relu": lambda: nn.LeakyReLU(0.2),
    "tanh": nn.Tanh,
    "elu": nn.ELU,
    "softplus": nn.Softplus,
    "sigmoid": nn.Sigmoid,
}


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def chance(*shape, seed=1):
    return torch.randn(*shape, generator=seeded(seed))


def torchs(network, settings, output=None):
    """The same network as a ``torch.nn.Sequential`` with copies of the same weights."""
    weights = iter(network.split(network.values))
    modules = []

    def linear():
        matrix, bias = next(weights), next(weights)
        modules.append(nn.Linear(*matrix.shape))
        modules[-1].weight.data = matrix.t().clone()
        modules[-1].bias.data = bias.clone()

    for _ in range(settings.layers):
        linear()
        if settings.norm == "batch":
            modules.append(nn.BatchNorm1d(settings.width))
            modules[-1].weight.data, modules[-1].bias.data = next(weights).clone(), next(weights).clone()
        modules.append(TORCHS[settings.activation]())
    linear()
    if output == "tanh":
        modules.append(nn.Tanh())
    assert next(weights, None) is None
    return nn.Sequential(*modules)


def agree(network, theirs, x, scale=1.0):
    ours, expected = network(x, network.weights, Mode()), theirs(scale * x)
    torch.testing.assert_close(ours, expected)
    target = chance(*ours.shape, seed=2)
    (gradient,) = torch.autograd.grad((ours - target).square().sum(), network.theta)
    (expected - target).square().sum().backward()
    slopes = [
        value.grad.t() if value.dim() == 2 else value.grad
        for value in theirs.parameters()
        if value.requires_grad
    ]
    assert gradient.shape == network.theta.shape
    for mine, slope in zip(network.split(gradient), slopes, strict=True):
        torch.testing.assert_close(mine, slope)


def test_every_activation_of_the_contract_is_there():
    assert set(ACTIVATIONS) == {*networks.ACTIVATIONS, "linear"}
    assert set(TORCHS) == set(networks.ACTIVATIONS)
    assert set(ACTIVATIONS) > RECTIFIERS


@pytest.mark.parametrize("activation", networks.ACTIVATIONS)
@pytest.mark.parametrize(("layers", "width"), [(0, 8), (1, 1), (1, 16), (2, 5), (3, 24)])
@pytest.mark.parametrize("norm", ["off", "batch"])
def test_a_discriminator_is_torchs(activation, layers, width, norm, double_precision):
    settings = networks.PerceptronDiscriminator(layers=layers, width=width, activation=activation, norm=norm)
    network = Discriminator(settings, seeded(), CPU)
    agree(network, torchs(network, settings), chance(20, 2))


@pytest.mark.parametrize(
    ("dim", "layers", "output", "norm", "scale"),
    [(1, 0, "tanh", "off", 1.0), (16, 1, "linear", "off", 0.25), (2, 2, "tanh", "batch", 8.0)],
)
def test_a_generator_is_torchs(dim, layers, output, norm, scale, double_precision):
    settings = networks.PerceptronGenerator(
        layers=layers, width=12, output=output, norm=norm, input_scale=scale
    )
    network = generator.network(settings, dim, 2, seeded(), CPU)
    agree(network, torchs(network, settings, output), chance(20, dim), scale)


@pytest.mark.parametrize("activation", networks.ACTIVATIONS)
def test_an_activation_can_be_differentiated_twice(activation, double_precision):
    """Gradient penalties and unrolling ask for it, and several activations work in place."""
    x = chance(9).double().requires_grad_()
    assert torch.autograd.gradgradcheck(lambda x: ACTIVATIONS[activation](x * 1.5), x)


@pytest.mark.parametrize(
    ("norm", "minibatch", "packing", "layers"),
    list(itertools.product(("off", "batch", "spectral"), ("off", *MINIBATCH), (1, 3), range(4))),
)
def test_every_combination_judges_each_pack_of_each_minibatch(norm, minibatch, packing, layers):
    settings = networks.PerceptronDiscriminator(
        layers=layers, width=6, norm=norm, minibatch=minibatch, packing=packing
    )
    network = Discriminator(settings, seeded(), CPU)
    points = chance(2 * 10, 2)
    logits = network.judge(points, network.weights, Mode(groups=2))
    assert logits.shape == (2 * (10 // packing), 1)
    (gradient,) = torch.autograd.grad(logits.sum(), network.theta)
    assert gradient.isfinite().all()
    assert gradient.abs().sum() > 0
    assert network.logits_among(points[:7], points).shape == (7,)


@pytest.mark.parametrize("layers", range(4))
@pytest.mark.parametrize("norm", ["off", "batch"])
def test_every_generator_makes_points_of_the_plane(layers, norm):
    settings = networks.PerceptronGenerator(layers=layers, width=6, norm=norm)
    network = generator.network(settings, 5, 2, seeded(), CPU)
    assert network(chance(10, 5), network.weights, Mode()).shape == (10, 2)


def test_the_options_of_the_contract_are_those_of_the_models():
    options = {field.name: field.knob.options for field in fields_of(networks.PerceptronDiscriminator)}
    assert options["minibatch"] == ("off", *MINIBATCH)


def test_a_seed_decides_the_weights_and_another_seed_others():
    first, same, other = (
        Discriminator(networks.PerceptronDiscriminator(), seeded(seed), CPU).values for seed in (1, 1, 2)
    )
    assert torch.equal(first, same)
    assert not torch.equal(first, other)


def test_the_network_at_other_parameters_is_a_function_of_them():
    network = Discriminator(networks.PerceptronDiscriminator(layers=1, width=4), seeded(), CPU)
    x, elsewhere = chance(5, 2), torch.zeros_like(network.values)
    assert torch.equal(network(x, network.split(elsewhere), Mode()), torch.zeros(5, 1))
    assert not torch.equal(network(x, network.weights, Mode()), torch.zeros(5, 1))


def test_units_are_shown_after_each_rectifier_and_nowhere_else():
    settings = networks.PerceptronDiscriminator(layers=3, width=7, minibatch="salimans")
    network = Discriminator(settings, seeded(), CPU)
    rows = list(network.rectified(chance(20, 2), network.frozen, Mode(training=False)))
    assert [row.shape for row in rows] == [(20, 7)] * 3
    assert all(bool((row >= 0).all()) for row in rows)
    smooth = Discriminator(networks.PerceptronDiscriminator(activation="tanh"), seeded(), CPU)
    assert not list(smooth.rectified(chance(20, 2), smooth.frozen, Mode(training=False)))
