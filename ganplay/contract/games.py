"""Two-player games, the rules by which they are played, and one run of one under the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob
from ganplay.contract.objectives import R1, R2, NoPenalty, WeightClipping

DIRAC_LOSSES = ("minimax", "non_saturating", "wgan")
ORDERS = ("simultaneous", "x first", "y first")


@dataclass(frozen=True, slots=True)
class XY:
    """x minimises s xy, y maximises it: pure rotation."""

    name: ClassVar[str] = "xy"
    scale: Annotated[
        float, Knob(help="The factor s in f = s xy.", label="scale s", low=0.1, high=10.0, scale="log")
    ] = 1.0


@dataclass(frozen=True, slots=True)
class Bilinear:
    """f = x'Ay with two numbers for each player: each singular value of A turns at a speed of its own."""

    name: ClassVar[str] = "bilinear"
    title: ClassVar[str] = "bilinear, 2+2"
    strong: Annotated[
        float, Knob(help="The larger singular value of A; it sets the limits.", low=0.1, high=10.0)
    ] = 1.0
    weak: Annotated[
        float, Knob(help="The smaller singular value of A; it sets the speed.", low=0.1, high=10.0)
    ] = 0.4
    angle: Annotated[
        float, Knob(help="How far A turns y before it meets x.", low=-180.0, high=180.0, unit="degrees")
    ] = 30.0


@dataclass(frozen=True, slots=True)
class Quadratic:
    """f = (1 - m) xy + m (x^2 - y^2)/2: from pure rotation to pure descent."""

    name: ClassVar[str] = "quadratic"
    title: ClassVar[str] = "xy and squares"
    mix: Annotated[
        float,
        Knob(
            help="0 is xy, pure rotation; 1 is two valleys, pure descent.", label="mix m", low=0.0, high=1.0
        ),
    ] = 0.2


@dataclass(frozen=True, slots=True)
class SlopePenalty:
    """D's reward loses lambda/2 (|y| - g)^2: WGAN-GP (Gulrajani et al. 2017)."""

    name: ClassVar[str] = "gradient"
    title: ClassVar[str] = "gradient penalty"
    weight: Annotated[
        float, Knob(help="How strongly it counts.", label="lambda", low=0.001, high=100.0, scale="log")
    ] = 0.7
    target: Annotated[
        float, Knob(help="The slope that D is pulled to.", label="target slope g", low=0.0, high=4.0)
    ] = 1.0


@dataclass(frozen=True, slots=True)
class InstanceNoise:
    """Real and generated points are blurred by a Gaussian (Soenderby et al. 2017)."""

    name: ClassVar[str] = "instance_noise"
    title: ClassVar[str] = "instance noise"
    sigma: Annotated[
        float, Knob(help="Standard deviation of the noise.", label="sigma", low=0.01, high=2.0, scale="log")
    ] = 0.7


@dataclass(frozen=True, slots=True)
class PublishedConsensus:
    """Consensus as in the notebook to Mescheder et al. 2018, where one term of the gradient is halved."""

    name: ClassVar[str] = "published_consensus"
    title: ClassVar[str] = "consensus (notebook's)"
    gamma: Annotated[float, Knob(help="How strongly it counts.", low=0.001, high=100.0, scale="log")] = 1.0


DiracPenalty = NoPenalty | WeightClipping | SlopePenalty | R1 | R2 | InstanceNoise | PublishedConsensus


@dataclass(frozen=True, slots=True)
class Dirac:
    """The smallest GAN: all data at 0, G puts all at x, D(t) = y t (Mescheder et al. 2018)."""

    name: ClassVar[str] = "dirac"
    title: ClassVar[str] = "Dirac-GAN"
    loss: Annotated[str, Knob(help="What the players want.", options=DIRAC_LOSSES)] = "minimax"
    penalty: DiracPenalty = NoPenalty()


@dataclass(frozen=True, slots=True)
class GaussianMean:
    """G(z) = z + theta learns a Gaussian's mean v, D(x) = <w, x> (Daskalakis et al. 2018)."""

    name: ClassVar[str] = "mean"
    title: ClassVar[str] = "a Gaussian's mean"
    across: Annotated[float, Knob(help="First entry of the mean.", low=-10.0, high=10.0)] = 3.0
    up: Annotated[float, Knob(help="Second entry of the mean.", low=-10.0, high=10.0)] = 4.0


Game = XY | Bilinear | Quadratic | Dirac | GaussianMean

Order = Annotated[
    str,
    Knob(
        help="Whether both answer the other's last place, or the second answers the first's new one.",
        options=ORDERS,
    ),
]
Gamma = Annotated[
    float, Knob(help="How strongly it counts.", label="gamma", low=0.001, high=100.0, scale="log")
]


@dataclass(frozen=True, slots=True)
class Simultaneous:
    """Both players step at once, each along its own gradient."""

    name: ClassVar[str] = "simultaneous"


@dataclass(frozen=True, slots=True)
class Alternating:
    """The players step in turn; the second has seen the first's step."""

    name: ClassVar[str] = "alternating"
    order: Annotated[str, Knob(help="Who steps first.", options=ORDERS[1:])] = "x first"
    y_steps: Annotated[
        int, Knob(help="Steps of y for each step of x (k).", label="steps of y, k", low=1, high=20)
    ] = 1


@dataclass(frozen=True, slots=True)
class HeavyBall:
    """Each step repeats a share of the last one, or with a negative momentum takes it back."""

    name: ClassVar[str] = "heavy_ball"
    title: ClassVar[str] = "heavy ball"
    momentum: Annotated[
        float,
        Knob(help="Share of the last move that is made again.", label="momentum beta", low=-0.99, high=0.99),
    ] = -0.5
    order: Order = "x first"


@dataclass(frozen=True, slots=True)
class Extragradient:
    """Look one step ahead, then step from here along the gradient found there."""

    name: ClassVar[str] = "extragradient"


@dataclass(frozen=True, slots=True)
class Optimistic:
    """Step along twice the gradient less the last one, guessing the next."""

    name: ClassVar[str] = "optimistic"


@dataclass(frozen=True, slots=True)
class Proximal:
    """Step along the gradient found at the end of the step: implicit."""

    name: ClassVar[str] = "proximal"
    title: ClassVar[str] = "proximal point"


@dataclass(frozen=True, slots=True)
class Consensus:
    """Both players also shorten the field itself."""

    name: ClassVar[str] = "consensus"
    gamma: Gamma = 1.0


@dataclass(frozen=True, slots=True)
class SymplecticAdjustment:
    """The rotating part of the field's Jacobian bends each step inwards."""

    name: ClassVar[str] = "sga"
    title: ClassVar[str] = "symplectic adjustment"
    strength: Annotated[
        float, Knob(help="How strongly it counts.", label="lambda", low=0.001, high=100.0, scale="log")
    ] = 1.0


@dataclass(frozen=True, slots=True)
class R1OnY:
    """y pays gamma/2 |y|^2, as a critic <y, x> does under R1."""

    name: ClassVar[str] = "r1"
    title: ClassVar[str] = "R1 on y"
    gamma: Gamma = 1.0
    order: Order = "simultaneous"


@dataclass(frozen=True, slots=True)
class Unrolled:
    """x differentiates through the answer that y would give in K steps."""

    name: ClassVar[str] = "unrolled"
    lookahead: Annotated[
        int, Knob(help="Steps of y that x looks ahead (K).", label="unrolling K", low=1, high=20)
    ] = 5


@dataclass(frozen=True, slots=True)
class ClippedY:
    """After each step every entry of y is clamped to [-c, c], as WGAN does with its weights."""

    name: ClassVar[str] = "clipping"
    title: ClassVar[str] = "clipping of y"
    bound: Annotated[float, Knob(help="The bound c.", label="bound c", low=0.01, high=10.0, scale="log")] = (
        1.0
    )
    order: Order = "simultaneous"


@dataclass(frozen=True, slots=True)
class Averaging:
    """Plain steps; shown is the mean of all places so far."""

    name: ClassVar[str] = "averaging"
    title: ClassVar[str] = "average"
    order: Order = "x first"


@dataclass(frozen=True, slots=True)
class MovingAverage:
    """Plain steps; shown is their exponential moving average."""

    name: ClassVar[str] = "ema"
    title: ClassVar[str] = "moving average"
    decay: Annotated[
        float,
        Knob(help="Share of the average that each step keeps.", label="decay beta", low=0.0, high=0.9999),
    ] = 0.99
    order: Order = "x first"


@dataclass(frozen=True, slots=True)
class AdamRule:
    """Each entry's gradient divided by its recent root mean square."""

    name: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    beta1: Annotated[float, Knob(help="Memory of the mean.", label="beta 1", low=0.0, high=0.999)] = 0.9
    beta2: Annotated[float, Knob(help="Memory of the mean square.", label="beta 2", low=0.0, high=0.9999)] = (
        0.999
    )
    order: Order = "simultaneous"


@dataclass(frozen=True, slots=True)
class Continuous:
    """The flow that all rules follow as eta goes to 0; a step takes the time eta."""

    name: ClassVar[str] = "continuous"
    title: ClassVar[str] = "continuous time"


Rule = (
    Simultaneous
    | Alternating
    | HeavyBall
    | Extragradient
    | Optimistic
    | Proximal
    | Consensus
    | SymplecticAdjustment
    | R1OnY
    | Unrolled
    | ClippedY
    | Averaging
    | MovingAverage
    | AdamRule
    | Continuous
)


FARTHEST = 1000.0
"""No coordinate of a start is farther from 0."""


@dataclass(frozen=True, slots=True)
class Match:
    """One run: which game, under which rule, from where, and how far."""

    game: Game = XY()
    rule: Rule = Simultaneous()
    eta: Annotated[
        float, Knob(help="Step size of both players.", label="eta", low=1e-3, high=10.0, scale="log")
    ] = 0.1
    start: Annotated[
        tuple[float, ...],
        Knob(
            help="Where it starts, x before y; empty is the game's own place.", low=-FARTHEST, high=FARTHEST
        ),
    ] = ()
    steps: Annotated[int, Knob(help="How many steps are played.", low=1, high=100_000, scale="log")] = 500
