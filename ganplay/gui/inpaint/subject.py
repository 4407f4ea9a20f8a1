"""What is to be restored, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

DRAWN = "drawn here"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A picture, whole: what lies under the hole is for the person's eyes alone."""

    picture: Grey
    """Shape (28, 28), never written to."""
    label: int | None = None
    """Its true class, where there is one."""
    title: str = ""
    """Where it came from: ``MNIST test picture 17, class 7``."""


def blank() -> Subject:
    """A sheet to draw on, black as the ground of the digits is."""
    return Subject(np.zeros((SIDE, SIDE), np.uint8), None, DRAWN)
