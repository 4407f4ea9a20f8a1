"""Between rotation and descent: xy with a valley for each player."""

from __future__ import annotations

import numpy as np

from ganplay.contract.games import Quadratic
from ganplay.games.game import Game, linear


def game(settings: Quadratic) -> Game:
    """Of f = (1-m) xy + m (x² - y²)/2; the field's Jacobian has the eigenvalues -m ± i(1-m)."""
    m = settings.mix
    return linear(
        np.array([[-m, m - 1.0], [1.0 - m, -m]]),
        value=lambda x, y: (1 - m) * x * y + 0.5 * m * (x * x - y * y),
        formula="min over x, max over y of f = (1 − m)·xy + m·(x² − y²)/2",
        source="Balduzzi et al. 2018, The Mechanics of n-Player Differentiable Games",
    )
