"""Optimisers as pure functions of one flat vector, so that unrolling can differentiate through them."""

from __future__ import annotations

from typing import Any

from ganplay.contract import training
from ganplay.engine.optimisers import adam, momentum, nesterov, rmsprop, sgd
from ganplay.engine.optimisers.step import OptimiserStep

OPTIMISERS: dict[type[Any], OptimiserStep] = {
    training.Sgd: sgd.STEP,
    training.Momentum: momentum.STEP,
    training.Nesterov: nesterov.STEP,
    training.RmsProp: rmsprop.STEP,
    training.Adam: adam.STEP,
}
