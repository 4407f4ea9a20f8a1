"""A linear critic teaches a generator a Gaussian's mean (Daskalakis et al. 2018)."""

from __future__ import annotations

import numpy as np

from ganplay.contract.games import GaussianMean
from ganplay.games.game import Game, linear


def game(settings: GaussianMean) -> Game:
    """With x = theta and y = w, f = <w, v - theta>: what D(real) - D(G(z)) is in the mean."""
    mean = np.array([settings.across, settings.up])
    one, nothing = np.eye(2), np.zeros((2, 2))
    return linear(
        np.block([[nothing, one], [-one, nothing]]),
        value=lambda x, y: np.tensordot(mean, y, 1) - (x * y).sum(axis=0),
        formula="min over θ, max over w of f = ⟨w, v − θ⟩",
        source="Daskalakis et al. 2018, Training GANs with Optimism",
        start=(1.7, 1.7, 1.4, 1.4),
        equilibrium=(*mean.tolist(), 0.0, 0.0),
    )
