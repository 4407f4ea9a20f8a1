"""Directions in z, by how much they change the picture at a row."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.latent import Rank, Ranking
from ganplay.engine.arrays import array, grey
from ganplay.engine.exploring.opening import Opened
from ganplay.engine.trained import Trained

DRAWS = 2000
"""Pictures that are sorted by class to find where in z the classes lie."""
STEP = 1e-3
"""In z: short of where rounding shows, and of most kinks of a rectified network."""
FEWEST = 10
"""Pictures of a class below which their mean z says nothing."""

Named = tuple[Tensor, list[str]]
"""Unit vectors (M, dim) and their names."""


def rank(opened: Opened, request: Rank, row: Tensor, means: Callable[[], Mapping[int, Tensor]]) -> Ranking:
    """Answer the question at a row (inputs,); ``means`` gives the mean z of each class.

    Raises:
        GanplayError: the kind is unknown, or asks for what this model does not have.
    """
    trained = opened.trained
    match request.kind:
        case "coordinates":
            directions, names = _coordinates(trained)
        case "layer":
            directions, names = _principal(_first_layer(trained), request.count)
        case "jacobian":
            axes, _ = _coordinates(trained)
            directions, names = _principal(slopes(trained, row, axes), request.count)
        case "classes":
            directions, names = _towards_classes(opened, row, means)
        case _:
            kinds = ("coordinates", "layer", "jacobian", "classes")
            raise GanplayError(unknown("kind of direction", request.kind, kinds))
    effects = slopes(trained, row, directions).square().mean(dim=1).sqrt()
    order = effects.argsort(descending=True, stable=True)[: request.count]
    directions = directions[order]
    low, high = _ends(trained, row, directions, request.reach)
    return Ranking(
        request.kind,
        array(directions),
        tuple(names[i] for i in order.tolist()),
        array(effects[order]),
        grey(low),
        grey(high),
    )


def slopes(trained: Trained, row: Tensor, directions: Tensor) -> Tensor:
    """How fast each pixel, from 0 to 1, changes along directions (M, dim) in z, shape (M, 784).

    One batch of M + 1 pictures, each a small step away. Forward-mode derivatives take as long (measured),
    and the half second that torch needs to load them would be felt under a slider.
    """
    steps = F.pad(STEP * directions, (0, len(row) - directions.shape[1]))
    pictures = trained.draw(torch.cat((row.unsqueeze(0), row + steps)))
    return (pictures[1:] - pictures[0]) / (2 * STEP)


def class_means(opened: Opened) -> dict[int, Tensor]:
    """The mean z (dim,) of the pictures that are read as each class; classes hardly seen are left out."""
    assert opened.classifier is not None
    rows = opened.trained.rows(DRAWS, torch.Generator().manual_seed(0))
    verdicts = opened.classifier.probabilities(opened.trained.draw(rows)).argmax(dim=1)
    z = rows[:, : opened.card.dim]
    return {
        each: z[verdicts == each].mean(dim=0)
        for each in range(len(opened.classifier.names))
        if int((verdicts == each).sum()) >= FEWEST
    }


def _coordinates(trained: Trained) -> Named:
    dim = trained.settings.noise.dim
    return torch.eye(dim), [f"z{i + 1}" for i in range(dim)]


def _first_layer(trained: Trained) -> Tensor:
    """The first layer's matrix as a map from z, shape (dim, outputs)."""
    weights: Tensor = trained.generator.frozen[0]
    return weights[: trained.settings.noise.dim]


def _principal(map_from_z: Tensor, count: int) -> Named:
    """Directions that a linear map (dim, outputs), rows in z, stretches most: eigenvectors of M Mᵀ.

    Shen and Zhou 2021, eq. 6, for the first layer. Their signs are free; here the largest part is positive,
    so that a direction keeps its sense while the row moves.
    """
    _, vectors = torch.linalg.eigh(map_from_z @ map_from_z.T)
    directions = vectors.T.flip(0)[:count]
    largest = directions.gather(1, directions.abs().argmax(dim=1, keepdim=True))
    return directions * largest.sign(), [f"direction {i + 1}" for i in range(len(directions))]


def _towards_classes(opened: Opened, row: Tensor, means: Callable[[], Mapping[int, Tensor]]) -> Named:
    """From the class that is seen here towards each other class."""
    if opened.classifier is None:
        raise GanplayError(
            "directions between classes need the frozen classifier, which cannot read this model"
        )
    if opened.card.categories:
        raise GanplayError(
            "this model is told its class beside z, so no direction in z leads to another class"
        )
    here = int(opened.classifier.probabilities(opened.trained.draw(row.unsqueeze(0))).argmax())
    found, names = means(), opened.classifier.names
    others = [each for each in found if each != here]
    if here not in found or not others:
        raise GanplayError(
            "this model draws too few classes, or none but this one often enough, for directions between them"
        )
    directions = torch.stack([found[each] - found[here] for each in others])
    return F.normalize(directions), [f"{names[here]} → {names[each]}" for each in others]


def _ends(trained: Trained, row: Tensor, directions: Tensor, reach: float) -> tuple[Tensor, Tensor]:
    """Pictures ``reach`` standard deviations of the prior down and up each direction, within its bounds."""
    uniform = trained.settings.noise.law == "uniform"
    step = reach / math.sqrt(3) if uniform else reach
    rows = row.repeat(2, len(directions), 1)
    z = rows[..., : directions.shape[1]]
    z[0] -= step * directions
    z[1] += step * directions
    if uniform:
        z.clamp_(-1, 1)
    low, high = trained.draw(rows.flatten(0, 1)).chunk(2)
    return low, high
