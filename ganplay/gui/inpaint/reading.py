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


def shares(likely: Array | None, names: Sequence[str]) -> str:
    """How likely which classes are: ``62 % 3, 30 % 8``; empty without a classifier.

    ``likely`` are probabilities, shape (10,); what rounds to nothing is not named.
    """
    if likely is None:
        return ""
    percents = np.round(100 * likely).astype(int)
    order = [index for index in np.argsort(-likely, kind="stable") if percents[index]]
    words = [f"{percents[index]} % {names[index]}" for index in order[:MOST]]
    rest = int(percents[order[MOST:]].sum())
    return ", ".join([*words, f"{rest} % others"] if rest else words)
