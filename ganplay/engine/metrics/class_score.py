"""What a classifier makes of generated pictures: how sure it is, and how evenly it sees the classes."""

from __future__ import annotations

import torch
from torch import Tensor


def class_score(probabilities: Tensor) -> float:
    """From probabilities (N, K) exp E KL(p(y|x) || p(y)), 1 to K (Salimans et al. 2016, elsewhere)."""
    p = probabilities.double()
    return float(torch.exp((p.xlogy(p) - p.xlogy(p.mean(dim=0))).sum(dim=1).mean()))


def class_shares(probabilities: Tensor) -> Tensor:
    """Share of the pictures that are read as each class, shape (K,), float64 on the CPU."""
    verdicts = probabilities.argmax(dim=1)
    return verdicts.bincount(minlength=probabilities.shape[1]).double().cpu() / len(verdicts)


def class_kl(shares: Tensor, fair: Tensor) -> float:
    """KL(shares || fair) over the classes, in nats; infinite where a class is drawn that the data lack.

    The mean for a perfect generator is about (K - 1) / (2 N).
    """
    return float((shares.xlogy(shares) - shares.xlogy(fair)).sum())
