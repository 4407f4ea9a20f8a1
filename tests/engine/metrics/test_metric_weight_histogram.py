from __future__ import annotations

import math

import numpy as np
import torch

from ganplay.engine.metrics import weight_histogram


def test_bins_are_those_of_numpy():
    weights = torch.randn(400, 25, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    edges, counts = weight_histogram(weights, 2.0, 41)
    expected, expected_edges = np.histogram(weights.numpy(), bins=41, range=(-2, 2))
    assert np.array_equal(counts.numpy(), expected)
    assert np.allclose(edges.numpy(), expected_edges)


def test_clipped_weights_pile_up_in_the_outermost_bins():
    weights = torch.randn(10_000, generator=torch.Generator().manual_seed(0)).clamp(-0.01, 0.01)
    _, counts = weight_histogram(weights, 0.01, 51)
    assert counts.sum() == 10_000
    assert counts[0] + counts[-1] > 9_800


def test_the_limits_themselves_are_inside():
    _, counts = weight_histogram(torch.tensor([-1.0, 1.0, 1.0, 1.001]), 1.0, 4)
    assert counts.tolist() == [1, 0, 0, 2]


def test_what_is_not_finite_is_in_no_bin():
    _, counts = weight_histogram(torch.tensor([math.nan, math.inf, -math.inf, 0.0]), 1.0, 3)
    assert counts.tolist() == [0, 1, 0]


def test_the_largest_numbers_are_counted_and_what_is_not_finite_is_not():
    huge = torch.tensor([-3e38, 0.0, 3e38, math.inf, -math.inf, math.nan])
    _, counts = weight_histogram(huge, 3.1e38, 4)
    assert counts.tolist() == [1, 0, 1, 1]
