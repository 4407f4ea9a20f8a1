"""Non-linearities by name. In place: none of them needs its input for the way back."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def leaky_relu(x: Tensor) -> Tensor:
    """Slope 0.2 below zero, as in DCGAN (Radford et al. 2016)."""
    return F.leaky_relu(x, 0.2, inplace=True)


ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu_,
    "leaky_relu": leaky_relu,
    "tanh": torch.tanh_,
    "elu": F.elu,
    "softplus": F.softplus,
    "sigmoid": torch.sigmoid_,
    "linear": lambda x: x,
}

RECTIFIERS = frozenset({"relu"})
"""Activations whose units can die: once below zero for every input, no gradient wakes them."""
