from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Checkerboard, Grid, Ring, Spiral
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.engine.datasets import build
from ganplay.engine.metrics import (
    count_near,
    floors,
    high_quality,
    jensen_shannon,
    kernel_scale,
    mmd2,
    reverse_kl,
    share_outside,
    sliced_w2,
)

N = 1024
FEW = 128


def test_a_perfect_generator_reads_its_floors_on_average():
    dataset, rng = build(Ring(), "cpu"), torch.Generator().manual_seed(0)
    expected = floors(dataset, N, FEW, rng).means
    masses = dataset.cell_mass(dataset.extent, 64)
    readings = []
    for _ in range(100):
        fake = dataset.sample(N, rng)
        counts = count_near(fake, dataset.modes)
        readings.append(
            (
                high_quality(counts, N),
                reverse_kl(counts, dataset.modes.weights),
                jensen_shannon(masses, fake, dataset.extent),
                sliced_w2(fake, dataset.sample(N, rng)),
                share_outside(fake, dataset.extent),
            )
        )
    table = torch.tensor(readings)
    keys = ("high_quality", "reverse_kl", "js", "sliced_w2", "outside")
    for key, mean, deviation in zip(keys, table.mean(dim=0), table.std(dim=0), strict=True):
        # The mean of 100 readings; the floor of sliced W2 is one of 16.
        assert expected[key] == pytest.approx(float(mean), abs=float(deviation) + 1e-12), key
    assert abs(expected["reverse_kl"] - float(table[:, 1].mean())) < 0.4 * float(table[:, 1].std())


def test_the_known_values_for_a_ring_of_eight():
    found = floors(build(Ring(), "cpu"), 2500, FEW, torch.Generator().manual_seed(0)).means
    assert found["high_quality"] == pytest.approx(1 - math.exp(-9 / 2))
    assert found["modes_captured"] == found["modes_by_share"] == 8
    assert found["reverse_kl"] == pytest.approx(7 / (2 * 2500 * 0.98889), rel=1e-4)
    assert found["accuracy"] == 0.5
    assert found["mmd2"] == found["w1"] == 0
    assert 0 < found["d_gap"] < 0.03


@pytest.mark.parametrize("data", [Ring(), Grid(), Spiral(), Checkerboard()])
def test_every_floor_belongs_to_a_measure_and_none_is_negative(data):
    dataset = build(data, "cpu")
    measured = floors(dataset, 256, FEW, torch.Generator().manual_seed(0))
    found = measured.means
    assert set(measured.bands) <= set(found) <= set(GAN_COLUMNS.measure_keys)
    assert all(value >= 0 for value in found.values())
    assert ("reverse_kl" in found) == (dataset.modes is not None)


def test_floors_sink_with_more_points():
    dataset = build(Grid(), "cpu")
    few, many = (floors(dataset, n, FEW, torch.Generator().manual_seed(0)) for n in (256, 4096))
    for key in ("js", "sliced_w2", "reverse_kl"):
        assert many.means[key] < few.means[key] / 2


def test_the_same_generator_gives_the_same_floors():
    dataset = build(Ring(), "cpu")
    first, second = (floors(dataset, 256, FEW, torch.Generator().manual_seed(5)) for _ in range(2))
    assert first == second


def test_most_readings_of_a_perfect_generator_lie_in_the_band():
    """Of each seed's generator and real points; nine tenths are asked for, from the few that are measured."""
    dataset, rng = build(Ring(), "cpu"), torch.Generator().manual_seed(1)
    bands = floors(dataset, N, FEW, torch.Generator().manual_seed(0)).bands
    masses, inside = dataset.cell_mass(dataset.extent, 64), dict.fromkeys(bands, 0)
    for _ in range(40):
        real, fake = dataset.sample(N, rng), dataset.sample(N, rng)
        readings = {
            "js": jensen_shannon(masses, fake, dataset.extent),
            "sliced_w2": sliced_w2(real, fake),
            "mmd2": mmd2(real[:FEW], fake[:FEW], kernel_scale(real)),
        }
        for key, (low, high) in bands.items():
            inside[key] += low <= readings[key] <= high
    assert inside.keys() == readings.keys()
    assert all(20 <= count <= 39 for count in inside.values()), inside
