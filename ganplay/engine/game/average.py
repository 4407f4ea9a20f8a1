"""G averaged over its past: what it draws flickers less and is better than any of its moments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from ganplay.engine.models.network import Network


class Average:
    """Exponential moving average of a network's parameters and running statistics (Yazıcı et al. 2019)."""

    def __init__(self, network: Network) -> None:
        """``network`` is one of the same shape as that which will be followed; it becomes the average."""
        self.network = network

    def begin(self, source: Network) -> None:
        """Start from what a network is now."""
        for mine, theirs in self._pairs(source):
            mine.copy_(theirs)

    def follow(self, source: Network, decay: float, moves: Any) -> None:
        """Take in the network after its move number ``moves``, a number or a 0-d tensor.

        The decay grows from 2/11 towards its full value, lest the start be remembered for long.
        """
        share = 1 - (1 + moves) / (10 + moves)
        if isinstance(share, Tensor):
            share = share.clamp(min=1 - decay).to(source.values.dtype)
        else:
            share = max(share, 1 - decay)
        with torch.no_grad():
            for mine, theirs in self._pairs(source):
                mine.lerp_(theirs, share)

    def tensors(self) -> tuple[Tensor, ...]:
        """All that changes in place."""
        return self.network.values, *self.network.buffers

    def _pairs(self, source: Network) -> Iterator[tuple[Tensor, Tensor]]:
        return zip(self.tensors(), (source.values, *source.buffers), strict=True)
