"""Which of many candidates is the answer."""

from __future__ import annotations

import torch
from torch import Tensor


def candidate_weights(totals: Tensor, temperature: float) -> Tensor:
    """What each candidate of totals (N,) counts, shape (N,): exp(-total / temperature), summing to 1.

    A posterior, tempered: the loss is read as the negative logarithm of a likelihood and a prior, and the
    temperature says how much of it is noise. At 0 the least total is all that counts; what is not a number
    counts nothing, and where there is no other all count alike.
    """
    totals = totals.nan_to_num(torch.inf, torch.inf, torch.inf)
    above = totals - totals.min()
    if above.isnan().all():
        return torch.full_like(above, 1 / len(above))
    weights = torch.where(above == 0, 1.0, torch.exp(-above / temperature) if temperature else 0.0)
    return weights / weights.sum()


def answer(totals: Tensor, classes: Tensor | None, temperature: float) -> int:
    """The candidate that is the answer, of totals (N,) and read as classes (N, C).

    First the likeliest class is found, by what all candidates are read as together. The answer is the
    candidate that says most for it, one of little loss that is hardly read as anything else: among those that
    are read as this class before all others, if there are any. Where nobody reads it is the least total.
    """
    weights = candidate_weights(totals, temperature)
    if classes is None:
        return int(weights.argmax())
    said = weights.unsqueeze(1) * classes
    likeliest = said.sum(dim=0).argmax()
    return int((said[:, likeliest] + (classes.argmax(dim=1) == likeliest)).argmax())
