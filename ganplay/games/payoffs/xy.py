"""The exercise on the slide: x against y over their product (Goodfellow 2016)."""

from __future__ import annotations

import numpy as np

from ganplay.contract.games import XY
from ganplay.games.game import Game, linear


def game(settings: XY) -> Game:
    """Of f = s xy; the field (-s y, s x) turns every place around the origin."""
    s = settings.scale
    return linear(
        np.array([[0.0, -s], [s, 0.0]]),
        value=lambda x, y: s * x * y,
        formula="min over x, max over y of f = s·xy",
        source="Goodfellow 2016, NIPS Tutorial: Generative Adversarial Networks",
    )
