"""Which of many candidates is the answer."""

from __future__ import annotations

import torch
from torch import Tensor


def weigh(totals: Tensor, temperature: float) -> Tensor:
    """What each candidate of totals (N,) counts, shape (N,): exp(-total / temperature), summing to 1.

    A posterior, tempered: the loss is read as the negative logarithm of a likelihood and a prior, and the
    temperature says how much of it is noise. At 0 nothing is said of that, and all count alike.
    """
    return torch.softmax(-totals / temperature if temperature else torch.zeros_like(totals), dim=0)


def answer(totals: Tensor, classes: Tensor | None, temperature: float) -> int:
    """The candidate that is the answer, of totals (N,) and read as classes (N, C).

    With a temperature the likeliest class is found first, by what all candidates are read as together, and
    the answer is the candidate that says most for it: one of little loss, and read as nothing else. At 0, or
    where nobody reads, it is the one of least total.
    """
    if classes is None or not temperature:
        return int(totals.argmin())
    said = weigh(totals, temperature).unsqueeze(1) * classes
    return int(said[:, said.sum(dim=0).argmax()].argmax())
