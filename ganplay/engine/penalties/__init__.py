"""Penalties on the discriminator: one file each, this table names them all."""

from __future__ import annotations

from typing import Any

from ganplay.contract import objectives
from ganplay.engine.penalties import clipping, dragan, gradient, r1, r2
from ganplay.engine.penalties.rule import Rule

PENALTIES: dict[type[Any], Rule] = {
    objectives.NoPenalty: Rule(),
    objectives.WeightClipping: clipping.RULE,
    objectives.GradientPenalty: gradient.RULE,
    objectives.R1: r1.RULE,
    objectives.R2: r2.RULE,
    objectives.Dragan: dragan.RULE,
}
