"""A few moments of a run that is followed while it trains."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ganplay.contract.settings import rebuilds
from ganplay.engine.trained import Trained

MOST = 10
"""Moments that are kept: a row through all of them is one short strip, and a few megabytes."""


class KeptMoments:
    """Generators of a run at some earlier steps, with about the same factor from step to step."""

    def __init__(self) -> None:
        self._moments: dict[int, Trained] = {}

    def take(self, present: Trained) -> Mapping[int, Trained]:
        """Add the present moment; those kept by step, the earliest first.

        What is of other networks or from a future that has been taken back is forgotten.
        """
        self._moments = {
            step: moment
            for step, moment in self._moments.items()
            if step < present.step and not rebuilds(moment.settings, present.settings)
        }
        self._moments[present.step] = dataclasses.replace(present, discriminator=None)
        if len(self._moments) > MOST:
            steps = list(self._moments)
            triples = zip(steps, steps[1:], steps[2:], strict=False)
            _, least = min(((after + 1) / (before + 1), step) for before, step, after in triples)
            del self._moments[least]
        return dict(self._moments)
