"""How well codes stand for classes, when nobody has said which for which."""

from __future__ import annotations

import torch
from torch import Tensor


def matched(counts: Tensor) -> int:
    """The most pairs (code, class) of a table (codes, classes) that agree, each class given to one code.

    By dynamic programming over the sets of classes that are given away, which are the bits of an index:
    exact, and quick for ten.
    """
    table = counts.cpu().long()
    classes = table.shape[1]
    sets = torch.arange(1 << classes)
    best = torch.full((1 << classes,), -int(table.sum()) - 1)
    best[0] = 0
    for row in table:
        reached = best.clone()
        for each in range(classes):
            free = sets[sets >> each & 1 == 0]
            after = free | 1 << each
            reached[after] = torch.maximum(reached[after], best[free] + row[each])
        best = reached
    return int(best.max())
