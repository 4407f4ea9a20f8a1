"""Consensus optimisation of the Dirac-GAN as it stands in the authors' notebook (Mescheder et al. 2018)."""

from __future__ import annotations

from ganplay.games.game import Blocks, Pair
from ganplay.games.payoffs.loss import Loss, sigmoid


def loss(gamma: float) -> Loss:
    """The minimax field less gamma times what the notebook takes for the gradient of |v|²/2.

    |v|²/2 = (theta² + psi²) s²/2 with s = sigmoid(-theta psi). The notebook halves the term with the slope
    of s, which differentiation does not; with the true gradient, the rule ``consensus``, the panel with five
    steps of D ends at radius 11 rather than at 0. The notebook's figures need its own field.
    """

    def field(x: float, y: float) -> Pair:
        s = sigmoid(-x * y)
        bend = 0.5 * (x * x + y * y) * s * s * (1.0 - s)
        return -y * s - gamma * (x * s * s - y * bend), x * s - gamma * (y * s * s - x * bend)

    def blocks(x: float, y: float) -> Blocks:
        s = sigmoid(-x * y)
        q = s * (1.0 - s)
        half = 0.5 * (x * x + y * y)
        bend = half * s * q
        slope = half * q * (q + s * (1.0 - 2.0 * s))
        bend_x, bend_y = x * s * q - y * slope, y * s * q - x * slope
        t = x * y
        return (
            y * y * q - gamma * (s * s - 2.0 * t * s * q - y * bend_x),
            t * q - s + gamma * (2.0 * x * x * s * q + bend + y * bend_y),
            s - t * q + gamma * (2.0 * y * y * s * q + bend + x * bend_x),
            -x * x * q - gamma * (s * s - 2.0 * t * s * q - x * bend_y),
        )

    return Loss(field, blocks, None)
