"""How good a generator is, and how honest its discriminator: pure functions of points, one file each."""

from __future__ import annotations

from ganplay.engine.metrics.class_score import class_kl, class_score, class_shares
from ganplay.engine.metrics.floors import Floors, floors
from ganplay.engine.metrics.frechet import Moments, frechet, moments
from ganplay.engine.metrics.histogram import count_cells, share_outside
from ganplay.engine.metrics.jensen_shannon import JS_CELLS, jensen_shannon, jensen_shannon_floor
from ganplay.engine.metrics.lipschitz import lipschitz, w1_estimate
from ganplay.engine.metrics.matching import matched
from ganplay.engine.metrics.mmd import kernel_scale, kernel_within, mmd2
from ganplay.engine.metrics.modes import (
    count_near,
    fair_near,
    high_quality,
    modes_by_share,
    modes_captured,
    reverse_kl,
    total_variation,
)
from ganplay.engine.metrics.optimal_discriminator import (
    DENSITY_POINTS,
    GAP_CELLS,
    KERNEL,
    discriminator_gap,
    kernel_density,
    optimal_discriminator,
    told_apart,
)
from ganplay.engine.metrics.sliced_w2 import projected_w2, projections, sliced_w2
from ganplay.engine.metrics.weight_histogram import weight_histogram

__all__ = [
    "DENSITY_POINTS",
    "GAP_CELLS",
    "JS_CELLS",
    "KERNEL",
    "Floors",
    "Moments",
    "class_kl",
    "class_score",
    "class_shares",
    "count_cells",
    "count_near",
    "discriminator_gap",
    "fair_near",
    "floors",
    "frechet",
    "high_quality",
    "jensen_shannon",
    "jensen_shannon_floor",
    "kernel_density",
    "kernel_scale",
    "kernel_within",
    "lipschitz",
    "matched",
    "mmd2",
    "modes_by_share",
    "modes_captured",
    "moments",
    "optimal_discriminator",
    "projected_w2",
    "projections",
    "reverse_kl",
    "share_outside",
    "sliced_w2",
    "told_apart",
    "total_variation",
    "w1_estimate",
    "weight_histogram",
]
