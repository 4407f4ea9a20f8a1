"""Penalties on the discriminator: one file each, this table names them all."""

from __future__ import annotations

from typing import Any

from ganplay.contract import objectives
from ganplay.engine.penalties import clipping, dragan, gradient, r1, r2
from ganplay.engine.penalties.parts import PenaltyParts

PENALTIES: dict[type[Any], PenaltyParts] = {
    objectives.NoPenalty: PenaltyParts(),
    objectives.WeightClipping: clipping.PARTS,
    objectives.GradientPenalty: gradient.PARTS,
    objectives.R1: r1.PARTS,
    objectives.R2: r2.PARTS,
    objectives.Dragan: dragan.PARTS,
}
