"""What a head of D reads of G's codes: the variational bound of InfoGAN (Chen et al. 2016, eq. 4 and 5)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor


def mutual_information_loss(read: Tensor, codes: Tensor, categories: int) -> Tensor:
    """-E log Q(c | G(z, c)) up to a constant, in nats: the bound is the codes' entropy minus this.

    ``codes`` and ``read`` have the shape (N, categories + continuous). Q is a softmax for the one-hot
    category, and a Gaussian of unit variance about what was read for each continuous code.
    """
    lost = 0.5 * (read[:, categories:] - codes[:, categories:]).square().sum(dim=1)
    if categories:
        lost = lost + category_loss(read, codes, categories)
    return lost.mean()


def category_loss(read: Tensor, codes: Tensor, categories: int) -> Tensor:
    """The cross entropy of the category in each row, shape (N,)."""
    return F.cross_entropy(read[:, :categories], codes[:, :categories], reduction="none")
