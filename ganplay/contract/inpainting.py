"""A hole in a picture, how it is to be filled, and what the search for z has found.

Semantic inpainting (Yeh et al. 2016 and 2017): with G and D fixed, find the z at which G(z) fits the known
pixels y and looks real to D, by descent on

    context + lambda * realism + mu * |z|^2 / d,

where context is the mean or the sum over known pixels of W times the absolute or squared G(z) - y;

then the hole is filled from G(z). Pixels are compared on the scale of the networks: -1 is black, 1 white.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.errors import GanplayError
from ganplay.contract.knobs import Knob
from ganplay.contract.latent import Source
from ganplay.contract.masks import Hole
from ganplay.contract.pictures import SIDE
from ganplay.contract.settings import MAX_SEED, leaves
from ganplay.contract.snapshots import Array, Grey
from ganplay.contract.training import Adam, Optimiser

TERMS = ("context", "realism", "prior", "total")
"""Columns of a trace: each term as it counts (lambda and mu are in it), and their sum."""

BLENDS = ("paste", "feather", "poisson")
"""How the hole may be filled from G(z)."""

MAX_CANDIDATES = 64

Limit = Annotated[float, Knob(help="The largest |z| of a coordinate.", low=0.1, high=5.0)]


@dataclass(frozen=True, slots=True)
class Free:
    """z may go anywhere."""

    name: ClassVar[str] = "free"


@dataclass(frozen=True, slots=True)
class Clipped:
    """Coordinates that leave the box are set onto its wall after each step."""

    name: ClassVar[str] = "clipped"
    limit: Limit = 1.0


@dataclass(frozen=True, slots=True)
class Resampled:
    """Coordinates that leave the box are drawn anew in it (stochastic clipping, Lipton and Tripathi 2017)."""

    name: ClassVar[str] = "resampled"
    title: ClassVar[str] = "clipped by lot"
    limit: Limit = 1.0


@dataclass(frozen=True, slots=True)
class Squashed:
    """z = limit * tanh(u), and u descends: the same box without walls (iGAN, Zhu et al. 2016)."""

    name: ClassVar[str] = "squashed"
    title: ClassVar[str] = "tanh"
    limit: Limit = 1.0


@dataclass(frozen=True, slots=True)
class Shell:
    """z keeps the norm sqrt(d) that almost all of the prior has (PULSE, Menon et al. 2020)."""

    name: ClassVar[str] = "shell"


Support = Free | Clipped | Resampled | Squashed | Shell


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a hole is filled; every knob acts at the next iteration but those that need new candidates."""

    error: Annotated[str, Knob(help="What a wrong known pixel costs.", options=("absolute", "squared"))] = (
        "squared"
    )
    pixels: Annotated[
        str,
        Knob(
            help="Mean or sum over the known pixels: with the sum lambda, mu and the temperature count 784 "
            "times less.",
            options=("mean", "sum"),
            advanced=True,
        ),
    ] = "mean"
    window: Annotated[
        int,
        Knob(
            help="Known pixels count by the share of the hole in the window around them (Yeh et al. 2017); "
            "0: all alike.",
            label="weight window",
            low=0,
            high=27,
        ),
    ] = 0
    realism: Annotated[
        str,
        Knob(
            help="log(1 - D) as published, -log D, or the critic's score.",
            options=("saturating", "non_saturating", "critic"),
        ),
    ] = "non_saturating"
    weight: Annotated[
        float,
        Knob(help="How much looking real to D counts.", label="lambda", low=0.0, high=10.0, scale="log"),
    ] = 0.003
    prior_weight: Annotated[
        float,
        Knob(
            help="How much the mean square of z counts, which keeps z where the prior is.",
            label="mu",
            low=0.0,
            high=1.0,
            scale="log",
        ),
    ] = 0.03
    support: Annotated[Support, Knob(help="Where z may be.")] = Free()
    optimiser: Optimiser = Adam(rate=0.2, beta1=0.9)
    decay: Annotated[
        float,
        Knob(
            help="Over this last share of the iterations the rate is a tenth.",
            low=0.0,
            high=1.0,
            advanced=True,
        ),
    ] = 0.2
    candidates: Annotated[
        int, Knob(help="How many z descend together.", low=1, high=MAX_CANDIDATES, scale="log", live=False)
    ] = 16
    screened: Annotated[
        int,
        Knob(
            help="So many random z are looked at first, and the best of them descend; 0 is none.",
            low=0,
            high=4096,
            live=False,
        ),
    ] = 1024
    start: Annotated[
        str,
        Knob(
            help="Candidates come from the model's own prior, or uniformly from [-1, 1] as published.",
            options=("prior", "uniform"),
            live=False,
            advanced=True,
        ),
    ] = "prior"
    iterations: Annotated[int, Knob(help="Steps of a descent.", low=1, high=5000, scale="log")] = 150
    restarts: Annotated[
        int,
        Knob(
            help="So often every candidate starts over from another z, keeping the best it has found.",
            low=0,
            high=20,
            advanced=True,
        ),
    ] = 0
    blend: Annotated[
        str,
        Knob(
            help="How the hole is filled from G(z): as it is, faded at the rim, or by its gradients.",
            options=BLENDS,
        ),
    ] = "poisson"
    temperature: Annotated[
        float,
        Knob(
            help="Each candidate speaks for the class that is read in what it restores, by exp(-loss / "
            "temperature); the answer is one of the likeliest class. At 0 it is the one of least loss.",
            low=0.0,
            high=10.0,
            scale="log",
        ),
    ] = 0.01
    seed: Annotated[
        int, Knob(help="Decides the candidates.", low=0, high=MAX_SEED, live=False, hidden=True)
    ] = 0


def fixed(recipe: Recipe) -> dict[str, Any]:
    """Those values of which others need other candidates, by path."""
    return {path: value for path, field, value in leaves(recipe) if not field.live}


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is to be restored, by which model and how; made by :meth:`of`, which empties the hole."""

    source: Source
    picture: Grey
    """Shape (28, 28), black in the hole: what was there is not known to whoever searches."""
    hole: Hole
    recipe: Recipe = Recipe()
    label: int | None = None
    """The class that a conditional model shall draw; None tries them all."""

    @classmethod
    def of(cls, source: Source, picture: Grey, hole: Hole, recipe: Recipe, label: int | None = None) -> Task:
        """Take a picture without what lies in the hole.

        Raises:
            GanplayError: the picture or the mask is of another size.
        """
        for what, values in (("the picture", picture), ("the mask", hole)):
            if values.shape != (SIDE, SIDE):
                size = " x ".join(map(str, values.shape[::-1]))
                raise GanplayError(f"{what} is of {size} pixels; {SIDE} x {SIDE} are needed")
        return cls(source, np.where(hole, np.uint8(0), picture), hole.copy(), recipe, label)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a person looks at."""

    focus: int | None = None
    """The candidate that is shown large; None is the answer."""
    at: int | None = None
    """The iteration that is looked back at; None is the present."""


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A plane through latent space: z = origin + across * axes[0] + up * axes[1]."""

    origin: Array
    """Shape (d,)."""
    axes: Array
    """Orthonormal, shape (2, d)."""
    reach: float
    """It is looked at from -reach to reach along both."""
    pictures: Grey
    """G at a grid of cells' centres, shape (K, K, 28, 28); row 0 is the lowest."""
    losses: Array
    """The total there, shape (K, K)."""


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """What a search has found; arrays are never written to again.

    N candidates keep their order; those that take part in ``trace`` and ``path`` are the same throughout.
    """

    task: Task
    iteration: int
    shown: int
    """The iteration that the pictures below are of."""
    finished: bool
    verdict: str
    """``searching``, ``converged``, ``stuck`` or ``diverging``."""
    pictures: Grey
    """G at each candidate's best iterate so far (at ``shown``: at that very iterate), shape (N, 28, 28)."""
    restored: Grey
    """The hole filled from each of these, blended as the recipe says, shape (N, 28, 28)."""
    totals: Array
    """The total loss of each of these, shape (N,)."""
    classes: Array | None
    """What the frozen classifier reads in each restored picture, shape (N, 10); None without one."""
    shares: Array | None
    """How likely each class is by what all candidates are read as, shape (10,), summing to 1; or None."""
    answer: int
    """The candidate that is taken: one of the likeliest class, or of the least total where nobody reads."""
    focus: int
    """The candidate that the pictures below are of."""
    error: Array
    """|G(z) - y| of the focus at known pixels, 0 in the hole, shape (28, 28), 0 to 2."""
    weights: Array
    """W, shape (28, 28); 0 in the hole."""
    spread: Array
    """Standard deviation over the candidates, shape (28, 28), 0 to 1."""
    mean: Grey
    """The mean of the model's own pictures, shape (28, 28): what filling blindly would paint."""
    trace: Array
    """Every term of every candidate at each iteration, shape (T, N, len(TERMS))."""
    path: Array
    """Every z of every candidate, shape (T, N, d)."""
    plane: Plane | None
    """A plane that the paths are near to."""
    painted: tuple[int, ...] = ()
    """Iterations before which the hole or the picture was changed."""
    notes: tuple[str, ...] = ()
    """What a person should know: one sentence each."""
    seconds: float = 0.0
    """How long the search has computed."""


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """What the window takes from the running searches."""

    found: Mapping[str, Progress]
    """The newest of each search, by name."""
    failures: Mapping[str, str]
    """Why a search rests or has ended, one sentence by name."""


class Search(Protocol):
    """One hole, several candidates; deterministic but for the time it takes."""

    @property
    def iteration(self) -> int:
        """Iterations made so far; screening is none."""

    @property
    def finished(self) -> bool:
        """Whether all iterations have been made."""

    def advance(self) -> None:
        """One iteration of every candidate; before the first ones, a batch of random z to choose from."""

    def change(self, task: Task) -> bool:
        """Go on with another hole, picture or recipe from where the candidates are.

        Returns False, and changes nothing, where new candidates are needed: another model, label, seed...

        Raises:
            GanplayError: nothing or everything is masked.
        """

    def look(self, glance: Glance) -> Progress:
        """See what has been found; leaves no trace in the search."""


def psnr(picture: Grey, truth: Grey, where: NDArray[np.bool_] | None = None) -> float:
    """Peak signal-to-noise ratio in dB, of all pixels or of those ``where``; infinite where they agree."""
    difference = picture.astype(np.float64) - truth
    square = float(np.mean(difference[where] ** 2 if where is not None else difference**2))
    return math.inf if square == 0 else 10 * math.log10(255**2 / square)
