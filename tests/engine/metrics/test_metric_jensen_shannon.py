from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Checkerboard, Grid, Ring
from ganplay.engine.datasets import build
from ganplay.engine.metrics import jensen_shannon, jensen_shannon_floor

UNIT = (0.0, 1.0, 0.0, 1.0)


def centres(cells: int, resolution: int = 8) -> torch.Tensor:
    """The centres of the first cells, row by row from below."""
    index = torch.arange(cells)
    return (torch.stack((index % resolution, index // resolution), dim=1) + 0.5) / resolution


def equal_masses(cells: int, resolution: int = 8) -> torch.Tensor:
    masses = torch.zeros(resolution**2, dtype=torch.float64)
    masses[:cells] = 1 / cells
    return masses.reshape(resolution, resolution)


@pytest.mark.parametrize(
    ("held", "of", "printed"), [(1, 8, 0.4969), (2, 8, 0.3804), (4, 8, 0.2158), (10, 25, 0.2744)]
)
def test_collapse_to_k_modes_reads_its_closed_form(held, of, printed):
    share = held / of
    closed = 0.5 * (
        (1 - share) * math.log(2) + share * math.log(2 * share / (1 + share)) + math.log(2 / (1 + share))
    )
    reading = jensen_shannon(equal_masses(of), centres(held), UNIT)
    assert reading == pytest.approx(closed, abs=1e-12)
    assert reading == pytest.approx(printed, abs=5e-5)


def test_equal_shares_read_zero_and_disjoint_ones_ln_2():
    assert jensen_shannon(equal_masses(16), centres(16), UNIT) == pytest.approx(0, abs=1e-12)
    assert jensen_shannon(equal_masses(8), centres(16)[8:], UNIT) == pytest.approx(math.log(2), abs=1e-12)


def test_points_outside_the_view_answer_for_the_mass_outside():
    masses = equal_masses(8) / 2
    outside = torch.full((8, 2), 5.0)
    assert jensen_shannon(masses, torch.cat((centres(8), outside)), UNIT) == pytest.approx(0, abs=1e-12)
    assert jensen_shannon(equal_masses(8), outside, UNIT) == pytest.approx(math.log(2), abs=1e-12)


def test_denormal_masses_do_not_overflow():
    masses = equal_masses(8)
    masses[7] = 5e-324
    assert jensen_shannon(masses, centres(8), UNIT) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("data", [Ring(), Ring(sigma=0.5), Grid(), Checkerboard()])
@pytest.mark.parametrize("points", [200, 2048])
def test_the_floor_is_what_real_points_read_on_average(data, points):
    dataset, rng = build(data, "cpu"), torch.Generator().manual_seed(3)
    masses = dataset.cell_mass(dataset.extent, 64)
    readings = torch.tensor(
        [jensen_shannon(masses, dataset.sample(points, rng), dataset.extent) for _ in range(100)]
    )
    error = float(readings.std()) / 10
    assert jensen_shannon_floor(masses, points) == pytest.approx(float(readings.mean()), abs=4 * error)


def test_the_floor_of_two_cells_is_the_sum_over_all_counts():
    p, n = 0.3, 7
    expected = 0.0
    for count in range(n + 1):
        q = count / n
        divergence = sum(
            (x * math.log(2 * x / (x + y)) if x else 0.0) / 2
            + (y * math.log(2 * y / (x + y)) if y else 0) / 2
            for x, y in ((p, q), (1 - p, 1 - q))
        )
        expected += math.comb(n, count) * p**count * (1 - p) ** (n - count) * divergence
    masses = torch.tensor([[p, 1 - p], [0.0, 0.0]], dtype=torch.float64)
    assert jensen_shannon_floor(masses, n) == pytest.approx(expected, abs=1e-12)


def test_the_floor_of_a_single_cell_is_zero():
    assert jensen_shannon_floor(torch.ones(1, 1, dtype=torch.float64), 100) == pytest.approx(0, abs=1e-9)
