"""A plane through latent space on which the candidates' paths can be seen."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.inpainting import Plane
from ganplay.engine.arrays import array, grey
from ganplay.engine.inpainting.objective import Objective

CELLS = 9
"""Pictures along one side."""

POINTS = 512
"""Places of the paths that the plane is laid through."""

MARGIN = 1.1
"""How much farther than the farthest of them it is looked at."""


@torch.no_grad()
def plane_through(objective: Objective, places: Tensor, row: Tensor) -> Plane:
    """The plane of the two principal components of places (P, d) in latent space.

    Its pictures are drawn with the class and the codes of ``row`` (inputs,). Components are turned so that
    their largest coordinate is positive: the same places give the same plane.
    """
    places = places[:: -(-len(places) // POINTS)]
    dim = places.shape[1]
    origin = places.mean(dim=0)
    apart = places - origin
    _, _, directions = torch.linalg.svd(apart, full_matrices=False)
    # A single place, or a z of one number, spans no plane.
    axes = torch.zeros(2, dim)
    axes[: min(2, len(directions))] = directions[:2]
    largest = axes.gather(1, axes.abs().argmax(dim=1, keepdim=True))
    axes *= torch.where(largest < 0, -1.0, 1.0)
    reach = MARGIN * max(float((apart @ axes.T).abs().max()), 1.0)
    return _evaluated(objective, origin, axes, reach, row)


@torch.no_grad()
def evaluated_anew(plane: Plane, objective: Objective, row: Tensor) -> Plane:
    """The same plane with the losses of another objective."""
    return _evaluated(objective, torch.tensor(plane.origin), torch.tensor(plane.axes), plane.reach, row)


def _evaluated(objective: Objective, origin: Tensor, axes: Tensor, reach: float, row: Tensor) -> Plane:
    steps = (2 * torch.arange(CELLS) + 1 - CELLS) * (reach / CELLS)
    up, across = torch.meshgrid(steps, steps, indexing="ij")
    z = origin + across.reshape(-1, 1) * axes[0] + up.reshape(-1, 1) * axes[1]
    rows = torch.cat((z, row[len(origin) :].expand(len(z), -1)), dim=1)
    pictures, terms = objective(rows)
    drawn = grey(pictures)
    return Plane(
        array(origin),
        array(axes),
        reach,
        drawn.reshape(CELLS, CELLS, *drawn.shape[1:]),
        array(terms[:, -1].view(CELLS, CELLS)),
    )
