"""What the players know beside the samples: nothing, labels, or codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob


@dataclass(frozen=True, slots=True)
class Unconditional:
    """Noise alone."""

    name: ClassVar[str] = "none"


@dataclass(frozen=True, slots=True)
class Labels:
    """G is told a class and D is shown it beside each sample (conditional GAN, Mirza and Osindero 2014)."""

    name: ClassVar[str] = "labels"
    title: ClassVar[str] = "labels (cGAN)"


@dataclass(frozen=True, slots=True)
class Codes:
    """G gets codes that a head of D must read back from its samples (InfoGAN, Chen et al. 2016)."""

    name: ClassVar[str] = "codes"
    title: ClassVar[str] = "codes (InfoGAN)"
    categories: Annotated[
        int, Knob(help="Values of the categorical code; 0 leaves it out.", low=0, high=32, live=False)
    ] = 10
    continuous: Annotated[
        int, Knob(help="Continuous codes, uniform on [-1, 1].", label="continuous", low=0, high=8, live=False)
    ] = 2
    weight: Annotated[
        float,
        Knob(
            help="How strongly the mutual information counts (lambda).",
            label="lambda",
            low=0.001,
            high=10.0,
            scale="log",
        ),
    ] = 1.0


Condition = Unconditional | Labels | Codes
