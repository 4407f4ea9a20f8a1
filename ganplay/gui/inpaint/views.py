"""The six views of a result, each a picture or a map of 28 x 28 pixels. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.inpainting import Progress
from ganplay.contract.snapshots import Grey

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ResultView:
    """One of the six: a grey picture, or a map whose numbers run from 0 to ``high``."""

    word: str
    """The name under the small view."""
    title: str
    sentence: str
    picture: Callable[[Progress], Grey] | None = None
    values: Callable[[Progress], NDArray[np.floating]] | None = None
    high: float = 1.0
    token: str = ""
    """The colour of a map."""
    hatched: bool = True
    """Whether the hole is hatched."""

    def shares(self, progress: Progress) -> Shares:
        """A map's numbers as shares of ``high``, shape (28, 28), 0 to 1."""
        assert self.values is not None
        shares: Shares = np.clip(np.nan_to_num(self.values(progress), nan=1.0) / self.high, 0, 1)
        return shares

    def reading(self, progress: Progress, row: int, column: int) -> str:
        """The number at a pixel, in words."""
        if self.hatched and progress.task.hole[row, column]:
            return "unknown"
        if self.picture is not None:
            return f"grey {self.picture(progress)[row, column] / 255:.2f}"
        assert self.values is not None
        return f"{self.values(progress)[row, column]:.2f} here"


def _masked(progress: Progress) -> Grey:
    return progress.task.picture


def _generated(progress: Progress) -> Grey:
    picture: Grey = progress.pictures[progress.focus]
    return picture


def _restored(progress: Progress) -> Grey:
    picture: Grey = progress.restored[progress.focus]
    return picture


def _weights(progress: Progress) -> NDArray[np.floating]:
    return progress.weights / max(float(progress.weights.max()), 1e-9)


VIEWS = (
    ResultView(
        "input",
        "What is known",
        "All that the search is given: what lies under the stripes never reaches it.",
        picture=_masked,
    ),
    ResultView(
        "G(z)",
        "G(z)",
        "The whole picture that G draws at the z that was found: it has to fit the known pixels by itself.",
        picture=_generated,
        hatched=False,
    ),
    ResultView(
        "result",
        "The restored picture",
        "What is known, and in the hole what G draws there.",
        picture=_restored,
        hatched=False,
    ),
    ResultView(
        "error",
        "Error at known pixels",
        "|G(z) − y|, what the contextual loss adds up: bright is where G cannot follow the picture.",
        values=lambda progress: progress.error,
        token="pull",
    ),
    ResultView(
        "weights",
        "Weight of each known pixel",
        "How much each known pixel counts (1: most): all alike without a weight window; with one, more near "
        "the hole.",
        values=_weights,
        token="critic",
    ),
    ResultView(
        "spread",
        "Where the candidates differ",
        "Spread (standard deviation) over all candidates: bright is where the known pixels do not say what "
        "belongs there.",
        values=lambda progress: progress.spread,
        high=0.5,
        token="fake",
        hatched=False,
    ),
)
RESULT = 2
"""The view that is large at first."""
