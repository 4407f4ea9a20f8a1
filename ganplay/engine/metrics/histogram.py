"""Where points lie on the visible part of the plane, counted in square cells."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.data import View


def count_cells(points: Tensor, view: View, resolution: int) -> Tensor:
    """Count the points in each cell of a grid over ``view``.

    The sum of the counts is the number of points inside: a point beyond the view, or not finite, is in no
    cell.

    Args:
        points: Shape (N, 2), on any device.
        view: Edges of the grid; points on the upper ones are inside, as with ``numpy.histogram``.
        resolution: Cells along each side, R.

    Returns:
        Shape (R, R), row 0 at the lowest y; integers on the CPU.
    """
    x_from, x_to, y_from, y_to = view
    low = points.new_tensor((x_from, y_from))
    size = points.new_tensor((x_to - x_from, y_to - y_from))
    place = (points - low) / size
    inside = ((place >= 0) & (place <= 1)).all(dim=1)
    column, row = (place[inside] * resolution).long().clamp_max(resolution - 1).unbind(dim=1)
    counts = torch.bincount(row * resolution + column, minlength=resolution**2)
    return counts.cpu().reshape(resolution, resolution)


def share_outside(points: Tensor, view: View) -> float:
    """Share of ``points``, shape (N, 2), that are not in the view; one that is not finite is not."""
    return 1.0 - float(count_cells(points, view, 1).sum()) / points.shape[0]
