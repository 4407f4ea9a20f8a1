"""Optimisers as pure functions of one flat vector, so that unrolling can differentiate through them."""

from __future__ import annotations

from typing import Any

from ganplay.contract import training
from ganplay.engine.optimisers import adam, momentum, nesterov, rmsprop, sgd
from ganplay.engine.optimisers.rule import Rule

OPTIMISERS: dict[type[Any], Rule] = {
    training.Sgd: sgd.RULE,
    training.Momentum: momentum.RULE,
    training.Nesterov: nesterov.RULE,
    training.RmsProp: rmsprop.RULE,
    training.Adam: adam.RULE,
}
