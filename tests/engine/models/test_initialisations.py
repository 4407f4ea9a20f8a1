"""How weights start, against the laws they are named after."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract import networks
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.initialisations import INITIALISATIONS

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
