"""Real pictures that no model has seen: those of a set's test split."""

from __future__ import annotations

import dataclasses

import torch

from ganplay.contract.errors import DataError, GanplayError
from ganplay.contract.latent import Pick, Picked
from ganplay.contract.pictures import SIDE, Strokes
from ganplay.engine import datasets

FEW = 100
"""Training pictures, none of which is wanted: those of Strokes would take seconds to draw."""


def pick(request: Pick) -> Picked:
    """The picture that is asked for, or one of Strokes where the set is missing.

    Raises:
        GanplayError: there is no picture of this index or of this class.
    """
    note = ""
    try:
        found = datasets.build(dataclasses.replace(request.data, size=FEW), "cpu")
    except DataError as error:
        if isinstance(request.data, Strokes):
            raise
        found, note = datasets.build(Strokes(size=FEW), "cpu"), str(error)
    test = found.test
    labels = test.labels[test.index]
    index = request.index
    if index is None:
        among = torch.arange(len(test)) if request.label is None else (labels == request.label).nonzero()
        if not len(among):
            raise GanplayError(f"{found.title} has no test picture of class {request.label}")
        lot = torch.Generator().manual_seed(request.seed)
        index = int(among.flatten()[torch.randint(len(among), (), generator=lot)])
    if not 0 <= index < len(test):
        raise GanplayError(
            f"{found.title} has no test picture {index:,}; there are those from 0 to {len(test) - 1:,}"
        )
    picture = test.pixels[test.index[index]].view(SIDE, SIDE).numpy().copy()
    picture.flags.writeable = False
    label = int(labels[index])
    return Picked(picture, label, index, len(test), found.title, found.names[label], note)
