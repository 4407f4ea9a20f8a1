"""What the players want: losses and penalties."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.facts import Equilibrium, LossFacts, PenaltyFacts
from ganplay.contract.knobs import Knob

Alpha = Annotated[
    float,
    Knob(
        help="One-sided label smoothing: D's target for real points is 1 - alpha.",
        label="alpha (real)",
        low=0.0,
        high=0.5,
        advanced=True,
    ),
]
Beta = Annotated[
    float,
    Knob(
        help="D's target for generated points; leave it at 0, above that it rewards what G already does.",
        label="beta (fake)",
        low=0.0,
        high=0.5,
        advanced=True,
    ),
]


@dataclass(frozen=True, slots=True)
class Minimax(LossFacts):
    """The original game: G minimises what D maximises (Goodfellow et al. 2014, eq. 1)."""

    name: ClassVar[str] = "minimax"
    probability: ClassVar[bool] = True
    output_range: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    alpha: Alpha = 0.0
    beta: Beta = 0.0

    @property
    def undecided(self) -> float:
        """Halfway between both targets."""
        return _middle(self.alpha, self.beta)

    @property
    def equilibrium(self) -> Equilibrium:
        """2 H(m), plain 2 ln 2, and b ln m + (1 - b) ln(1 - m), plain -ln 2 (theorem 1)."""
        d, d_formula, m = _entropy(self.alpha, self.beta)
        g = self.beta * math.log(m) + (1 - self.beta) * math.log1p(-m)
        return Equilibrium(d, d_formula, g, "−ln 2" if m == 0.5 else _figure(g))

    @property
    def non_saturating(self) -> NonSaturating:
        """The same D; G's gradient here is proportional to D(G(z)), which goes to 0."""
        return NonSaturating(self.alpha, self.beta)


@dataclass(frozen=True, slots=True)
class NonSaturating(LossFacts):
    """G maximises log D(G(z)), which keeps its gradient when D wins (Goodfellow et al. 2014, section 3)."""

    name: ClassVar[str] = "non_saturating"
    title: ClassVar[str] = "non-saturating"
    probability: ClassVar[bool] = True
    output_range: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    alpha: Alpha = 0.0
    beta: Beta = 0.0

    @property
    def undecided(self) -> float:
        """Halfway between both targets."""
        return _middle(self.alpha, self.beta)

    @property
    def equilibrium(self) -> Equilibrium:
        """2 H(m), plain 2 ln 2, and -ln m, plain ln 2."""
        d, d_formula, m = _entropy(self.alpha, self.beta)
        return Equilibrium(d, d_formula, -math.log(m), "ln 2" if m == 0.5 else _figure(-math.log(m)))


@dataclass(frozen=True, slots=True)
class LeastSquares(LossFacts):
    """Squared distance of D's output to 1 and 0 (Mao et al. 2017)."""

    name: ClassVar[str] = "least_squares"
    title: ClassVar[str] = "least squares"
    output_range: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    alpha: Alpha = 0.0
    beta: Beta = 0.0

    @property
    def undecided(self) -> float:
        """Halfway between both targets."""
        return _middle(self.alpha, self.beta)

    @property
    def equilibrium(self) -> Equilibrium:
        """(a - b)^2 / 4 of 1/2 E(D - a)^2 + 1/2 E(D - b)^2, and (1 - m)^2 / 2 (equation 9)."""
        m = _middle(self.alpha, self.beta)
        d, g = (1 - self.alpha - self.beta) ** 2 / 4, (1 - m) ** 2 / 2
        plain = self.alpha == self.beta == 0
        return Equilibrium(d, "1/4" if plain else _figure(d), g, "1/8" if plain else _figure(g))


@dataclass(frozen=True, slots=True)
class Hinge(LossFacts):
    """D stops caring once the margin of 1 is reached (Lim and Ye 2017; Miyato et al. 2018)."""

    name: ClassVar[str] = "hinge"
    output_range: ClassVar[tuple[float, float] | None] = (-1.0, 1.0)

    @property
    def undecided(self) -> float:
        """Where neither kind of points costs more than the other."""
        return 0.0

    @property
    def equilibrium(self) -> Equilibrium:
        """Every constant D between -1 and 1 reads 2 (Lim and Ye 2017, section 4); G reads minus it."""
        return Equilibrium(2.0, "2")


@dataclass(frozen=True, slots=True)
class Wasserstein(LossFacts):
    """A critic whose gap between real and fake estimates W1 (Arjovsky et al. 2017)."""

    name: ClassVar[str] = "wgan"
    title: ClassVar[str] = "Wasserstein"
    estimates_w1: ClassVar[bool] = True
    no_optimal: ClassVar[str] = (
        "A critic has no optimal discriminator: any multiple of it orders the points alike."
    )

    @property
    def equilibrium(self) -> Equilibrium:
        """Every constant critic reads 0; G reads minus that constant, which nothing decides."""
        return Equilibrium(0.0, "0")


def _middle(alpha: float, beta: float) -> float:
    """What the best D says where p = q: the mean of the targets 1 - alpha (real) and beta (generated)."""
    return (1 - alpha + beta) / 2


def _entropy(alpha: float, beta: float) -> tuple[float, str, float]:
    """D's loss 2 H(m) at the equilibrium, its formula, and the answer m of the best D there.

    With targets a = 1 - alpha (real) and b = beta (generated) it says m = (a + b) / 2 everywhere
    (Goodfellow et al. 2014, proposition 1; with smoothing, Salimans et al. 2016, section 3.4), and
    H(m) = -m ln m - (1 - m) ln(1 - m).
    """
    m = _middle(alpha, beta)
    entropy = -m * math.log(m) - (1 - m) * math.log1p(-m)
    return 2 * entropy, "2 ln 2" if m == 0.5 else f"2 H({m:.3g})", m


def _figure(value: float) -> str:
    """A value without a formula that is quickly read."""
    return f"{value:.3f}".replace("-", "−")


Loss = Minimax | NonSaturating | LeastSquares | Hinge | Wasserstein


@dataclass(frozen=True, slots=True)
class NoPenalty(PenaltyFacts):
    """D is free."""

    name: ClassVar[str] = "none"


@dataclass(frozen=True, slots=True)
class WeightClipping(PenaltyFacts):
    """After each update every parameter of D is clamped to [-c, c] (Arjovsky et al. 2017)."""

    name: ClassVar[str] = "clipping"
    title: ClassVar[str] = "weight clipping"
    bound: Annotated[float, Knob(help="The bound c.", label="bound c", low=0.001, high=1.0, scale="log")] = (
        0.1
    )

    @property
    def weight_bound(self) -> float:
        """The bound c."""
        return self.bound


Weight = Annotated[
    float,
    Knob(
        help="How strongly the penalty counts in D's loss.",
        label="weight",
        low=0.001,
        high=100.0,
        scale="log",
    ),
]
Gamma = Annotated[
    float,
    Knob(
        help="The penalty is gamma/2 times the mean squared gradient of D.",
        label="gamma",
        low=0.001,
        high=100.0,
        scale="log",
    ),
]
Slope = Annotated[
    float, Knob(help="The slope that D is pulled to.", label="target slope", low=0.0, high=4.0, advanced=True)
]


@dataclass(frozen=True, slots=True)
class GradientPenalty(PenaltyFacts):
    """Pulls D's slope to 1 between real and generated points (Gulrajani et al. 2017, WGAN-GP)."""

    name: ClassVar[str] = "gradient"
    title: ClassVar[str] = "gradient penalty"
    weight: Weight = 0.1
    target: Slope = 1.0


@dataclass(frozen=True, slots=True)
class R1(PenaltyFacts):
    """Flattens D at the real points (Mescheder et al. 2018)."""

    name: ClassVar[str] = "r1"
    title: ClassVar[str] = "R1"
    gamma: Gamma = 0.1


@dataclass(frozen=True, slots=True)
class R2(PenaltyFacts):
    """Flattens D at the generated points (Mescheder et al. 2018)."""

    name: ClassVar[str] = "r2"
    title: ClassVar[str] = "R2"
    gamma: Gamma = 0.1


@dataclass(frozen=True, slots=True)
class Dragan(PenaltyFacts):
    """Pulls D's slope to 1 in a cloud around the real points (Kodali et al. 2017)."""

    name: ClassVar[str] = "dragan"
    title: ClassVar[str] = "DRAGAN"
    weight: Weight = 10.0
    target: Slope = 1.0
    noise: Annotated[
        float,
        Knob(
            help="Size of the cloud in standard deviations of the batch.",
            label="cloud size",
            low=0.01,
            high=2.0,
            scale="log",
            advanced=True,
        ),
    ] = 0.5


Penalty = NoPenalty | WeightClipping | GradientPenalty | R1 | R2 | Dragan
