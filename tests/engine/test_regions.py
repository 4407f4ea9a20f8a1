"""What a generator can miss: a perfect one misses nothing, whatever the distribution."""

from __future__ import annotations

import math
import typing

import pytest
import torch

from ganplay.contract.data import File, Grid, Plane, Ring, Spiral, TwoGaussians
from ganplay.contract.settings import Settings
from ganplay.engine.datasets import build
from ganplay.engine.observers.plane import PlaneObserver
from ganplay.engine.regions import ANCHORS, Regions

SETS = [kind() for kind in typing.get_args(Plane) if kind is not File] + [
    Ring(modes=1),
    Ring(weights=(1, 0, 0, 0, 0, 0, 0, 0)),
    Ring(weights=(20, 1, 1, 1, 1, 1, 1, 1)),
    TwoGaussians(share=1.0),
]


def sampled(data, n=2500, seed=0):
    return build(data, "cpu").sample(n, torch.Generator().manual_seed(seed))


def regions_of(data):
    return Regions(build(data, "cpu"), sampled(data))


@pytest.mark.parametrize("data", SETS, ids=repr)
def test_a_perfect_generator_reaches_every_region(data):
    regions = regions_of(data)
    shares = regions.shares(sampled(data, seed=1))
    assert float(shares.sum()) == pytest.approx(1, abs=1e-5)
    assert regions.reached(shares) == regions.count


def test_there_is_one_for_each_mode_that_is_ever_drawn_and_16_where_there_are_none():
    assert regions_of(Grid()).count == 25
    assert regions_of(Ring(weights=(1, 1, 0, 1, 1, 1, 1, 1))).count == 7
    assert regions_of(Spiral()).count == ANCHORS


@pytest.mark.parametrize("held", range(1, 8))
def test_a_generator_on_some_modes_reaches_as_many(held):
    regions = regions_of(Ring())
    points = regions.anchors[torch.arange(2500) % held]
    assert regions.reached(regions.shares(points)) == held


def test_a_generator_near_a_mode_reaches_it_though_no_point_is_of_high_quality():
    regions = regions_of(Ring())
    points = sampled(Ring()) * 1.2
    assert regions.reached(regions.shares(points)) == 8


def test_a_few_strays_do_not_reach_a_region():
    regions = regions_of(Ring())
    points = regions.anchors[0].repeat(2500, 1)
    points[:30] = regions.anchors[1]
    assert regions.reached(regions.shares(points)) == 1


def test_points_that_are_not_finite_are_nowhere():
    regions, points = regions_of(Ring()), sampled(Ring())
    points[:1250] = math.nan
    points[0] = math.inf
    assert float(regions.shares(points).sum()) == pytest.approx(0.5)
    assert regions.reached(regions.shares(torch.full((100, 2), math.nan))) == 0


def test_the_regions_of_a_curve_are_spread_along_it():
    anchors = regions_of(Spiral()).anchors
    distances = torch.cdist(anchors, anchors) + 10 * torch.eye(len(anchors))
    assert float(distances.min()) > 0.3


def test_an_event_counts_neighbourhoods_where_the_card_counts_modes():
    """A point counts in its neighbourhood wherever it lies there, for a mode only within 3 sigma."""
    for data, noun in ((Ring(), "neighbourhoods of modes"), (Spiral(), "regions of the data")):
        dataset = build(data, "cpu")
        assert PlaneObserver(Settings(data=data), dataset, torch.device("cpu")).noun == noun
