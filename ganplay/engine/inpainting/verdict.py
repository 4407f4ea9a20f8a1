"""How a search goes, in one word."""

from __future__ import annotations

import numpy as np

from ganplay.contract.inpainting import TERMS
from ganplay.contract.snapshots import Array

PATIENCE = 30
"""Iterations over which a search is judged."""

IMPROVED = 0.01
"""Over these, the least total must fall by more than this share of itself."""

DIVERGING = 2.0
"""A search diverges where all candidates stay on average this many times above the least total."""

FIT = 0.5
"""Known pixels are fitted where their error is below this share of what the mean image's is."""

CONTEXT, TOTAL = TERMS.index("context"), TERMS.index("total")


def verdict(trace: Array, best: Array, blind: float, *, finished: bool) -> str:
    """Judge a descent by its terms (T, N, 4) and the terms of the best candidate's best iterate (4,).

    *Searching*: the least total has fallen by more than 1 % in the last 30 iterations.
    *Diverging*: it has not, and over these every candidate's mean total is more than twice the least.
    Else it no longer improves, or all iterations are made: it has *converged* where the known pixels are
    fitted twice as well as by the mean image, whose context loss is ``blind``, and is *stuck* where not.
    """
    totals = trace[:, :, TOTAL].astype(np.float64)
    if len(totals) > PATIENCE:
        late, early = totals[-PATIENCE:], totals[:-PATIENCE]
        least = float(best[TOTAL])
        # A total may be negative (the critic's score, log(1 - D)), the context may not.
        scale = max(abs(least), float(best[CONTEXT]), 1e-12)
        improves = float(early.min() - late.min()) > IMPROVED * scale
        if improves and not finished:
            return "searching"
        if not improves and float(late.mean(axis=0).min()) > least + (DIVERGING - 1) * scale:
            return "diverging"
    elif not finished:
        return "searching"
    return "converged" if float(best[CONTEXT]) <= FIT * blind else "stuck"
