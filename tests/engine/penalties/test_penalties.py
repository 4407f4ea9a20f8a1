"""Every penalty against its closed form for simple critics, and its gradient against finite differences."""

from __future__ import annotations

import typing

import pytest
import torch

from ganplay.contract import networks
from ganplay.contract.objectives import (
    R1,
    R2,
    Dragan,
    GradientPenalty,
    NoPenalty,
    Penalty,
    WeightClipping,
)
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.layers import Mode
from ganplay.engine.penalties import PENALTIES

TERMS = [kind() for kind, parts in PENALTIES.items() if parts.term is not None]


def chance(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def uniforms(settings, n, features=2, seed=9):
    columns = PENALTIES[type(settings)].uniforms(features)
    return torch.rand(n, columns, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def penalty(settings, critic, real, fake, seed=9):
    term = PENALTIES[type(settings)].term
    return term(settings, critic, real, fake, uniforms(settings, *real.shape, seed))


def bowl(points):
    """D(x) = |x|^2 / 2, whose gradient at x is x: the penalty tells where it looks."""
    return points.square().sum(dim=1) / 2


def test_what_the_contract_declares_is_registered():
    assert set(PENALTIES) == set(typing.get_args(Penalty))


def test_a_free_discriminator_pays_nothing():
    parts = PENALTIES[NoPenalty]
    assert (parts.term, parts.project, parts.uniforms(2)) == (None, None, 0)


@pytest.mark.parametrize("slope", [(0.6, 0.8), (3.0, -4.0), (0.0, 0.0)])
@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (GradientPenalty(), lambda w: 0.1 * (w - 1) ** 2),
        (GradientPenalty(weight=10, target=0), lambda w: 10 * w**2),
        (Dragan(), lambda w: 10 * (w - 1) ** 2),
        (Dragan(weight=2, target=3, noise=1), lambda w: 2 * (w - 3) ** 2),
        (R1(), lambda w: 0.05 * w**2),
        (R1(gamma=3), lambda w: 1.5 * w**2),
        (R2(gamma=3), lambda w: 1.5 * w**2),
    ],
    ids=lambda value: "formula" if callable(value) else repr(value),
)
def test_a_linear_critic_pays_by_its_slope_alone(settings, expected, slope):
    w = torch.tensor(slope, dtype=torch.float64)
    value = penalty(settings, lambda points: points @ w, chance(40, 2), chance(40, 2, seed=1))
    assert float(value) == pytest.approx(expected(float(w.norm())), abs=1e-4, rel=1e-5)


def test_the_gradient_penalty_looks_between_each_real_point_and_its_generated_one():
    real, fake, settings = chance(30, 2), chance(30, 2, seed=1), GradientPenalty(weight=1, target=1)
    u = uniforms(settings, 30)
    between = u * real + (1 - u) * fake
    expected = (between.norm(dim=1) - 1).square().mean()
    torch.testing.assert_close(penalty(settings, bowl, real, fake), expected)


def test_r1_looks_at_real_points_and_r2_at_generated_ones():
    real, fake = chance(30, 2), 5 + chance(30, 2, seed=1)
    at_real, at_fake = (points.square().sum(dim=1).mean() for points in (real, fake))
    torch.testing.assert_close(penalty(R1(gamma=1), bowl, real, fake), at_real / 2)
    torch.testing.assert_close(penalty(R2(gamma=1), bowl, real, fake), at_fake / 2)


def test_dragan_looks_into_a_cloud_around_the_real_points():
    real, fake, settings = chance(30, 2), 5 + chance(30, 2, seed=1), Dragan(weight=1, noise=0.5)
    cloud = real + 0.5 * real.std() * uniforms(settings, 30)
    expected = (cloud.norm(dim=1) - 1).square().mean()
    torch.testing.assert_close(penalty(settings, bowl, real, fake), expected)


@pytest.mark.parametrize("settings", TERMS, ids=repr)
def test_the_gradient_with_respect_to_the_weights_is_that_of_finite_differences(settings, double_precision):
    network = Discriminator(
        networks.PerceptronDiscriminator(layers=2, width=4, activation="tanh"),
        torch.Generator().manual_seed(3),
        torch.device("cpu"),
    )
    real, fake = chance(6, 2), chance(6, 2, seed=1)

    def term(theta):
        return penalty(
            settings, lambda points: network.judge(points, network.split(theta), Mode()), real, fake
        )

    assert torch.autograd.gradcheck(term, network.theta)


@pytest.mark.parametrize("settings", TERMS, ids=repr)
@pytest.mark.parametrize("norm", ["off", "batch", "spectral"])
def test_so_is_that_of_convolutions_and_their_normalisation(settings, norm, double_precision):
    """The slope at a picture is differentiated once more, through strides and the batch's own statistics."""
    network = Discriminator(
        networks.ConvolutionalDiscriminator(channels=2, activation="tanh", norm=norm, init="he"),
        torch.Generator().manual_seed(3),
        torch.device("cpu"),
        16,
    )
    if norm == "spectral":
        # One power iteration's answer is differentiated rightly where it has arrived: u is held fixed.
        for _ in range(300):
            network.judge(chance(2, 16), network.weights, Mode(tracking=True))
    real, fake = chance(6, 16), chance(6, 16, seed=1)

    def term(theta):
        return penalty(settings, lambda rows: network.judge(rows, network.split(theta), Mode()), real, fake)

    assert torch.autograd.gradcheck(term, network.theta, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("settings", TERMS, ids=repr)
def test_a_flat_critic_leaves_no_nan(settings):
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    value = penalty(settings, lambda points: points @ w, chance(5, 2), chance(5, 2, seed=1))
    (slope,) = torch.autograd.grad(value, w)
    assert value.isfinite()
    assert slope.isfinite().all()


@pytest.mark.parametrize("bound", [0.01, 0.5])
def test_clipping_clamps_every_parameter_and_leaves_the_others_alone(bound):
    theta = chance(200)
    kept = PENALTIES[WeightClipping].project(WeightClipping(bound=bound), theta)
    assert kept.abs().max() == bound
    inside = theta.abs() <= bound
    assert torch.equal(kept[inside], theta[inside])
    assert torch.equal(kept[~inside], bound * theta[~inside].sign())
