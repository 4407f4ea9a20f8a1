"""The experiments themselves: torch, never Qt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ganplay.contract.experiment import Engine


def load() -> Engine:
    """Import torch, which takes seconds, and set it up to share the machine with a window."""
    # Before torch is imported: its threads must not spin while they wait, or a window beside them starves.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    from ganplay.engine.torch_engine import TorchEngine

    # Small networks: two threads on two loaded cores were measured to be up to forty times slower than one.
    torch.set_num_threads(1)
    return TorchEngine()
