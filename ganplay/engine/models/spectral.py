"""Spectral normalisation: the largest singular value of a weight, by power iteration (Miyato et al. 2018)."""

from __future__ import annotations

import torch
from torch import Tensor

ITERATIONS_AT_START = 20


def start(matrix: Tensor, u: Tensor, rng: torch.Generator) -> None:
    """Fill the singular vector u (outputs,) of a matrix (inputs, outputs) well enough to begin with."""
    u.normal_(generator=rng)
    for _ in range(ITERATIONS_AT_START):
        norm(matrix, u, tracking=True)


def norm(matrix: Tensor, u: Tensor, tracking: bool) -> Tensor:
    """The largest singular value by one power iteration from u; the gradient flows through the matrix alone.

    Only while ``tracking`` does u move along.
    """
    with torch.no_grad():
        v = _unit(matrix @ u)
        left = _unit(v @ matrix)
        if tracking:
            u.copy_(left)
    return torch.dot(torch.mv(matrix.t(), v), left)


def _unit(vector: Tensor) -> Tensor:
    unit: Tensor = vector / (torch.linalg.vector_norm(vector) + 1e-12)
    return unit
