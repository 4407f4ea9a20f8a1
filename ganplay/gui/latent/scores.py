"""What a discriminator's number means, by the loss that it was trained with."""

from __future__ import annotations

from ganplay.contract.objectives import LeastSquares, Loss, Minimax, NonSaturating


def is_probability(loss: Loss) -> bool:
    """Whether D's output is the probability of being real."""
    return isinstance(loss, Minimax | NonSaturating)


def meaning(loss: Loss) -> str:
    """What its output says, briefly."""
    if is_probability(loss):
        return "½: D cannot tell"
    if isinstance(loss, LeastSquares):
        return "real is 1, generated 0"
    return "higher: more real"
