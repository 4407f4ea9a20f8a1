"""Losses: one file each, this table names them all."""

from __future__ import annotations

from typing import Any

from ganplay.contract import objectives
from ganplay.engine.losses import hinge, least_squares, minimax, non_saturating, wasserstein
from ganplay.engine.losses.rule import Rule

LOSSES: dict[type[Any], Rule] = {
    objectives.Minimax: minimax.RULE,
    objectives.NonSaturating: non_saturating.RULE,
    objectives.LeastSquares: least_squares.RULE,
    objectives.Hinge: hinge.RULE,
    objectives.Wasserstein: wasserstein.RULE,
}
