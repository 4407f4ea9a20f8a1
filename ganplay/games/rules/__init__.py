"""Update rules: one file each, this table names them all."""

from __future__ import annotations

from typing import Any

from ganplay.contract import games
from ganplay.games.rule import Rule
from ganplay.games.rules import (
    adam,
    alternating,
    averaging,
    clipping,
    consensus,
    continuous,
    ema,
    extragradient,
    heavy_ball,
    optimistic,
    proximal,
    r1,
    sga,
    simultaneous,
    unrolled,
)

RULES: dict[type[Any], Rule] = {
    games.Simultaneous: simultaneous.RULE,
    games.Alternating: alternating.RULE,
    games.HeavyBall: heavy_ball.RULE,
    games.Extragradient: extragradient.RULE,
    games.Optimistic: optimistic.RULE,
    games.Proximal: proximal.RULE,
    games.Consensus: consensus.RULE,
    games.SymplecticAdjustment: sga.RULE,
    games.R1OnY: r1.RULE,
    games.Unrolled: unrolled.RULE,
    games.ClippedY: clipping.RULE,
    games.Averaging: averaging.RULE,
    games.MovingAverage: ema.RULE,
    games.AdamRule: adam.RULE,
    games.Continuous: continuous.RULE,
}
