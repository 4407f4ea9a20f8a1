"""How the hole is filled from G(z): as it is, faded at the rim, or by its gradients."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.pictures import SIDE
from ganplay.engine.inpainting.objective import share_nearby

RIM = 5
"""Pixels of the window by whose share of hole known pixels fade into G(z)."""


class Blender:
    """Fills one hole, in any number of pictures; what is costly is done once a hole."""

    def __init__(self, wanted: Tensor, hole: Tensor) -> None:
        """Fill ``hole`` (784,), true where unknown, in a picture (784,) from -1 to 1."""
        self._wanted = wanted.masked_fill(hole, 0.0)
        self._hole = hole
        self._fade = share_nearby(hole.unsqueeze(0), RIM)[0].masked_fill(hole, 1.0)
        self._spread: Tensor | None = None

    def __call__(self, pictures: Tensor, blend: str) -> Tensor:
        """Restored pictures (N, 784) from G(z) (N, 784)."""
        if blend == "feather":
            return torch.lerp(self._wanted.expand_as(pictures), pictures, self._fade)
        if blend == "poisson":
            pictures = self._poisson(pictures)
        return torch.where(self._hole, pictures, self._wanted)

    def _poisson(self, pictures: Tensor) -> Tensor:
        """Keep G's gradients in the hole and meet the known pixels at its rim (Pérez et al. 2003, eq. 7).

        With f = G(z) + e the equation for f says that e is harmonic in the hole, and y - G(z) at the known
        pixels beside it: no other pixel, and nothing that lies in the hole, is read.
        """
        if self._spread is None:
            self._spread = harmonic(self._hole)
        rim = (self._wanted - pictures).masked_fill(self._hole, 0.0)
        return (pictures + rim @ self._spread.T).clamp(-1.0, 1.0)


def harmonic(hole: Tensor) -> Tensor:
    """The matrix (784, 784) from values at known pixels to the harmonic function in the hole.

    At known pixels it gives 0. Beyond the picture's own edge it is 0 as well: there the sheet goes on as G
    takes it to, whereas a free edge would carry what is wrong at the hole's rim across half a picture.
    """
    laplacian = _laplacian(hole.device)
    inside, outside = hole.nonzero().flatten(), (~hole).nonzero().flatten()
    spread = torch.zeros_like(laplacian)
    solved = torch.linalg.solve(laplacian[inside][:, inside], -laplacian[inside][:, outside])
    spread[inside.unsqueeze(1), outside] = solved
    return spread


def _laplacian(device: torch.device) -> Tensor:
    """Of the graph in which each pixel has four neighbours, be they in the picture or not, (784, 784)."""
    places = torch.arange(SIDE * SIDE, device=device).view(SIDE, SIDE)
    ties = [(places[:, :-1], places[:, 1:]), (places[:-1], places[1:])]
    laplacian = torch.zeros(SIDE * SIDE, SIDE * SIDE, device=device)
    for first, second in ((a.flatten(), b.flatten()) for a, b in ties):
        laplacian[first, second] = laplacian[second, first] = -1.0
    return laplacian.diagonal_scatter(torch.full((SIDE * SIDE,), 4.0, device=device))
