"""What was drawn in the window."""

from __future__ import annotations

import torch

from ganplay.contract.data import Drawn
from ganplay.contract.errors import SettingsError
from ganplay.engine.datasets.mixture import Mixture


def drawn(data: Drawn, device: torch.device | str) -> Mixture:
    """Each drawn point equally likely, and blurred.

    Raises:
        SettingsError: nothing was drawn.
    """
    if not data.points:
        raise SettingsError("data.points: draw at least one point")
    return Mixture(data.extent, torch.tensor(data.points, dtype=torch.float64), data.sigma, device=device)
