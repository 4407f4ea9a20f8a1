"""The sets of small grey pictures that a generator can be asked to learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob

SIDE = 28
"""Pixels along one side of a picture."""

CLASSES = 10

NUMERALS = tuple(str(label) for label in range(CLASSES))
"""What the classes are called where nobody names them."""

Classes = Annotated[
    tuple[float, ...],
    Knob(
        help="Only these classes, as in 3, 8; none named means all ten.",
        label="only classes",
        low=0,
        high=CLASSES - 1,
    ),
]
Weights = Annotated[
    tuple[float, ...],
    Knob(
        help="How often each class from 0 on is drawn, as a multiple of how often it occurs; "
        "without an entry: 1.",
        label="balance",
        low=0.0,
        high=1000.0,
        advanced=True,
    ),
]


@dataclass(frozen=True, slots=True)
class Digits:
    """Pictures of 28 x 28 pixels from IDX files: MNIST or another set of the same form."""

    name: ClassVar[str] = "digits"
    title: ClassVar[str] = "MNIST and kin"

    which: Annotated[
        str,
        Knob(help="MNIST's digits, or Fashion-MNIST's clothes.", label="set", options=("mnist", "fashion")),
    ] = "mnist"
    folder: Annotated[
        str,
        Knob(
            help="Where the IDX files are; empty means ganplay's own store, which `ganplay fetch` fills.",
            advanced=True,
            folder=True,
        ),
    ] = ""
    classes: Classes = ()
    weights: Weights = ()
    size: Annotated[
        int,
        Knob(help="Training pictures that are used.", label="pictures", low=100, high=60_000, scale="log"),
    ] = 60_000


@dataclass(frozen=True, slots=True)
class Strokes:
    """Digits that ganplay draws itself along pen strokes: a set of its own, not MNIST."""

    name: ClassVar[str] = "strokes"
    title: ClassVar[str] = "Strokes (drawn here)"

    classes: Classes = ()
    weights: Weights = ()
    size: Annotated[
        int,
        Knob(help="Training pictures that are drawn.", label="pictures", low=100, high=60_000, scale="log"),
    ] = 20_000


Pictures = Digits | Strokes
