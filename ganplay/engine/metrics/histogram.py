"""Where points lie on the visible part of the plane, counted in square cells."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.data import Extent


def count_cells(points: Tensor, extent: Extent, resolution: int) -> Tensor:
    """Count the points in each cell of a grid over ``extent``.

    The sum of the counts is the number of points inside: a point beyond the extent, or not finite, is in no
    cell.

    Args:
        points: Shape (N, 2), on any device.
        extent: Edges of the grid; points on the upper ones are inside, as with ``numpy.histogram``.
        resolution: Cells along each side, R.

    Returns:
        Shape (R, R), row 0 at the lowest y; integers on the CPU.
    """
    x_from, x_to, y_from, y_to = extent
    low = points.new_tensor((x_from, y_from))
    size = points.new_tensor((x_to - x_from, y_to - y_from))
    place = (points - low) / size
    inside = ((place >= 0) & (place <= 1)).all(dim=1)
    column, row = (place[inside] * resolution).long().clamp_max(resolution - 1).unbind(dim=1)
    counts = torch.bincount(row * resolution + column, minlength=resolution**2)
    return counts.cpu().reshape(resolution, resolution)


def share_outside(points: Tensor, extent: Extent) -> float:
    """Share of ``points``, shape (N, 2), that are not in the extent; one that is not finite is not."""
    return 1.0 - float(count_cells(points, extent, 1).sum()) / points.shape[0]
