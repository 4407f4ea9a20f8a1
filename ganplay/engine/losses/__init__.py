"""Losses: one file each, this table names them all."""

from __future__ import annotations

from typing import Any

from ganplay.contract import objectives
from ganplay.engine.losses import hinge, least_squares, minimax, non_saturating, wasserstein
from ganplay.engine.losses.terms import LossTerms

LOSSES: dict[type[Any], LossTerms] = {
    objectives.Minimax: minimax.TERMS,
    objectives.NonSaturating: non_saturating.TERMS,
    objectives.LeastSquares: least_squares.TERMS,
    objectives.Hinge: hinge.TERMS,
    objectives.Wasserstein: wasserstein.TERMS,
}
