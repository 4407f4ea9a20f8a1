"""What every distribution promises, asked of each one in the table."""

from __future__ import annotations

import typing
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from ganplay.contract.data import (
    Checkerboard,
    Circle,
    Data,
    Drawn,
    Extent,
    File,
    Gaussian,
    Grid,
    Line,
    Plane,
    Ring,
    Spiral,
    SwissRoll,
    ThreeBlobs,
    TwoGaussians,
    TwoMoons,
)
from ganplay.engine.datasets import DATASETS, Dataset, build, cell_edges
from ganplay.engine.datasets import mixture as mixture_module

KINDS = typing.get_args(Plane)
WITH_MODES = {Ring: 8, Grid: 25, TwoGaussians: 2, ThreeBlobs: 3, Gaussian: 1}

TURNED: dict[type, Plane] = {
    Ring: Ring(modes=5, radius=1.0, sigma=0.1, weights=(1.0, 0.0, 3.0)),
    Grid: Grid(side=2, spacing=1.0, sigma=0.1),
    Line: Line(length=0.5, sigma=0.05),
    TwoGaussians: TwoGaussians(share=0.2, spread=0.5),
    ThreeBlobs: ThreeBlobs(sigma=0.05),
    Circle: Circle(radius_x=0.1, radius_y=0.4, sigma=0.03),
    Spiral: Spiral(turns=0.5, arms=3, sigma=0.1),
    SwissRoll: SwissRoll(sigma=0.1),
    TwoMoons: TwoMoons(gap=0.5, sigma=0.2),
    Checkerboard: Checkerboard(fields=5),
    Gaussian: Gaussian(x=0.5, y=-0.5, sigma_x=0.5, sigma_y=0.6, correlation=-0.8),
    Drawn: Drawn(points=((0.2, 0.3), (0.8, 0.7), (0.8, 0.7)), sigma=0.05),
}
"""Every set once more, with its knobs away from their defaults."""


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("points") / "points.csv"
    path.write_text("x,y\n" + "".join(f"{10 + i % 7},{i * i % 11}\n" for i in range(50)))
    return path


@pytest.fixture(params=[kind.name for kind in KINDS] + [f"{kind.name}, turned" for kind in KINDS])
def data(request: pytest.FixtureRequest, csv: Path) -> Plane:
    name, _, turned = request.param.partition(", ")
    kind = next(kind for kind in KINDS if kind.name == name)
    if kind is File:
        return File(path=str(csv), sigma=0.1 if turned else 0.02)
    return TURNED[kind] if turned else kind()


@pytest.fixture
def dataset(data: Plane) -> Dataset:
    return build(data, "cpu")


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def smooth(data: Plane) -> float:
    """A length over which the density hardly changes; fields of a board are whole multiples of it."""
    if isinstance(data, Checkerboard):
        return 0.2
    if isinstance(data, TwoGaussians):
        return 0.05 * data.spread
    if isinstance(data, Gaussian):
        return min(data.sigma_x, data.sigma_y) * (1 - data.correlation**2) ** 0.5
    return data.sigma


def widened(extent: Extent) -> Extent:
    """The extent and a margin around it: next to nothing lies outside."""
    left, right, bottom, top = extent
    return (left - 0.6, right + 0.6, bottom - 0.6, top + 0.6)


def histogram(points: Tensor, extent: Extent, resolution: int) -> Tensor:
    edges = [each.numpy() for each in cell_edges(extent, resolution)]
    x, y = points.double().numpy().T
    return torch.from_numpy(np.histogram2d(y, x, bins=(edges[1], edges[0]))[0])


def excess(points: Tensor, dataset: Dataset, resolution: int = 40) -> float:
    """Pearson's chi-square of points against the exact cell masses, in its own standard deviations."""
    box = widened(dataset.extent)
    counts = histogram(points, box, resolution).flatten()
    expected = len(points) * dataset.cell_mass(box, resolution).flatten()
    many = expected >= 10
    rest = torch.stack([len(points) - counts[many].sum(), len(points) - expected[many].sum()])
    counts, expected = (torch.cat([each[many], rest[i : i + 1]]) for i, each in enumerate((counts, expected)))
    chi_square = ((counts - expected) ** 2 / expected.clamp(min=1)).sum()
    freedom = len(counts) - 1
    return float((chi_square - freedom) / (2 * freedom) ** 0.5)


def test_every_set_of_the_contract_has_its_line_in_the_table() -> None:
    assert set(DATASETS) == set(typing.get_args(Data))


@pytest.mark.parametrize("kind", typing.get_args(Data), ids=lambda kind: kind.name)
def test_a_set_is_found_under_its_name(kind: type) -> None:
    function = DATASETS[kind]
    assert function.__module__ == f"ganplay.engine.datasets.{kind.name}"
    assert function.__name__ == kind.name


def test_the_density_on_a_grid_is_that_at_the_centres_of_its_cells(dataset: Dataset) -> None:
    edges = cell_edges(dataset.extent, 24)
    x, y = ((each[1:] + each[:-1]) / 2 for each in edges)
    grid = dataset.density_on_grid(dataset.extent, 24)
    expected = [[float(dataset.density(torch.stack((a, b))[None])) for a in x[::4]] for b in y[::4]]
    assert grid.dtype == torch.float64
    torch.testing.assert_close(grid[::4, ::4], torch.tensor(expected, dtype=torch.float64))


def test_the_width_is_that_of_the_narrowest_part(data: Plane, dataset: Dataset) -> None:
    assert 0.5 * smooth(data) <= dataset.width <= smooth(data) * 1.001


def test_samples_lie_where_the_density_says(dataset: Dataset) -> None:
    points = dataset.sample(200_000, rng())
    assert points.shape == (200_000, 2)
    assert points.dtype == torch.float32
    assert abs(excess(points, dataset)) < 5


def test_a_slightly_wrong_sampler_would_be_noticed() -> None:
    right = build(Ring(), "cpu")
    assert excess(build(Ring(sigma=0.052), "cpu").sample(200_000, rng()), right) > 10
    assert excess(build(Ring(weights=(1.1,)), "cpu").sample(200_000, rng()), right) > 10


def test_the_density_integrates_to_one(data: Plane, dataset: Dataset) -> None:
    step = smooth(data)
    left, right, bottom, top = widened(data.extent)
    x = torch.arange(left + step / 2, right, step, dtype=torch.float64)
    y = torch.arange(bottom + step / 2, top, step, dtype=torch.float64)
    total = step**2 * dataset.density(torch.cartesian_prod(x, y)).sum()
    assert float(total) == pytest.approx(1, abs=2e-5)
    assert float(dataset.cell_mass(widened(data.extent), 10).sum()) == pytest.approx(1, abs=2e-5)


def test_cell_masses_are_integrals_of_the_density(data: Plane, dataset: Dataset) -> None:
    step, cells = smooth(data), 12
    nodes, weights = (torch.from_numpy(each) for each in np.polynomial.legendre.leggauss(8))
    for x, y in dataset.sample(3, rng(1)).double().tolist():
        left, bottom = (step * (round(each / step) - cells / 2) for each in (x, y))
        extent = (left, left + cells * step, bottom, bottom + cells * step)
        offsets = step * (torch.arange(cells)[:, None] + (nodes + 1) / 2).flatten()
        grid_y, grid_x = torch.meshgrid(bottom + offsets, left + offsets, indexing="ij")
        density = dataset.density(torch.stack([grid_x.flatten(), grid_y.flatten()], dim=1))
        each = density.view(cells, 8, cells, 8)
        expected = torch.einsum("iajb,a,b->ij", each, weights, weights) * step**2 / 4
        mass = dataset.cell_mass(extent, cells)
        assert float(mass.max()) > 0
        torch.testing.assert_close(mass, expected, rtol=1e-7, atol=1e-9 * float(mass.max()))


def test_the_same_generator_state_gives_the_same_points(dataset: Dataset) -> None:
    first, second = rng(3), rng(3)
    assert torch.equal(dataset.sample(1000, first), dataset.sample(1000, second))
    assert not torch.equal(dataset.sample(1000, first), dataset.sample(1000, rng(3)))


def test_sampling_leaves_the_global_generator_alone(data: Plane) -> None:
    before = torch.get_rng_state()
    build(data, "cpu").sample(1000, rng())
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_samples_without_waiting_and_agrees(data: Plane) -> None:
    dataset = build(data, "cuda")
    generator = torch.Generator("cuda").manual_seed(0)
    torch.cuda.set_sync_debug_mode("error")
    try:
        points = dataset.sample(200_000, generator)
    finally:
        torch.cuda.set_sync_debug_mode("default")
    assert points.device.type == "cuda"
    assert abs(excess(points.cpu(), dataset)) < 5
    few = points[:100].double()
    torch.testing.assert_close(dataset.density(few).cpu(), dataset.density(few.cpu()))


def test_the_density_has_the_precision_of_the_points(dataset: Dataset) -> None:
    points = dataset.sample(500, rng(2))
    density = dataset.density(points)
    assert density.shape == (500,)
    assert density.dtype == torch.float32
    exact = dataset.density(points.double())
    assert exact.dtype == torch.float64
    torch.testing.assert_close(density, exact.float(), rtol=1e-3, atol=1e-3 * float(exact.max()))


def test_a_large_mixture_is_summed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    points = torch.rand(20_000, 2, generator=rng(), dtype=torch.float64)
    drawn = build(Drawn(points=tuple((x, y) for x, y in points.tolist())), "cpu")
    mass, density = drawn.cell_mass(drawn.extent, 16), drawn.density(points[:60])
    monkeypatch.setattr(mixture_module, "_CHUNK", 50_000)
    torch.testing.assert_close(drawn.cell_mass(drawn.extent, 16), mass)
    torch.testing.assert_close(drawn.density(points[:60]), density)


def test_the_log_density_stays_finite_far_away() -> None:
    far = torch.tensor([[50.0, -50.0]])
    assert build(Ring(), "cpu").density(far) == 0
    assert torch.isfinite(build(Ring(), "cpu").log_density(far)).all()


def test_row_0_is_at_the_lowest_y_and_column_0_at_the_lowest_x() -> None:
    mass = build(TwoGaussians(share=1.0, spread=0.1), "cpu").cell_mass((0.0, 1.0, 0.0, 1.0), 10)
    assert float(mass[6:8, 2:4].sum()) == pytest.approx(1)


def test_mass_outside_the_view_is_missing() -> None:
    mass = build(Gaussian(sigma_x=1.0, sigma_y=2.0), "cpu").cell_mass((0.0, 1.0, -2.0, 2.0), 7)
    assert float(mass.sum()) == pytest.approx(0.3413447 * 0.6826895, abs=1e-7)


def test_only_sets_that_a_person_would_count_have_modes(data: Plane, dataset: Dataset) -> None:
    assert (dataset.modes is not None) == (type(data) in WITH_MODES)


@pytest.mark.parametrize(("kind", "count"), WITH_MODES.items(), ids=lambda each: getattr(each, "name", ""))
@pytest.mark.parametrize("turned", [False, True])
def test_modes_are_where_the_samples_are(kind: type, count: int, turned: bool) -> None:
    data = TURNED[kind] if turned else kind()
    dataset = build(data, "cpu")
    modes = dataset.modes
    assert modes is not None
    assert turned or len(modes.means) == count
    assert float(modes.weights.sum()) == pytest.approx(1)
    points = dataset.sample(200_000, rng())
    distances = modes.distances(points)
    assert distances.shape == (len(points), len(modes.means))
    nearest = distances.argmin(1)
    within = distances.amin(1) < 3
    # The share within 3 sigma of some mode is that of one Gaussian, or a little more where two overlap.
    assert float(within.float().mean()) == pytest.approx(0.98889, abs=0.003)
    for k, weight in enumerate(modes.weights.tolist()):
        mine = points[within & (nearest == k)]
        assert len(mine) / len(points) == pytest.approx(0.98889 * weight, abs=0.006)
        if weight > 0:
            spread = float(modes.factors[k].norm())
            torch.testing.assert_close(mine.mean(0), modes.means[k], rtol=0, atol=0.05 * spread)


def test_distances_are_those_of_mahalanobis() -> None:
    modes = build(TURNED[Gaussian], "cpu").modes
    assert modes is not None
    covariance = torch.tensor([[0.25, -0.24], [-0.24, 0.36]])
    torch.testing.assert_close(modes.factors[0] @ modes.factors[0].T, covariance)
    points = torch.randn(50, 2, generator=rng())
    off = points - torch.tensor([0.5, -0.5])
    expected = torch.einsum("ni,ij,nj->n", off, covariance.inverse(), off).sqrt()
    torch.testing.assert_close(modes.distances(points)[:, 0], expected)
