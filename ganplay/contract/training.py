"""Who moves when, and how far: updates and optimisers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob


@dataclass(frozen=True, slots=True)
class Updates:
    """The order of play within one step."""

    scheme: Annotated[
        str,
        Knob(
            help="Alternating: G answers the D that has just moved; simultaneous: both move at once.",
            options=("alternating", "simultaneous"),
            advanced=True,
        ),
    ] = "alternating"
    d_steps: Annotated[
        int, Knob(help="Updates of D in each step (k).", label="D updates", low=1, high=20)
    ] = 1
    g_steps: Annotated[
        int, Knob(help="Updates of G in each step.", label="G updates", low=1, high=20, advanced=True)
    ] = 1
    unroll: Annotated[
        int,
        Knob(
            help="D updates that G looks ahead and differentiates through (Metz et al. 2017); 0 is off.",
            label="unrolling",
            low=0,
            high=10,
        ),
    ] = 0

    @property
    def work(self) -> float:
        """How much dearer a step is than one move of each player, roughly."""
        return (self.d_steps + self.g_steps * (1 + 3 * self.unroll)) / 2


Rate = Annotated[float, Knob(help="Learning rate.", label="learning rate", low=1e-6, high=1.0, scale="log")]


@dataclass(frozen=True, slots=True)
class Sgd:
    """Plain gradient descent."""

    name: ClassVar[str] = "sgd"
    title: ClassVar[str] = "SGD"
    rate: Rate = 0.1


@dataclass(frozen=True, slots=True)
class Momentum:
    """Heavy ball; a negative momentum calms the rotation of games (Gidel et al. 2019)."""

    name: ClassVar[str] = "momentum"
    rate: Rate = 0.01
    momentum: Annotated[
        float, Knob(help="Share of the last move that is made again.", low=-0.9, high=0.99)
    ] = 0.9


@dataclass(frozen=True, slots=True)
class Nesterov:
    """Momentum whose gradient is taken where it leads to (Nesterov 1983)."""

    name: ClassVar[str] = "nesterov"
    rate: Rate = 0.01
    momentum: Annotated[
        float, Knob(help="Share of the last move that is made again.", low=0.0, high=0.99)
    ] = 0.9


@dataclass(frozen=True, slots=True)
class RmsProp:
    """Each weight's gradient divided by its recent root mean square."""

    name: ClassVar[str] = "rmsprop"
    title: ClassVar[str] = "RMSprop"
    rate: Rate = 5e-4
    decay: Annotated[float, Knob(help="Memory of the mean square.", low=0.0, high=0.9999, advanced=True)] = (
        0.99
    )


@dataclass(frozen=True, slots=True)
class Adam:
    """RMSprop with momentum and bias correction (Kingma and Ba 2015)."""

    name: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    rate: Rate = 1e-3
    beta1: Annotated[
        float, Knob(help="Memory of the mean; GANs like 0.5 or 0.", label="beta 1", low=0.0, high=0.99)
    ] = 0.5
    beta2: Annotated[
        float, Knob(help="Memory of the mean square.", label="beta 2", low=0.0, high=0.9999, advanced=True)
    ] = 0.999


Optimiser = Sgd | Momentum | Nesterov | RmsProp | Adam
