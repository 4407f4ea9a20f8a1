"""Units that never fire."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.engine.models.layers import Mode
from ganplay.engine.models.network import Network


def dead_share(network: Network, x: Tensor) -> float:
    """Share of the rectified units that are 0 for every row of ``x``; 0 where there are none.

    A rectified unit that is off everywhere gets no gradient and stays off, unless its input moves.
    """
    units, dead = 0, 0
    with torch.no_grad():
        for hidden in network.rectified(x, network.frozen, Mode(training=False)):
            units += hidden.shape[1]
            # Of a feature map, all pixels count as one unit's answers.
            dead += int((hidden.transpose(0, 1).flatten(1).amax(dim=1) <= 0).sum())
    return dead / units if units else 0.0
