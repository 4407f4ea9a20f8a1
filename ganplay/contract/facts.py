"""What is known of losses and of penalties beside their knobs: the window and the engine ask only this.

In a file of its own, so that a loss or a penalty can stand in a file of its own too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """What both losses read where generated and real samples cannot be told apart, and how it is written.

    ``g`` is None where D's level is free, and with it G's loss.
    """

    d: float
    d_formula: str
    g: float | None = None
    g_formula: str = ""


class LossFacts:
    """What theory says of a loss; the window and the engine ask only this.

    A loss of which nothing is declared here has no lines to be compared with and no undecided value.
    """

    __slots__ = ()

    name: ClassVar[str]
    """How it is called in files and on the command line."""
    probability: ClassVar[bool] = False
    """Whether D's output is the probability that a sample is real, sigma of the logit; else the logit."""
    output_range: ClassVar[tuple[float, float] | None] = None
    """The outputs that D is to give to generated and to real samples, the ends of the colour bar; None where
    the loss sets no such levels, so that the ends follow the data."""
    estimates_w1: ClassVar[bool] = False
    """Whether D's mean on real minus its mean on generated samples, over its steepest slope, estimates W1."""
    no_optimal: ClassVar[str] = "No closed form of the optimal discriminator is known for this loss."
    """Why there is no optimal discriminator to draw, where there is none: one sentence."""

    @property
    def undecided(self) -> float | None:
        """The output of the best D where real and generated points are equally dense; None where D's level
        is free.
        """
        return None

    @property
    def undecided_word(self) -> str:
        """What the contour at the undecided value is called."""
        value = self.undecided
        return "mid D" if value is None else "D = ½" if value == 0.5 else f"D = {value:.3g}"

    @property
    def bounded(self) -> bool:
        """Whether D's output is meant to lie between 0 (generated) and 1 (real)."""
        return self.output_range == (0.0, 1.0)

    @property
    def equilibrium(self) -> Equilibrium | None:
        """Both losses at the equilibrium; None where no closed form is known."""
        return None

    @property
    def non_saturating(self) -> LossFacts | None:
        """The loss to take when D wins; None where a winning D does not make G's gradient vanish."""
        return None


class PenaltyFacts:
    """What is known of a penalty; the window and the engine ask only this."""

    __slots__ = ()

    @property
    def weight_bound(self) -> float | None:
        """The largest absolute value that a parameter of D may have; None where there is no bound."""
        return None
