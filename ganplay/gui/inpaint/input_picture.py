"""The picture that a hole is put into: where it comes from and its true class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

DRAWN = "drawn here"
"""The title of a picture that was drawn on the canvas."""


@dataclass(frozen=True, slots=True, eq=False)
class InputPicture:
    """The whole picture; what lies under the hole is shown to a person but never to the search."""

    picture: Grey
    """Shape (28, 28), never written to."""
    label: int | None = None
    """Its true class; None where it is not known."""
    title: str = ""
    """Where it comes from: ``MNIST test picture 17, class 7``."""


def blank() -> InputPicture:
    """A black picture to draw on."""
    return InputPicture(np.zeros((SIDE, SIDE), np.uint8), None, DRAWN)
