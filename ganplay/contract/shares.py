"""How likely which classes are, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ganplay.contract.snapshots import Array

MOST = 3
"""Classes that are named; the others are the rest."""


def in_words(likely: Array, names: Sequence[str]) -> str:
    """The likeliest classes, falling: ``62 % 3, 30 % 8, 8 % others``.

    ``likely`` are probabilities, shape (C,); what rounds to nothing is not named.
    """
    percents = np.round(100 * likely).astype(int)
    order = [index for index in np.argsort(-likely, kind="stable") if percents[index]]
    words = [f"{percents[index]} % {names[index]}" for index in order[:MOST]]
    rest = int(percents[order[MOST:]].sum())
    return ", ".join([*words, f"{rest} % others"] if rest else words)
