"""What is shown of a game, against what it is by definition."""

from __future__ import annotations

import dataclasses
import typing

import pytest
import torch

from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import Loss
from ganplay.contract.settings import Settings
from ganplay.engine.game.game import Game
from ganplay.engine.losses import LOSSES
from ganplay.engine.models import generator
from ganplay.engine.models.discriminator import Discriminator as DiscriminatorNetwork
from ganplay.engine.models.layers import Mode
from ganplay.engine.probes.dead import dead_share
from ganplay.engine.probes.grid import cell_centres
from ganplay.engine.probes.manifold import noise_grid
from ganplay.engine.probes.negative_gradient import negative_gradient

from ..relativistic import Relativistic

CPU = torch.device("cpu")


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def chance(*shape, seed=1):
    return torch.randn(*shape, generator=seeded(seed))


@pytest.mark.parametrize("loss", [kind() for kind in typing.get_args(Loss)], ids=repr)
@pytest.mark.parametrize("norm", ["off", "batch", "spectral"])
def test_each_point_has_the_gradient_of_its_own_loss(loss, norm):
    settings = Settings(
        loss=loss, discriminator=PerceptronDiscriminator(width=8, norm=norm, activation="tanh"), device="cpu"
    )
    game, points = Game(settings, seeded(), CPU), chance(10, 2)
    own = []
    for point in points:
        alone = point[None].requires_grad_()
        logit = game.discriminator.logits_among(alone, points)
        own.append(torch.autograd.grad(LOSSES[type(loss)].generator(loss, logit), alone)[0])
    torch.testing.assert_close(
        negative_gradient(game, points, chance(10, 2, seed=2)), -torch.cat(own), rtol=1e-4, atol=1e-6
    )


def test_under_a_relativistic_loss_each_gradient_is_that_of_a_pair(relativistic):
    """The slope of -ln sigma(C(y) - C(x)) is -sigma(C(x) - C(y)) times that of C."""
    settings = Settings(loss=Relativistic(), discriminator=PerceptronDiscriminator(layers=0), device="cpu")
    game, points, real = Game(settings, seeded(), CPU), chance(10, 2), chance(10, 2, seed=2)
    slope = game.discriminator.frozen[0][:, 0]
    share = torch.sigmoid((real - points) @ slope)
    torch.testing.assert_close(negative_gradient(game, points, real), share[:, None] * slope)


def test_a_look_at_the_gradients_leaves_none_behind():
    game, points = Game(Settings(device="cpu"), seeded(), CPU), chance(10, 2)
    with torch.no_grad():
        negative_gradient(game, points, points)
    assert game.discriminator.theta.grad is None
    assert points.grad is None
    assert not points.requires_grad


def test_cells_are_listed_row_by_row_from_the_lowest_y():
    centres = cell_centres((0.0, 4.0, 10.0, 12.0), 2, CPU)
    torch.testing.assert_close(centres, torch.tensor([[1, 10.5], [3, 10.5], [1, 11.5], [3, 11.5]]))


@pytest.mark.parametrize("law", ["normal", "uniform"])
@pytest.mark.parametrize("dim", [1, 2, 16])
def test_the_noise_grid_cuts_its_law_into_equal_shares(dim, law):
    grid = noise_grid(Noise(dim=dim, law=law), CPU)
    assert grid.shape[2] == dim
    assert grid.isfinite().all()
    assert not grid[:, :, 2:].any()
    across = grid[0, :, 0]
    assert bool((across.diff() > 0).all())
    torch.testing.assert_close(across, -across.flip(0))
    share = torch.special.ndtr(across) if law == "normal" else (across + 1) / 2
    expected = (torch.arange(len(across)) + 0.5) / len(across)
    torch.testing.assert_close(share, expected, rtol=0, atol=1e-5)
    if dim == 1:
        assert grid.shape[0] == 1
        return
    assert grid.shape[0] == grid.shape[1]
    torch.testing.assert_close(grid[:, :, 0], across.expand(grid.shape[:2]))
    torch.testing.assert_close(grid[:, :, 1], across[:, None].expand(grid.shape[:2]))


def killed(network, units):
    """The first units of the first layer never fire."""
    network.frozen[0][:, :units] = 0
    network.frozen[1][:units] = -1
    return network


@pytest.mark.parametrize("units", [0, 3, 8])
def test_units_that_never_fire_are_counted(units):
    network = generator.network(PerceptronGenerator(layers=1, width=8), 4, 2, seeded(), CPU)
    assert dead_share(killed(network, units), chance(500, 4)) == units / 8


def test_a_unit_that_fires_for_one_point_lives():
    network = killed(generator.network(PerceptronGenerator(layers=1, width=8), 2, 2, seeded(), CPU), 8)
    network.frozen[0][0, 0] = 1.0
    x = torch.zeros(100, 2)
    assert dead_share(network, x) == 1.0
    x[0, 0] = 1.5
    assert dead_share(network, x) == 7 / 8


@pytest.mark.parametrize("activation", ["leaky_relu", "tanh", "elu"])
def test_only_rectifiers_can_die(activation):
    settings = PerceptronGenerator(layers=1, width=8, activation=activation)
    network = generator.network(settings, 4, 2, seeded(), CPU)
    assert dead_share(killed(network, 8), chance(50, 4)) == 0.0


def test_every_layer_counts_and_so_do_normalised_ones():
    settings = PerceptronDiscriminator(layers=2, width=8, norm="batch")
    network = DiscriminatorNetwork(settings, seeded(), CPU)
    network(chance(50, 2), network.weights, Mode(tracking=True))
    gamma, beta = network.frozen[2], network.frozen[3]
    gamma[:4], beta[:4] = 0.0, -1.0
    assert dead_share(network, chance(500, 2)) == pytest.approx(4 / 16, abs=2 / 16)
    assert dead_share(network, chance(500, 2)) >= 4 / 16


def test_a_look_at_dead_units_is_no_comparison_of_samples():
    """With Salimans' layer behind the units, thousands of points would need gigabytes."""
    settings = dataclasses.replace(PerceptronDiscriminator(width=8), minibatch="salimans")
    network = DiscriminatorNetwork(settings, seeded(), CPU)
    assert dead_share(network, chance(20_000, 2)) < 0.5
