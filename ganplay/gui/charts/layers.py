"""What the picture of the plane is made of, in the legend's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["dot", "swatch", "dashed", "arrow", "grid"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing that can be shown or hidden."""

    name: str
    label: str
    token: str
    mark: Mark
    help: str
    symbol: str = ""
    """What the value under the pointer is called, for a surface."""


LAYERS: tuple[Layer, ...] = (
    Layer("real", "real", "real", "dot", "Points drawn from the data."),
    Layer(
        "fake",
        "generated",
        "fake",
        "dot",
        "Points made by G from fixed noise: each dot is the same z for good.",
    ),
    Layer(
        "discriminator",
        "discriminator",
        "text",
        "swatch",
        "What D says everywhere: green is real, purple is generated, no colour is undecided.",
        symbol="D",
    ),
    Layer(
        "contour",
        "D = ½",
        "text",
        "dashed",
        "Where the surface shown is at the middle of its bar: D cannot tell real from generated.",
    ),
    Layer(
        "pull",
        "pull on G",
        "pull",
        "arrow",
        "Where G's loss pulls generated points, one for each spot of the screen; the longer, the steeper. "
        "No arrow, no gradient.",
    ),
    Layer("manifold", "manifold", "fake", "grid", "The grid of noise as G warps it onto the plane."),
    Layer(
        "optimal",
        "D*",
        "text",
        "swatch",
        "What the best discriminator against this G would say, from the exact density of the data and "
        "30,000 generated points; hatched where too few points are to tell.",
        symbol="D*",
    ),
    Layer(
        "difference",
        "D − D*",
        "text",
        "swatch",
        "How far D is from the best one: green where it trusts too much, purple where too little, hatched "
        "where hardly a point is, real or not.",
        symbol="D − D*",
    ),
)
BY_NAME = {layer.name: layer for layer in LAYERS}
SURFACES = tuple(layer.name for layer in LAYERS if layer.mark == "swatch")
"""Layers that cover the whole plane, so that only one can be seen at a time."""
USUAL = frozenset({"real", "fake", "discriminator", "contour"})
"""Shown unless a scene says otherwise."""
