"""What a discriminator's number means, by the loss that it was trained with."""

from __future__ import annotations

import math

from ganplay.contract.objectives import Loss
from ganplay.gui.charts.numerals import numeral


def meaning(loss: Loss) -> str:
    """What its output says, briefly."""
    if loss.probability:
        return "½: D cannot tell"
    return "real is 1, generated 0" if loss.bounded else "higher: more real"


def explanation(loss: Loss, score: float) -> str:
    """What its output for one picture says, in a sentence or two."""
    if not math.isfinite(score):
        return "Of this model there is no D to ask."
    if loss.probability:
        return (
            f"D gives {score:.0%} to this picture being a training digit. Below ½ it takes a picture for "
            "generated, above for real; at ½ it cannot tell."
        )
    if loss.bounded:
        return (
            f"D learnt to answer 1 to training digits and 0 to generated ones, and answers {numeral(score)} "
            "to this picture."
        )
    return (
        "A critic's score has no unit and no fixed zero: the higher, the more real it takes the picture for. "
        "The line spans what it has said so far."
    )
