"""Small pictures at the size at which they are seen: every pixel a sharp square of its own. No Qt."""

from __future__ import annotations

import numpy as np

from ganplay.contract.centring import area_weights
from ganplay.contract.snapshots import Grey


def enlarge(pictures: Grey, side: int) -> Grey:
    """Pictures of shape (N, S, S) as (N, side, side), each new pixel the mean of the area that it covers.

    Neither blurred, as by interpolation, nor uneven, as by repeating pixels where ``side`` is no multiple
    of S. 256 pictures of 28 x 28 take 0.4 to 0.8 ms.
    """
    weights = area_weights(pictures.shape[-1], side)
    if pictures.shape[-1] == side:
        return pictures
    means = weights @ pictures.astype(np.float32) @ weights.T
    means += 0.5
    enlarged: Grey = means.astype(np.uint8)
    return enlarged
