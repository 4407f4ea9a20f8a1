from __future__ import annotations

import math

import numpy as np
import torch

from ganplay.engine.metrics import count_cells, share_outside

EXTENT = (-1.0, 3.0, 0.0, 2.0)


def test_cells_are_counted_as_numpy_does_with_rows_upwards():
    points = 1.5 * torch.randn(5000, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    expected, _, _ = np.histogram2d(points[:, 1], points[:, 0], bins=16, range=((0, 2), (-1, 3)))
    assert np.array_equal(count_cells(points, EXTENT, 16).numpy(), expected)


def test_the_corners_of_the_view_are_inside():
    counts = count_cells(torch.tensor([[-1.0, 0.0], [3.0, 2.0], [3.0, 0.0]]), EXTENT, 4)
    assert counts[0, 0] == counts[3, 3] == counts[0, 3] == 1


def test_what_is_beyond_the_view_or_not_finite_is_outside():
    points = torch.tensor([[0.0, 1.0], [0.0, 2.1], [-1.1, 1.0], [math.nan, 1.0], [0.0, -math.inf]])
    assert count_cells(points, EXTENT, 8).sum() == 1
    assert share_outside(points, EXTENT) == 0.8
    assert share_outside(points[:1], EXTENT) == 0
