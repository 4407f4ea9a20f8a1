"""What the players want: losses and penalties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

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
class Minimax:
    """The original game: G minimises what D maximises (Goodfellow et al. 2014, eq. 1)."""

    name: ClassVar[str] = "minimax"
    alpha: Alpha = 0.0
    beta: Beta = 0.0


@dataclass(frozen=True, slots=True)
class NonSaturating:
    """G maximises log D(G(z)), which keeps its gradient when D wins (Goodfellow et al. 2014, section 3)."""

    name: ClassVar[str] = "non_saturating"
    title: ClassVar[str] = "non-saturating"
    alpha: Alpha = 0.0
    beta: Beta = 0.0


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """Squared distance of D's output to 1 and 0 (Mao et al. 2017)."""

    name: ClassVar[str] = "least_squares"
    title: ClassVar[str] = "least squares"
    alpha: Alpha = 0.0
    beta: Beta = 0.0


@dataclass(frozen=True, slots=True)
class Hinge:
    """D stops caring once the margin of 1 is reached (Lim and Ye 2017; Miyato et al. 2018)."""

    name: ClassVar[str] = "hinge"


@dataclass(frozen=True, slots=True)
class Wasserstein:
    """A critic whose gap between real and fake estimates W1 (Arjovsky et al. 2017)."""

    name: ClassVar[str] = "wgan"
    title: ClassVar[str] = "Wasserstein"


Loss = Minimax | NonSaturating | LeastSquares | Hinge | Wasserstein


@dataclass(frozen=True, slots=True)
class NoPenalty:
    """D is free."""

    name: ClassVar[str] = "none"


@dataclass(frozen=True, slots=True)
class WeightClipping:
    """After each update every parameter of D is clamped to [-c, c] (Arjovsky et al. 2017)."""

    name: ClassVar[str] = "clipping"
    title: ClassVar[str] = "weight clipping"
    bound: Annotated[float, Knob(help="The bound c.", label="bound c", low=0.001, high=1.0, scale="log")] = (
        0.1
    )


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
class GradientPenalty:
    """Pulls D's slope to 1 between real and generated points (Gulrajani et al. 2017, WGAN-GP)."""

    name: ClassVar[str] = "gradient"
    title: ClassVar[str] = "gradient penalty"
    weight: Weight = 0.1
    target: Slope = 1.0


@dataclass(frozen=True, slots=True)
class R1:
    """Flattens D at the real points (Mescheder et al. 2018)."""

    name: ClassVar[str] = "r1"
    title: ClassVar[str] = "R1"
    gamma: Gamma = 0.1


@dataclass(frozen=True, slots=True)
class R2:
    """Flattens D at the generated points (Mescheder et al. 2018)."""

    name: ClassVar[str] = "r2"
    title: ClassVar[str] = "R2"
    gamma: Gamma = 0.1


@dataclass(frozen=True, slots=True)
class Dragan:
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
