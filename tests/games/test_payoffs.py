"""Every game: its field against its value, its Jacobian against its field, its equilibrium."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.errors import GanplayError
from ganplay.contract.games import (
    XY,
    Bilinear,
    Dirac,
    GaussianMean,
    InstanceNoise,
    PublishedConsensus,
    Quadratic,
    SlopePenalty,
)
from ganplay.contract.objectives import R1, R2, NoPenalty, WeightClipping
from ganplay.games.payoffs import GAMES, blurred

EVERY = [
    XY(1.3),
    Bilinear(1.2, 0.4, 25.0),
    Quadratic(0.3),
    GaussianMean(),
    *(
        Dirac(loss, penalty)
        for loss in ("minimax", "non_saturating", "wgan")
        for penalty in (NoPenalty(), R1(0.3))
    ),
    Dirac("minimax", R2(0.3)),
    Dirac("minimax", SlopePenalty(0.7, 1.0)),
    Dirac("wgan", SlopePenalty(0.7, 1.0)),
    Dirac("minimax", InstanceNoise(0.7)),
    Dirac("minimax", PublishedConsensus(0.8)),
]
CLOSE = 1e-5


def played(settings):
    return GAMES[type(settings)](settings)


def places(game):
    random = np.random.default_rng(3)
    return random.uniform(-2, 2, (20, sum(game.dims)))


def field(game, place):
    return np.concatenate([np.atleast_1d(part) for part in game.field(*game.split(place))])


def slope(function, place):
    """Central differences, one column an entry."""
    moves = CLOSE * np.eye(len(place))
    return np.stack(
        [(function(place + move) - function(place - move)) / (2 * CLOSE) for move in moves], axis=-1
    )


@pytest.mark.parametrize("settings", EVERY, ids=str)
def test_the_players_step_along_the_slope_of_what_they_share(settings):
    game = played(settings)
    if game.value is None:
        pytest.skip("each has a loss of its own")
    n = game.dims[0]

    def value(place):
        x, y = place[:n], place[n:]
        return float(game.value(x[0], y[0]) if game.scalar else game.value(x, y))

    for place in places(game):
        gradient = slope(value, place)
        np.testing.assert_allclose(field(game, place), [*-gradient[:n], *gradient[n:]], atol=1e-8)


@pytest.mark.parametrize("settings", EVERY, ids=str)
def test_the_jacobian_is_the_slope_of_the_field(settings):
    game = played(settings)
    for place in places(game):
        expected = slope(lambda at: field(game, at), place)
        if game.blocks is None:
            assert game.jacobian(place) is None
            continue
        np.testing.assert_allclose(game.jacobian(place), expected, atol=1e-8)
        x, y = game.split(place)
        u, v = game.split(place[::-1].copy())
        forward, backward = game.jvp(x, y, u, v), game.vjp(x, y, u, v)
        np.testing.assert_allclose(np.hstack(forward), expected @ place[::-1], atol=1e-7)
        np.testing.assert_allclose(np.hstack(backward), expected.T @ place[::-1], atol=1e-7)


@pytest.mark.parametrize("settings", EVERY, ids=str)
def test_nothing_pulls_at_the_equilibrium_alone(settings):
    game = played(settings)
    np.testing.assert_allclose(field(game, game.equilibrium), 0, atol=1e-15)
    assert all(np.abs(field(game, place)).max() > 1e-3 for place in places(game))
    assert len(game.start) == sum(game.dims)
    assert game.formula
    assert game.source


@pytest.mark.parametrize("settings", [XY(), Dirac(), Dirac("wgan", SlopePenalty())], ids=str)
def test_arrows_are_the_field_in_many_places(settings):
    game = played(settings)
    x, y = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 4))
    across, up = game.arrows(x, y)
    assert across.shape == up.shape == (4, 5)
    assert (across[2, 3], up[2, 3]) == pytest.approx(game.field(x[2, 3], y[2, 3]))


@pytest.mark.parametrize("settings", [XY(), Quadratic(), Dirac(), Dirac("minimax", InstanceNoise())], ids=str)
def test_a_surface_is_the_value_in_many_places(settings):
    game = played(settings)
    x, y = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 4))
    surface = game.value(x, y)
    assert surface.shape == (4, 5)
    assert surface[1, 3] == pytest.approx(float(game.value(x[1, 3], y[1, 3])))


def test_the_bilinear_value_takes_many_places():
    game = played(Bilinear())
    x, y = np.random.default_rng(0).normal(size=(2, 2, 7))
    one = [float(game.value(x[:, i], y[:, i])) for i in range(7)]
    np.testing.assert_allclose(game.value(x, y), one)


def test_the_slope_penalty_jumps():
    game = played(Dirac("wgan", SlopePenalty(0.7, 1.0)))
    assert game.field(0.3, 1e-12)[1] == pytest.approx(0.3 + 0.7)
    assert game.field(0.3, -1e-12)[1] == pytest.approx(0.3 - 0.7)
    assert game.field(0.3, 0.0)[1] == 0.3


def test_r2_is_r1_where_every_slope_is_psi():
    assert played(Dirac("minimax", R2(0.4))).field(0.3, -1.2) == played(Dirac("minimax", R1(0.4))).field(
        0.3, -1.2
    )


@pytest.mark.parametrize(("sigma", "reach", "error"), [(0.7, 2.0, 1e-6), (1.0, 2.0, 1e-4), (2.0, 0.7, 1e-6)])
def test_the_noise_is_integrated(sigma, reach, error):
    """Against a sum over a hundred thousand points of the noise."""
    e = np.linspace(-10 * sigma, 10 * sigma, 100_001)
    density = np.exp(-0.5 * (e / sigma) ** 2)
    density /= density.sum()
    noisy = blurred.loss(sigma).field
    for x in (-2.0, 0.3, 1.0):
        for y in (-reach, 0.4 * reach, reach):
            s = 1 / (1 + np.exp(y * (x + e)))
            real = 1 / (1 + np.exp(-y * e))
            expected = (-y * density @ s, density @ ((x + e) * s) - density @ (e * real))
            assert noisy(x, y) == pytest.approx(expected, abs=error)


@pytest.mark.parametrize("penalty", [InstanceNoise(), PublishedConsensus()])
def test_a_penalty_of_another_loss_is_named(penalty):
    with pytest.raises(GanplayError, match="for the minimax loss only, not wgan"):
        played(Dirac("wgan", penalty))


def test_huge_places_raise_nothing():
    for settings in EVERY:
        game = played(settings)
        far = game.split(np.full(sum(game.dims), 1e150))
        assert len(game.field(*far)) == 2
    assert played(Dirac("wgan", WeightClipping(0.5))).keep()(7.0) == 0.5
