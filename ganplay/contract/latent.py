"""What can be asked of a trained picture model, and what it answers.

A *row* is one input of the generator, shape (inputs,): the noise z, then, where the model has them, the
one-hot class or category, then the continuous codes. All arrays are float32 unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Array, Grey
from ganplay.contract.views import Model

Source = str | Path | Model
"""A shipped model's name (see :func:`ganplay.contract.files.models`), a file, or a run's present networks."""


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What is known of the model that has been opened."""

    title: str
    """As in ``DCGAN on MNIST, step 14,060``."""
    settings: Settings
    step: int
    inputs: int
    """Columns of a row, z and all."""
    dim: int
    """Columns of z."""
    categories: int
    """Columns of the class or categorical code; 0 where there is none."""
    labelled: bool
    """Whether those are true classes (a conditional GAN) rather than codes that it found (InfoGAN)."""
    continuous: int
    """Columns of continuous codes."""
    names: tuple[str, ...]
    """Names of the ten classes that the frozen classifier tells apart; empty without one."""
    checkpoints: tuple[int, ...] = ()
    """Steps of the run at which it can be drawn, its own the last; empty where there is only that."""
    code_classes: tuple[int, ...] = ()
    """The class that the frozen classifier mostly sees in each category of a code."""


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Take another model; everything asked later is asked of that."""

    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """Pictures at rows (N, inputs); ``judged`` asks the frozen classifier and D too."""

    rows: Array
    judged: bool = False
    step: int | None = None
    """Draw with what is kept of this step of the run instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The answer to :class:`Draw`."""

    pictures: Grey
    """Shape (N, 28, 28)."""
    classes: Array | None = None
    """Probabilities by the frozen classifier, shape (N, 10)."""
    scores: Array | None = None
    """What D says of each, on the scale of its output, shape (N,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Rank:
    """Directions at a row (inputs,) by the size of their effect there.

    ``kind`` is one of ``coordinates`` (the axes of z), ``layer`` (right singular vectors of G's first layer,
    the idea of Shen and Zhou 2021), ``jacobian`` (right singular vectors of dG/dz here) and ``classes``
    (differences of the mean z of pictures that the classifier reads as two classes). ``reach`` is how far the
    end pictures lie from the row along each direction, in units of the prior's standard deviation.
    """

    row: Array
    kind: str = "coordinates"
    count: int = 16
    reach: float = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The answer to :class:`Rank`, largest effect first."""

    kind: str
    directions: Array
    """Unit vectors in z, shape (M, dim)."""
    names: tuple[str, ...]
    effects: Array
    """Root mean square change of a pixel (0 to 1) per unit step, shape (M,)."""
    low: Grey
    """Shape (M, 28, 28), at ``- reach``."""
    high: Grey


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The training pictures nearest to a picture (28, 28) in Euclidean distance."""

    picture: Grey
    count: int = 5
    data: Pictures | None = None
    """The set to look in, whether a model is open or not; by default what the open one was trained on."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The answer to :class:`Nearest`; without the data the pictures are empty and ``note`` says why."""

    pictures: Grey
    """Shape (M, 28, 28), nearest first."""
    labels: tuple[int, ...] = ()
    distances: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    """Root mean square difference of a pixel (0 to 1)."""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The same row through every step that is kept of the run."""

    row: Array


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The answer to :class:`Timeline`."""

    steps: tuple[int, ...]
    pictures: Grey
    """Shape (len(steps), 28, 28)."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A real picture that nothing was trained on, whether a model is open or not: one of a set's test split.

    Either that of an ``index``, or one drawn by lot from a ``seed`` among those of a class, or of all.
    """

    data: Pictures
    index: int | None = None
    label: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """The answer to :class:`Pick`; where the set is missing, it is one of Strokes and ``note`` says why."""

    picture: Grey
    """Shape (28, 28)."""
    label: int
    index: int
    """Its place in the test split."""
    count: int
    """Pictures there."""
    title: str
    """The set's own name: ``MNIST``."""
    name: str
    """What the class shows: ``7``, ``sneaker``."""
    note: str = ""


Request = Open | Draw | Rank | Nearest | Timeline | Pick
Answer = Card | Drawn | Ranking | Neighbours | History | Picked


class Explorer(Protocol):
    """Answers questions about one model at a time; not to be shared by threads."""

    def answer(self, request: Request) -> Answer:
        """Answer one question.

        Raises:
            GanplayError: the model cannot be read, or the question does not fit it; the model stays.
        """
