"""How weights start, against the laws they are named after."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract import networks
from ganplay.engine.models.convolution import Convolution
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.initialisations import INITIALISATIONS
from ganplay.engine.models.layers import Mode

CPU = torch.device("cpu")


def drawn(name, out, into):
    weight = torch.full((out, into), math.nan)
    INITIALISATIONS[name](weight, torch.Generator().manual_seed(3))
    return weight


def test_every_initialisation_of_the_contract_is_there():
    assert set(INITIALISATIONS) == set(networks.INITIALISATIONS)


@pytest.mark.parametrize(("out", "into"), [(300, 200), (200, 300)])
@pytest.mark.parametrize(
    ("name", "std", "bound"),
    [
        ("default", lambda out, into: 1 / math.sqrt(3 * into), lambda out, into: 1 / math.sqrt(into)),
        ("he", lambda out, into: math.sqrt(2 / into), None),
        (
            "xavier",
            lambda out, into: math.sqrt(2 / (out + into)),
            lambda out, into: math.sqrt(6 / (out + into)),
        ),
        ("orthogonal", lambda out, into: 0.8 / math.sqrt(max(out, into)), None),
        ("normal_0.02", lambda out, into: 0.02, None),
    ],
)
def test_weights_are_spread_as_the_name_says(name, std, bound, out, into):
    weight = drawn(name, out, into)
    assert float(weight.mean()) == pytest.approx(0, abs=4 * std(out, into) / math.sqrt(out * into))
    assert float(weight.std()) == pytest.approx(std(out, into), rel=0.02)
    if bound is not None:
        assert float(weight.abs().max()) == pytest.approx(bound(out, into), rel=0.001)


@pytest.mark.parametrize(("out", "into"), [(30, 20), (20, 30), (1, 30), (30, 2)])
def test_orthogonal_weights_are_so_with_gain_0_8(out, into):
    values = torch.linalg.svdvals(drawn("orthogonal", out, into))
    torch.testing.assert_close(values, torch.full_like(values, 0.8))


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_biases_start_at_zero_but_for_pytorchs_default(name):
    network = Discriminator(
        networks.PerceptronDiscriminator(layers=2, width=40, init=name), torch.Generator().manual_seed(1), CPU
    )
    matrices, biases = network.frozen[::2], network.frozen[1::2]
    assert all(bool(matrix.abs().sum() > 0) for matrix in matrices)
    if name != "default":
        assert all(not bias.any() for bias in biases)
        return
    for matrix, bias in zip(matrices, biases, strict=True):
        bound = 1 / math.sqrt(matrix.shape[0])
        assert 0 < float(bias.abs().max()) <= bound
    assert float(biases[0].abs().max()) > 0.8 / math.sqrt(2)


CONVOLUTIONS = {
    "3x3": {"kernel": 3, "stride": 1},
    "strided": {},
    "transposed": {"transposed": True},
}


def convolution(init, inputs, outputs, **how):
    layer = Convolution(inputs, outputs, init, "linear", **how)
    weights = tuple(torch.full(shape, math.nan) for shape in layer.shapes)
    layer.initialise(weights, torch.Generator().manual_seed(3))
    return layer, weights


@pytest.mark.parametrize("how", CONVOLUTIONS)
@pytest.mark.parametrize(("init", "gain"), [("default", 1 / 3), ("he", 2.0), ("orthogonal", 0.64)])
def test_a_convolution_starts_with_the_gain_of_its_rule(init, gain, how):
    """Noise of variance 1 leaves it with the variance that a dense layer would give it.

    Also where a transposed convolution lets only a quarter of its kernel meet each output.
    """
    layer, (kernels, bias) = convolution(init, 16, 24, **CONVOLUTIONS[how])
    x = torch.randn(64, 16, 12, 12, generator=torch.Generator().manual_seed(5))
    inner = layer((kernels, torch.zeros_like(bias)), x, Mode())[:, :, 2:-2, 2:-2]
    assert float(inner.var()) == pytest.approx(gain, rel=0.08)


@pytest.mark.parametrize("how", CONVOLUTIONS)
def test_dcgans_initialisation_is_meant_as_it_is_written(how):
    _, (kernels, bias) = convolution("normal_0.02", 16, 24, **CONVOLUTIONS[how])
    assert float(kernels.std()) == pytest.approx(0.02, rel=0.03)
    assert float(kernels.mean()) == pytest.approx(0, abs=4 * 0.02 / math.sqrt(kernels.numel()))
    assert not bias.any()


@pytest.mark.parametrize("how", ["3x3", "strided"])
def test_xavier_weighs_what_comes_in_against_what_goes_out(how):
    """Glorot and Bengio 2010: each kernel's pixels count on both sides, as in ``torch.nn.init``."""
    _, (kernels, _) = convolution("xavier", 16, 48, **CONVOLUTIONS[how])
    pixels = kernels[0, 0].numel()
    assert float(kernels.abs().max()) == pytest.approx(math.sqrt(6 / ((16 + 48) * pixels)), rel=0.002)


@pytest.mark.parametrize("init", ["default", "he"])
def test_a_transposed_convolution_counts_what_meets_an_output(init):
    """A kernel of 4 with stride 2: 2 x 2 of its pixels for each of 16 maps, so a fan-in of 64."""
    _, (kernels, bias) = convolution(init, 16, 24, transposed=True)
    std = {"default": 1 / math.sqrt(3 * 64), "he": math.sqrt(2 / 64)}[init]
    assert kernels.shape == (16, 24, 4, 4)
    assert float(kernels.std()) == pytest.approx(std, rel=0.03)
    if init == "default":
        assert 0.8 / 8 < float(bias.abs().max()) <= 1 / 8
