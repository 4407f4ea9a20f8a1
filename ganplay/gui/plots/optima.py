"""What both losses read at the equilibrium, where generated and real points cannot be told apart. No Qt.

At p_g = p_data the best D with targets a = 1 - alpha (real) and b = beta (generated) says m = (a + b) / 2
everywhere (Goodfellow et al. 2014, proposition 1; with smoothing, Salimans et al. 2016, section 3.4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ganplay.contract.objectives import Hinge, LeastSquares, Loss, Minimax, NonSaturating, Wasserstein
from ganplay.gui.plots.numerals import numeral


@dataclass(frozen=True, slots=True)
class Optimum:
    """Values of both losses at the equilibrium and their formulas; ``g`` is None where D's level is free."""

    d: float
    d_formula: str
    g: float | None
    g_formula: str


def optimum(loss: Loss) -> Optimum:
    """Both losses at the equilibrium.

    - Minimax and non-saturating: D reads 2 H(m) with the entropy H(m) = -m ln m - (1 - m) ln(1 - m), plain
      2 ln 2. The minimax G reads b ln m + (1 - b) ln(1 - m), plain -ln 2, the other one -ln m, plain ln 2
      (Goodfellow et al. 2014, theorem 1).
    - Least squares, 1/2 E(D - a)^2 + 1/2 E(D - b)^2 and 1/2 E(D - 1)^2: (a - b)^2 / 4 and (1 - m)^2 / 2,
      plain 1/4 and 1/8 (Mao et al. 2017, equation 9).
    - Hinge: every constant D between -1 and 1 reads 2 (Lim and Ye 2017, section 4), Wasserstein: every
      constant reads 0. G reads minus that constant, which nothing decides.
    """
    match loss:
        case Minimax(alpha=alpha, beta=beta) | NonSaturating(alpha=alpha, beta=beta):
            m = (1 - alpha + beta) / 2
            entropy = -m * math.log(m) - (1 - m) * math.log1p(-m)
            plain = m == 0.5
            d_formula = "2 ln 2" if plain else f"2 H({m:.3g})"
            if isinstance(loss, Minimax):
                g = beta * math.log(m) + (1 - beta) * math.log1p(-m)
                g_formula = "−ln 2"
            else:
                g, g_formula = -math.log(m), "ln 2"
            return Optimum(2 * entropy, d_formula, g, g_formula if plain else numeral(g, 3))
        case LeastSquares(alpha=alpha, beta=beta):
            m = (1 - alpha + beta) / 2
            d, g = (1 - alpha - beta) ** 2 / 4, (1 - m) ** 2 / 2
            plain = alpha == beta == 0
            return Optimum(d, "1/4" if plain else numeral(d, 3), g, "1/8" if plain else numeral(g, 3))
        case Hinge():
            return Optimum(2.0, "2", None, "")
        case Wasserstein():
            return Optimum(0.0, "0", None, "")
