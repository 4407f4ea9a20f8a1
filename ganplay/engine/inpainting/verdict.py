"""How a search goes, in one word."""

from __future__ import annotations

from ganplay.contract.inpainting import TERMS
from ganplay.contract.snapshots import Array

PATIENCE = 30
"""Iterations over which a search is judged."""

IMPROVED = 0.01
"""Over these, the least total must fall by more than this share of itself."""

RUNAWAY = 2.0
"""A search diverges where its best candidate has stayed this many times above its own least."""

FIT = 0.5
"""Known pixels are fitted where their error is below this share of what the mean image's is."""

CONTEXT, TOTAL = TERMS.index("context"), TERMS.index("total")


def verdict(trace: Array, best: Array, blind: float, *, finished: bool) -> str:
    """Judge a descent by its terms (T, N, 4) and the terms of the best candidate's best iterate (4,).

    *Diverging*: in none of the last 30 iterations has any candidate come near to twice the least total.
    *Searching*: the least total has fallen by more than 1 % in the last 30 iterations.
    Else it no longer improves, and it has *converged* where the known pixels are fitted twice as well as by
    the mean image, whose context loss is ``blind``; where they are not, it is *stuck*.
    """
    totals = trace[:, :, TOTAL]
    if len(totals) > PATIENCE:
        late, early = totals[-PATIENCE:], totals[:-PATIENCE]
        least = float(best[TOTAL])
        # A total may be negative (the critic's score, log(1 - D)), the context may not.
        scale = max(abs(least), float(best[CONTEXT]), 1e-12)
        if float(late.min()) > least + (RUNAWAY - 1) * scale:
            return "diverging"
        if not finished and float(early.min() - late.min()) > IMPROVED * scale:
            return "searching"
    elif not finished:
        return "searching"
    return "converged" if float(best[CONTEXT]) <= FIT * blind else "stuck"
