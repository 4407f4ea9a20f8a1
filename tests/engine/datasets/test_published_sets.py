"""The sets that people know, against the recipes and closed forms that they are known by."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from ganplay.contract.data import (
    UNIT_EXTENT,
    Checkerboard,
    Circle,
    Data,
    Gaussian,
    Grid,
    Line,
    Ring,
    Spiral,
    SwissRoll,
    ThreeBlobs,
    TwoGaussians,
    TwoMoons,
)
from ganplay.contract.errors import SettingsError
from ganplay.engine.datasets import build

N = 200_000


def uniform() -> Tensor:
    return torch.rand(N, dtype=torch.float64, generator=torch.Generator().manual_seed(11))


def noise(sigma: float) -> Tensor:
    return sigma * torch.randn(N, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(12))


def gan_lab_line() -> Tensor:
    u = uniform()
    return torch.stack([0.8 - 0.75 * u, 0.6 + 0.3 * u], dim=1) + noise(0.01)


def gan_lab_two_gaussians() -> Tensor:
    first = (uniform() < 0.5)[:, None]
    means = torch.where(first, torch.tensor([0.3, 0.7]), torch.tensor([0.7, 0.4]))
    return means + noise(1.0) * torch.where(first, torch.tensor([0.1, 0.1]), torch.tensor([0.05, 0.2]))


def gan_lab_ring() -> Tensor:
    angle = 2 * math.pi * uniform()
    return torch.stack([0.5 + 0.3 * angle.cos(), 0.45 + 0.25 * angle.sin()], dim=1) + noise(0.025)


def gan_lab_disjoint() -> Tensor:
    centres = torch.tensor([[0.35, 0.75], [0.75, 0.6], [0.45, 0.35]])
    return centres[(3 * uniform()).long()] + noise(0.025)


def wgan_gp_swiss_roll() -> Tensor:
    t = 1.5 * math.pi * (1 + 2 * uniform())
    return (torch.stack([t * t.cos(), t * t.sin()], dim=1) + noise(0.25)) / 7.5


def moons() -> Tensor:
    u = uniform()
    angle = math.pi * (2 * u % 1)
    upper = torch.stack([angle.cos(), angle.sin()], dim=1)
    lower = torch.stack([1 - angle.cos(), 0.5 - angle.sin()], dim=1)
    return torch.where((u < 0.5)[:, None], upper, lower) - torch.tensor([0.5, 0.25]) + noise(0.08)


def board() -> Tensor:
    points = 4 * torch.rand(2 * N, 2, generator=torch.Generator().manual_seed(13)) - 2
    return points[points.floor().sum(1) % 2 == 0]


@pytest.mark.parametrize(
    ("data", "recipe"),
    [
        (Line(), gan_lab_line),
        (TwoGaussians(), gan_lab_two_gaussians),
        (Circle(), gan_lab_ring),
        (ThreeBlobs(), gan_lab_disjoint),
        (SwissRoll(sigma=0.25 / 7.5), wgan_gp_swiss_roll),
        (TwoMoons(), moons),
        (Checkerboard(), board),
    ],
    ids=lambda each: getattr(each, "name", getattr(each, "__name__", "")),
)
def test_the_published_recipe_fits_the_cell_masses(data: Data, recipe: Callable[[], Tensor]) -> None:
    """Pearson's chi-square on the cells where at least ten points are expected."""
    left, right, bottom, top = data.extent
    points, resolution = recipe(), 60
    cells = torch.stack(
        [(points[:, 0] - left) / (right - left), (points[:, 1] - bottom) / (top - bottom)]
    ).mul(resolution)
    x, y = cells.floor().long()
    inside = ((cells >= 0) & (cells < resolution)).all(0)
    counts = torch.bincount((y * resolution + x)[inside], minlength=resolution**2)
    expected = len(points) * build(data, "cpu").cell_mass(data.extent, resolution).flatten()
    many = expected >= 10
    chi_square = ((counts - expected)[many] ** 2 / expected[many]).sum()
    freedom = int(many.sum())
    assert abs(float(chi_square) - freedom) < 5 * (2 * freedom) ** 0.5
    assert float(counts[~many].sum()) < 0.03 * len(points)


@pytest.mark.parametrize("data", [Line(), TwoGaussians(), Circle(), ThreeBlobs()], ids=lambda data: data.name)
def test_gan_labs_sets_live_in_the_unit_square(data: Data) -> None:
    assert data.extent == UNIT_EXTENT


@pytest.mark.parametrize("sigma", [0.005, 0.01, 0.5])
@pytest.mark.parametrize("length", [0.1, 1.0])
def test_a_blurred_segment_has_its_closed_form(length: float, sigma: float) -> None:
    span = length * torch.tensor([-0.75, 0.3], dtype=torch.float64)
    start = torch.tensor([0.425, 0.75], dtype=torch.float64) - span / 2
    reach, along = span.norm(), span / span.norm()
    points = start + 1.2 * (uniform()[:2000, None] - 0.1) * span + noise(2 * sigma)[:2000]
    off = points - start
    s, d = off @ along, off[:, 0] * along[1] - off[:, 1] * along[0]
    across = torch.exp(-(d**2) / (2 * sigma**2)) / (math.sqrt(2 * math.pi) * sigma)
    exact = across * (torch.special.ndtr(s / sigma) - torch.special.ndtr((s - reach) / sigma)) / reach
    density = build(Line(length=length, sigma=sigma), "cpu").density(points)
    torch.testing.assert_close(density, exact, rtol=0, atol=1e-6 * float(exact.max()))


@pytest.mark.parametrize("data", [Circle(sigma=0.005), Circle(sigma=0.5), Circle(radius_y=0.02)], ids=str)
def test_a_blurred_ellipse_is_the_average_over_its_angles(data: Circle) -> None:
    angle = 2 * math.pi * torch.arange(4000, dtype=torch.float64) / 4000
    curve = torch.stack([0.5 + data.radius_x * angle.cos(), 0.45 + data.radius_y * angle.sin()], dim=1)
    points = curve[::20] + noise(2 * data.sigma)[:200]
    squares = ((points[:, None] - curve) ** 2).sum(-1)
    exact = torch.exp(-squares / (2 * data.sigma**2)).mean(1) / (2 * math.pi * data.sigma**2)
    density = build(data, "cpu").density(points)
    torch.testing.assert_close(density, exact, rtol=0, atol=1e-6 * float(exact.max()))


@pytest.mark.parametrize("correlation", [-0.99, -0.5, 0.0, 0.3, 0.99])
def test_a_correlated_gaussian_has_its_closed_form(correlation: float) -> None:
    data = Gaussian(x=0.3, y=-0.2, sigma_x=0.7, sigma_y=0.3, correlation=correlation)
    cross = correlation * 0.7 * 0.3
    exact = torch.distributions.MultivariateNormal(
        torch.tensor([0.3, -0.2], dtype=torch.float64),
        torch.tensor([[0.7**2, cross], [cross, 0.3**2]], dtype=torch.float64),
    )
    points = exact.mean + noise(1.0)[:1000] @ exact.scale_tril.T
    torch.testing.assert_close(build(data, "cpu").log_density(points), exact.log_prob(points))


def test_an_arm_of_the_spiral_is_equally_dense_all_along() -> None:
    dataset = build(Spiral(turns=2.0, arms=1, sigma=0.02), "cpu")
    t = torch.linspace(0.2, 0.95, 16, dtype=torch.float64)
    angle = 4 * math.pi * t
    density = dataset.density(2 * t[:, None] * torch.stack([angle.cos(), angle.sin()], dim=1))
    torch.testing.assert_close(density, density.mean().expand_as(density), rtol=2e-3, atol=0)


def test_the_arms_of_the_spiral_are_evenly_turned() -> None:
    data = Spiral(arms=3)
    dataset = build(data, "cpu")
    third = 2 * math.pi / 3
    turn = torch.tensor(
        [[math.cos(third), -math.sin(third)], [math.sin(third), math.cos(third)]], dtype=torch.float64
    )
    points = dataset.sample(200, torch.Generator().manual_seed(0)).double()
    torch.testing.assert_close(dataset.density(points @ turn.T), dataset.density(points))


@pytest.mark.parametrize("gap", [-0.5, 0.0, 1.0])
def test_the_gap_pulls_the_moons_apart(gap: float) -> None:
    points = build(TwoMoons(gap=gap, sigma=0.005), "cpu").sample(N, torch.Generator().manual_seed(0))
    assert float(points[:, 1].max()) == pytest.approx(0.75 + gap / 2, abs=0.03)
    assert float(points[:, 1].min()) == pytest.approx(-0.75 - gap / 2, abs=0.03)


def ring_modes(data: Ring) -> tuple[Tensor, Tensor]:
    modes = build(data, "cpu").modes
    assert modes is not None
    return modes.means, modes.weights


def test_a_ring_repeats_no_angle() -> None:
    means, weights = ring_modes(Ring(modes=8, radius=2.0))
    torch.testing.assert_close(means.norm(dim=1), torch.full((8,), 2.0))
    neighbours = (means - means.roll(1, 0)).norm(dim=1)
    torch.testing.assert_close(neighbours, torch.full((8,), 4 * math.sin(math.pi / 8)))
    torch.testing.assert_close(means[0], torch.tensor([2.0, 0.0]))
    torch.testing.assert_close(weights, torch.full((8,), 1 / 8))


def test_ring_weights_survive_another_number_of_modes() -> None:
    data = Ring(modes=3, weights=(2.0, 0.0, 6.0))
    torch.testing.assert_close(ring_modes(data)[1], torch.tensor([0.25, 0.0, 0.75]))
    more = Ring(modes=5, weights=data.weights)
    torch.testing.assert_close(ring_modes(more)[1], torch.tensor([0.2, 0.0, 0.6, 0.1, 0.1]))
    fewer = Ring(modes=2, weights=data.weights)
    torch.testing.assert_close(ring_modes(fewer)[1], torch.tensor([1.0, 0.0]))


def test_a_mode_of_weight_0_is_never_drawn() -> None:
    dataset = build(Ring(modes=3, weights=(1.0, 1.0, 0.0)), "cpu")
    assert dataset.modes is not None
    points = dataset.sample(N, torch.Generator().manual_seed(0))
    assert float((points - dataset.modes.means[2]).norm(dim=1).min()) > 1


def test_ring_weights_of_which_none_is_above_0_are_refused_by_name() -> None:
    with pytest.raises(SettingsError, match=r"^data\.weights: .* must be above 0"):
        build(Ring(modes=2, weights=(0.0, 0.0)), "cpu")


def test_a_grid_is_a_centred_square_lattice() -> None:
    modes = build(Grid(side=3, spacing=0.5), "cpu").modes
    assert modes is not None
    expected = {(x, y) for x in (-0.5, 0.0, 0.5) for y in (-0.5, 0.0, 0.5)}
    assert {(x, y) for x, y in modes.means.tolist()} == expected
