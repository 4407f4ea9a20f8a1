"""What a discriminator's number means, by the loss that it was trained with."""

from __future__ import annotations

from ganplay.contract.objectives import Loss


def meaning(loss: Loss) -> str:
    """What its output says, briefly."""
    if loss.probability:
        return "½: D cannot tell"
    return "real is 1, generated 0" if loss.bounded else "higher: more real"
