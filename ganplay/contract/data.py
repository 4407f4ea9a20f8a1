"""The distributions in the plane that a generator can be asked to learn, and the window each is seen in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob, Points
from ganplay.contract.pictures import SIDE, Pictures

Extent = tuple[float, float, float, float]
"""The visible part of the plane: x from, x to, y from, y to."""

UNIT_EXTENT: Extent = (0.0, 1.0, 0.0, 1.0)

MAX_POINTS = 20_000
"""The most points that a drawn or loaded distribution may have."""

Sigma = Annotated[
    float, Knob(help="Standard deviation of each Gaussian.", label="spread", low=0.001, high=1.0, scale="log")
]

Blur = Annotated[
    float,
    Knob(
        help="Standard deviation of the Gaussian noise that is added on both axes.",
        label="blur",
        low=0.005,
        high=0.5,
        scale="log",
    ),
]


def _square(half: float) -> Extent:
    return (-half, half, -half, half)


@dataclass(frozen=True, slots=True)
class Ring:
    """K Gaussians on a circle: the classic test for mode collapse."""

    name: ClassVar[str] = "ring"
    title: ClassVar[str] = "ring of Gaussians"

    modes: Annotated[int, Knob(help="How many Gaussians stand on the circle.", low=1, high=64)] = 8
    radius: Annotated[float, Knob(help="Radius of the circle.", low=0.1, high=10.0, scale="log")] = 2.0
    sigma: Sigma = 0.05
    weights: Annotated[
        tuple[float, ...],
        Knob(
            help="How often each mode is drawn, relative to the others; modes without an entry count 1.",
            low=0.0,
            high=1000.0,
            advanced=True,
        ),
    ] = ()

    @property
    def extent(self) -> Extent:
        """Half as wide again as the circle."""
        return _square(1.5 * self.radius)


@dataclass(frozen=True, slots=True)
class Grid:
    """K x K Gaussians on a square lattice."""

    name: ClassVar[str] = "grid"
    title: ClassVar[str] = "grid of Gaussians"

    side: Annotated[int, Knob(help="Gaussians along one side of the lattice.", low=1, high=10)] = 5
    spacing: Annotated[float, Knob(help="Distance between neighbours.", low=0.05, high=4.0, scale="log")] = (
        0.7071
    )
    sigma: Sigma = 0.01768

    @property
    def extent(self) -> Extent:
        """The lattice and one spacing around it."""
        return _square(self.spacing * (self.side + 1) / 2)


@dataclass(frozen=True, slots=True)
class Line:
    """GAN Lab's line: a blurred segment."""

    name: ClassVar[str] = "line"
    title: ClassVar[str] = "line (GAN Lab)"

    length: Annotated[float, Knob(help="Share of GAN Lab's segment that is drawn.", low=0.1, high=1.0)] = 1.0
    sigma: Blur = 0.01

    @property
    def extent(self) -> Extent:
        """GAN Lab's unit square."""
        return UNIT_EXTENT


@dataclass(frozen=True, slots=True)
class TwoGaussians:
    """GAN Lab's two Gaussians: one round, one tall."""

    name: ClassVar[str] = "two_gaussians"
    title: ClassVar[str] = "two Gaussians (GAN Lab)"

    share: Annotated[float, Knob(help="Share of the points in the round one.", low=0.0, high=1.0)] = 0.5
    spread: Annotated[
        float,
        Knob(
            help="Widths of both, relative to GAN Lab's.",
            label="relative spread",
            low=0.1,
            high=3.0,
            scale="log",
        ),
    ] = 1.0

    @property
    def extent(self) -> Extent:
        """GAN Lab's unit square."""
        return UNIT_EXTENT


@dataclass(frozen=True, slots=True)
class ThreeBlobs:
    """GAN Lab's three disjoint blobs."""

    name: ClassVar[str] = "three_blobs"
    title: ClassVar[str] = "three blobs (GAN Lab)"

    sigma: Sigma = 0.025

    @property
    def extent(self) -> Extent:
        """GAN Lab's unit square."""
        return UNIT_EXTENT


@dataclass(frozen=True, slots=True)
class Circle:
    """A blurred ellipse, by default GAN Lab's ring."""

    name: ClassVar[str] = "circle"
    title: ClassVar[str] = "circle (GAN Lab's ring)"

    radius_x: Annotated[float, Knob(help="Half-width of the ellipse.", low=0.02, high=0.45)] = 0.3
    radius_y: Annotated[float, Knob(help="Half-height of the ellipse.", low=0.02, high=0.45)] = 0.25
    sigma: Blur = 0.025

    @property
    def extent(self) -> Extent:
        """GAN Lab's unit square."""
        return UNIT_EXTENT


@dataclass(frozen=True, slots=True)
class Spiral:
    """Two interleaved arms of a spiral."""

    name: ClassVar[str] = "spiral"

    turns: Annotated[float, Knob(help="How often each arm winds around the centre.", low=0.25, high=3.0)] = (
        1.0
    )
    arms: Annotated[int, Knob(help="How many arms.", low=1, high=6)] = 2
    sigma: Blur = 0.04

    @property
    def extent(self) -> Extent:
        """The arms end at radius 2."""
        return _square(2.7)


@dataclass(frozen=True, slots=True)
class SwissRoll:
    """A rolled-up strip, the WGAN-GP paper's toy (Gulrajani et al. 2017)."""

    name: ClassVar[str] = "swiss_roll"
    title: ClassVar[str] = "Swiss roll"

    sigma: Blur = 0.0333

    @property
    def extent(self) -> Extent:
        """The roll scaled by 1/7.5, as in the paper's code."""
        return _square(2.5)


@dataclass(frozen=True, slots=True)
class TwoMoons:
    """Two interleaved half circles."""

    name: ClassVar[str] = "two_moons"
    title: ClassVar[str] = "two moons"

    gap: Annotated[
        float,
        Knob(help="How far the moons are pulled apart vertically; at -0.5 they touch.", low=-0.5, high=1.0),
    ] = 0.0
    sigma: Blur = 0.08

    @property
    def extent(self) -> Extent:
        """Both moons, of radius 1, about the origin."""
        return _square(2.0)


@dataclass(frozen=True, slots=True)
class Checkerboard:
    """Uniform on the dark fields of a board: sharp edges and empty holes."""

    name: ClassVar[str] = "checkerboard"

    fields: Annotated[int, Knob(help="Fields along one side of the board.", low=2, high=8)] = 4

    @property
    def extent(self) -> Extent:
        """The board spans -2 to 2."""
        return _square(2.6)


@dataclass(frozen=True, slots=True)
class Gaussian:
    """One Gaussian, the simplest thing to learn."""

    name: ClassVar[str] = "gaussian"
    title: ClassVar[str] = "one Gaussian"

    x: Annotated[float, Knob(help="Horizontal mean.", low=-2.0, high=2.0)] = 0.0
    y: Annotated[float, Knob(help="Vertical mean.", low=-2.0, high=2.0)] = 0.0
    sigma_x: Annotated[
        float, Knob(help="Horizontal standard deviation.", low=0.01, high=2.0, scale="log")
    ] = 0.7
    sigma_y: Annotated[float, Knob(help="Vertical standard deviation.", low=0.01, high=2.0, scale="log")] = (
        0.3
    )
    correlation: Annotated[float, Knob(help="Correlation of the two axes.", low=-0.99, high=0.99)] = 0.0

    @property
    def extent(self) -> Extent:
        """Always -3 to 3, so that a moved mean is seen to move."""
        return _square(3.0)


def _heart() -> Points:
    """A closed curve of 120 points, so that there is something before the first stroke."""
    points = []
    for i in range(120):
        t = 2 * math.pi * i / 120
        x = math.sin(t) ** 3
        y = (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16
        points.append((round(0.5 + 0.3 * x, 4), round(0.52 + 0.3 * y, 4)))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What you draw with the brush, blurred a little."""

    name: ClassVar[str] = "drawn"
    title: ClassVar[str] = "draw your own"

    points: Annotated[Points, Knob(help="The drawn points.", low=-1e6, high=1e6, hidden=True)] = _heart()
    sigma: Blur = 0.02

    @property
    def extent(self) -> Extent:
        """The unit square is the sheet of paper."""
        return UNIT_EXTENT


@dataclass(frozen=True, slots=True)
class File:
    """Points from a file of two comma-separated columns, scaled to the extent."""

    name: ClassVar[str] = "file"
    title: ClassVar[str] = "CSV file"

    path: Annotated[str, Knob(help="A CSV file with two columns of numbers, with or without a header.")] = ""
    sigma: Blur = 0.02

    @property
    def extent(self) -> Extent:
        """The points fill -1 to 1."""
        return _square(1.25)


Plane = (
    Ring
    | Grid
    | Line
    | TwoGaussians
    | ThreeBlobs
    | Circle
    | Spiral
    | SwissRoll
    | TwoMoons
    | Checkerboard
    | Gaussian
    | Drawn
    | File
)

Data = Plane | Pictures
"""Everything that can be learnt: points in the plane, or pictures."""


def features(data: Data) -> int:
    """Numbers in one sample: two coordinates, or all pixels of a picture."""
    return SIDE * SIDE if isinstance(data, Pictures) else 2
