"""What a frame may hold: each view is what one chart, grid or page shows of a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ganplay.contract.data import Extent
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Array, Grey, View


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A function on the plane: ``values[row, column]`` at the cells' centres, row 0 at the lowest y.

    ``low``, ``neutral`` and ``high`` are the values at the ends and the middle of the colour bar: for a
    probability 0, 1/2 and 1; for a critic they follow the data.
    """

    values: Array
    low: float
    neutral: float
    high: float
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Counts, shape (B,), between edges, shape (B + 1,)."""

    edges: Array
    counts: Array


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlaneView(View):
    """Points in the plane, and what D says there."""

    extent: Extent
    real: Array
    """Real points, shape (N, 2)."""
    fake: Array
    """G at fixed noise, shape (N, 2): row i is the same z in every frame."""
    surface: Surface | None = None
    """What D says."""
    optimal: Surface | None = None
    """What the best D against this G would say; None where the loss has none."""
    pull: Array | None = None
    """Minus the gradient of each point's own generator loss, shape (M, 2), for the first M fake points."""
    manifold: Array | None = None
    """The noise grid through G, shape (rows, columns, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class TilesView(View):
    """Pictures in a grid."""

    real: Grey
    """Real pictures, the same in every frame, shape (N, 28, 28)."""
    fake: Grey
    """G at fixed noise, shape (N, 28, 28): tile i is the same z in every frame; conditioned on labels, tile i
    is of class i mod 10."""
    labels: tuple[int, ...] = ()
    """The class of each real picture."""
    classes: tuple[str, ...] = ()
    """The names of the classes."""


@dataclass(frozen=True, slots=True, eq=False)
class SharesView(View):
    """How the generated samples are spread over the modes or classes of the data."""

    shares: Array
    """Share of generated samples in each mode or class, shape (K,): points within 3 sigma, or pictures that
    the frozen classifier reads as such. For data in the plane without modes, the share in each of 16 regions;
    the frame's ``notes["modes"]`` then says so."""
    fair: Array
    """The shares that a perfect generator would have, shape (K,)."""
    names: tuple[str, ...] = ()
    """The names of the classes; modes have none and are numbered from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightsView(View):
    """How D's parameters are spread."""

    histogram: Histogram


@dataclass(frozen=True, slots=True, eq=False)
class AnswersView(View):
    """What D says of real and of generated samples, on the scale of its output, with the same edges."""

    real: Histogram
    fake: Histogram


@dataclass(frozen=True, slots=True, eq=False)
class Model(View):
    """The networks of a moment as numbers, from which others can draw: what is explored is never trained."""

    settings: Settings
    step: int
    tensors: Mapping[str, Array]
    """By name, as in a file of weights."""
