"""What the frozen classifier reads in restored pictures, in words and colours. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ganplay.contract.pictures import CLASSES
from ganplay.contract.snapshots import Array

TOKENS = ("rule8", "text", "rule3", "rule4", "rule5", "rule6", "rule7", "rule1", "rule9", "rule2")
"""A colour for each class, unlike where digits are; the class' name always stands beside it."""

NUMERALS = tuple(str(number) for number in range(CLASSES))

MOST = 3
"""Classes that are named; the others are the rest."""


def shares(classes: Array | None, names: Sequence[str]) -> str:
    """Which classes how many candidates are read as: ``62 % 3, 30 % 8``; empty without a classifier.

    ``classes`` are probabilities, shape (N, 10).
    """
    if classes is None or not len(classes):
        return ""
    counts = np.bincount(classes.argmax(axis=1), minlength=CLASSES)
    order = [index for index in np.argsort(-counts, kind="stable") if counts[index]]
    words = [f"{counts[index] / len(classes):.0%}".replace("%", " %") + f" {names[index]}" for index in order]
    rest = sum(int(counts[index]) for index in order[MOST:])
    tail = [f"{rest / len(classes):.0%}".replace("%", " %") + " others"] if rest else []
    return ", ".join(words[:MOST] + tail)
