"""Convolutional players are the networks that torch would build, forwards and backwards."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import nn

from ganplay.contract import networks
from ganplay.contract.knobs import fields_of
from ganplay.engine.models import generator
from ganplay.engine.models.convolution import Convolution
from ganplay.engine.models.discriminator import MINIBATCH, Discriminator
from ganplay.engine.models.layers import Mode

CPU = torch.device("cpu")
SIDE, PIXELS = 28, 784
FEW, MANY = 4, 8
DOWN = ("strided", "max_pool", "mean_pool")


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def chance(*shape, seed=1):
    return torch.randn(*shape, generator=seeded(seed))


def labelled(n, classes, seed=4):
    """Pictures followed by one-hot labels, shape (n, 784 + classes)."""
    labels = torch.randint(classes, (n,), generator=seeded(seed))
    return torch.cat((chance(n, PIXELS), torch.eye(classes)[labels]), dim=1)


def with_weights_of(network, modules):
    """Torch's modules with copies of the network's parameters, which come in the same order."""
    theirs = nn.Sequential(*modules)
    for parameter, value in zip(theirs.parameters(), network.split(network.values), strict=True):
        value = value.t() if value.dim() == 2 else value
        assert parameter.shape == value.shape
        parameter.data = value.clone()
    return theirs


def agree(network, theirs, x, seen=None):
    """Both say the same of x (which torch is shown as ``seen``), and learn the same from it."""
    ours, expected = network(x, network.weights, Mode()), theirs(x if seen is None else seen)
    torch.testing.assert_close(ours, expected)
    target = chance(*ours.shape, seed=2)
    (gradient,) = torch.autograd.grad((ours - target).square().sum(), network.theta)
    (expected - target).square().sum().backward()
    slopes = [value.grad.t() if value.dim() == 2 else value.grad for value in theirs.parameters()]
    for mine, slope in zip(network.split(gradient), slopes, strict=True):
        torch.testing.assert_close(mine, slope)


def d_modules(settings, channels=1, answers=1):
    """DCGAN's discriminator: no batch normalisation in the first layer, no hidden dense one unless asked."""
    batch = settings.norm == "batch"

    def convolve(inputs, outputs):
        if settings.downsampling == "strided":
            return [nn.Conv2d(inputs, outputs, 4, stride=2, padding=1)], []
        pool = nn.MaxPool2d(2) if settings.downsampling == "max_pool" else nn.AvgPool2d(2)
        return [nn.Conv2d(inputs, outputs, 3, padding=1)], [pool]

    first, pooled = convolve(channels, FEW)
    modules = [*first, nn.LeakyReLU(0.2), *pooled]
    second, pooled = convolve(FEW, MANY)
    if batch:
        modules += [*second, *pooled, nn.BatchNorm2d(MANY), nn.LeakyReLU(0.2)]
    else:
        modules += [*second, nn.LeakyReLU(0.2), *pooled]
    modules.append(nn.Flatten())
    inputs = MANY * 7 * 7
    if settings.dense:
        modules.append(nn.Linear(inputs, settings.dense))
        modules += [nn.BatchNorm1d(settings.dense)] if batch else []
        modules.append(nn.LeakyReLU(0.2))
        inputs = settings.dense
    return [*modules, nn.Linear(inputs, answers)]


def g_modules(settings, inputs):
    batch = settings.norm == "batch"

    def grow(into, out):
        if settings.upsampling == "transposed":
            return [nn.ConvTranspose2d(into, out, 4, stride=2, padding=1)]
        return [nn.Upsample(scale_factor=2), nn.Conv2d(into, out, 3, padding=1)]

    modules = []
    if settings.dense:
        modules.append(nn.Linear(inputs, settings.dense))
        modules += [nn.BatchNorm1d(settings.dense)] if batch else []
        modules.append(nn.ReLU())
        inputs = settings.dense
    modules += [nn.Linear(inputs, MANY * 7 * 7), nn.Unflatten(1, (MANY, 7, 7))]
    modules += [nn.BatchNorm2d(MANY)] if batch else []
    modules += [nn.ReLU(), *grow(MANY, FEW)]
    modules += [nn.BatchNorm2d(FEW)] if batch else []
    modules += [nn.ReLU(), *grow(FEW, 1)]
    modules += [nn.Tanh()] if settings.output == "tanh" else []
    return [*modules, nn.Flatten()]


@pytest.mark.parametrize("downsampling", DOWN)
@pytest.mark.parametrize("norm", ["off", "batch"])
@pytest.mark.parametrize("dense", [0, 5])
def test_a_discriminator_is_torchs(downsampling, norm, dense, double_precision):
    settings = networks.ConvolutionalDiscriminator(
        channels=FEW, downsampling=downsampling, norm=norm, dense=dense, init="he"
    )
    network = Discriminator(settings, seeded(), CPU, PIXELS)
    theirs = with_weights_of(network, d_modules(settings))
    x = chance(6, PIXELS)
    agree(network, theirs, x, x.view(6, 1, SIDE, SIDE))


@pytest.mark.parametrize("upsampling", ["transposed", "nearest"])
@pytest.mark.parametrize("norm", ["off", "batch"])
@pytest.mark.parametrize("dense", [0, 5])
@pytest.mark.parametrize("output", ["linear", "tanh"])
def test_a_generator_is_torchs(upsampling, norm, dense, output, double_precision):
    settings = networks.ConvolutionalGenerator(
        channels=FEW, upsampling=upsampling, norm=norm, dense=dense, output=output, init="he"
    )
    network = generator.network(settings, 3, PIXELS, seeded(), CPU)
    agree(network, with_weights_of(network, g_modules(settings, 3)), chance(6, 3))


def test_the_labels_of_a_pack_are_planes_behind_its_pictures(double_precision):
    """Three pictures, then three times ten planes, of which one in ten is 1 everywhere."""
    settings = networks.ConvolutionalDiscriminator(channels=FEW, norm="off", packing=3)
    network = Discriminator(settings, seeded(), CPU, PIXELS, labels=10, codes=2)
    rows, seen = labelled(6, 10), torch.zeros(2, 33, SIDE, SIDE)
    for i, row in enumerate(rows):
        pack, place = divmod(i, 3)
        seen[pack, place] = row[:PIXELS].view(SIDE, SIDE)
        seen[pack, 3 + 10 * place + int(row[PIXELS:].argmax())] = 1.0
    theirs = with_weights_of(network, d_modules(settings, channels=33, answers=3))
    agree(network, theirs, network.pack(rows), seen)
    logits, read = network.read(rows, network.weights, Mode())
    torch.testing.assert_close(torch.cat((logits, read), dim=1), theirs(seen))


@pytest.mark.parametrize(
    ("norm", "downsampling", "minibatch", "packing", "dense", "labels", "codes"),
    [
        (*some, *condition)
        for some in itertools.product(("off", "batch", "spectral"), DOWN, ("off", *MINIBATCH), (1, 3), (0, 6))
        for condition in ((0, 0), (10, 0), (0, 12))
        # Pools change what is below all of that: once with a pack and a dense layer will do.
        if some[1] == "strided" or some[3:] == (3, 6)
    ],
)
def test_every_combination_judges_each_pack_of_each_minibatch_alone(
    norm, downsampling, minibatch, packing, dense, labels, codes, double_precision
):
    settings = networks.ConvolutionalDiscriminator(
        channels=FEW,
        norm=norm,
        downsampling=downsampling,
        minibatch=minibatch,
        packing=packing,
        dense=dense,
        init="he",
    )
    network = Discriminator(settings, seeded(), CPU, PIXELS, labels=labels, codes=codes)
    rows = labelled(2 * 7, labels) if labels else chance(2 * 7, PIXELS)
    real, fake = rows.chunk(2)
    logits, read = network.read(rows, network.weights, Mode(groups=2))
    assert logits.shape == (2 * (7 // packing), 1)
    assert (read is None) == (codes == 0)
    assert read is None or read.shape == (len(logits), codes)
    apart = [network.judge(some, network.weights, Mode()) for some in (real, fake)]
    torch.testing.assert_close(logits, torch.cat(apart))
    answers = logits if read is None else torch.cat((logits, read), dim=1)
    (gradient,) = torch.autograd.grad(answers.sum(), network.theta)
    assert gradient.isfinite().all()
    assert all(bool(part.any()) for part in network.split(gradient)[-2:])
    lone = network.logits_among(fake[:2], real)
    for i in range(2):
        company = torch.cat((fake[i : i + 1], real[: packing - 1], real[packing:]))
        expected = network.judge(company, network.frozen, Mode(training=False))[0]
        torch.testing.assert_close(lone[i : i + 1], expected)


def test_a_label_matters_to_what_d_says():
    network = Discriminator(
        networks.ConvolutionalDiscriminator(channels=FEW), seeded(), CPU, PIXELS, labels=10
    )
    row = labelled(1, 10)
    other = torch.cat((row[:, :PIXELS], row[:, PIXELS:].roll(1)), dim=1)
    assert not torch.equal(network.logits_among(row, row), network.logits_among(other, row))


def test_the_options_of_the_contract_are_those_of_the_models():
    options = {field.name: field.knob.options for field in fields_of(networks.ConvolutionalDiscriminator)}
    assert options["minibatch"] == ("off", *MINIBATCH)
    assert options["downsampling"] == DOWN


def test_a_feature_map_is_one_unit_that_can_die():
    settings = networks.ConvolutionalGenerator(channels=FEW, norm="batch", activation="relu")
    network = generator.network(settings, 3, PIXELS, seeded(), CPU)
    maps = list(network.rectified(chance(5, 3), network.frozen, Mode(training=False)))
    assert [tuple(seen.shape) for seen in maps] == [(5, MANY, 7, 7), (5, FEW, 14, 14)]


@pytest.mark.parametrize(("inputs", "outputs", "kernel"), [(1, 8, 4), (6, 12, 4), (6, 4, 3)])
def test_spectral_normalisation_makes_the_matrix_of_the_kernels_1_lipschitz(inputs, outputs, kernel):
    """Miyato et al. 2018 take the kernels as a matrix (outputs, inputs k²), whatever the stride."""
    layer = Convolution(inputs, outputs, "he", "linear", kernel=kernel, stride=kernel - 2, normalised=True)
    weights = tuple(torch.empty(shape) for shape in layer.shapes)
    layer.initialise(weights, seeded())
    for _ in range(30):
        layer(weights, chance(1, inputs, 8, 8), Mode(tracking=True))
    # Patches that are each one pixel of a kernel and nothing else read off the kernels that are used.
    patches = torch.eye(inputs * kernel**2).view(-1, inputs, kernel, kernel)
    layer.padding, layer.stride = 0, 1
    used = layer((weights[0], torch.zeros(outputs)), patches, Mode()).flatten(1)
    torch.testing.assert_close(float(torch.linalg.matrix_norm(used, 2)), 1.0, atol=1e-3, rtol=0)
    torch.testing.assert_close(used / used.norm(), weights[0].flatten(1).t() / weights[0].norm())


def test_the_gradient_goes_through_a_convolutions_singular_value(double_precision):
    layer = Convolution(2, 3, "he", "linear", normalised=True)
    weights = tuple(torch.empty(shape) for shape in layer.shapes)
    layer.initialise(weights, seeded())
    x = chance(3, 2, 8, 8)
    for _ in range(300):
        layer(weights, x, Mode(tracking=True))
    kernels, bias = weights[0].requires_grad_(), weights[1]
    ours = layer((kernels, bias), x, Mode())
    exact = kernels / torch.linalg.matrix_norm(kernels.flatten(1), 2)
    theirs = nn.functional.conv2d(x, exact, bias, 2, 1)
    target = chance(*ours.shape, seed=2)
    torch.testing.assert_close(
        *(torch.autograd.grad((answer * target).sum(), kernels)[0] for answer in (ours, theirs))
    )
