"""Tensors as the window gets them: fresh, read-only and on the CPU, since it draws them later."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Array, Grey


def array(tensor: Tensor) -> Array:
    """A float32 copy of the same shape."""
    copy = tensor.detach().cpu().numpy().astype(np.float32, copy=True)
    copy.flags.writeable = False
    return copy


def grey(rows: Tensor) -> Grey:
    """Rows (N, 784) of values from -1 (black) to 1 (white) as pictures (N, 28, 28)."""
    bytes_ = rows.detach().add(1).mul(127.5).round_().clamp_(0, 255).nan_to_num_(0).byte()
    pictures = bytes_.view(-1, SIDE, SIDE).cpu().numpy().copy()
    pictures.flags.writeable = False
    return pictures
