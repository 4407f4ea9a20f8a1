"""What is measured now and then of points in the plane: one line of the table for each metric."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from ganplay.engine import metrics
from ganplay.engine.game.game import Game
from ganplay.engine.losses.terms import output
from ganplay.engine.probes.grid import cell_centres

if TYPE_CHECKING:
    from ganplay.engine.monitor import Monitor

FEW = 512
"""Points for what asks D, and for the measures whose cost is quadratic."""

SLOPE_CELLS = 128
"""Cells along each side of the grid on which the steepest slope of D is looked for."""

DIRECTIONS = 16
"""Directions of the sliced distance: a quarter of what a single reading would take."""


@dataclass(eq=False)
class Reading:
    """What a metric is given: the game, as many generated as real points, and what the monitor keeps."""

    game: Game
    monitor: Monitor
    fake: Tensor
    """Generated points, shape (N, 2)."""

    @property
    def real(self) -> Tensor:
        """Real points, shape (N, 2)."""
        return self.monitor.real

    @cached_property
    def slope(self) -> float:
        """The steepest slope of D where points are or between them: on a grid over all, and between some."""
        both = torch.cat((self.real, self.fake))
        (left, bottom), (right, top) = both.amin(dim=0).tolist(), both.amax(dim=0).tolist()
        # A layer that compares each place with every sample, kernel by kernel, makes each place dear.
        compared = self.monitor.settings.discriminator.minibatch == "salimans"
        grid = cell_centres((left, right, bottom, top), 32 if compared else SLOPE_CELLS, both.device)
        between = torch.lerp(self.fake[:FEW], self.real[:FEW], self.monitor.between)
        return metrics.lipschitz(self.judge_fake, torch.cat((grid, between)))

    def judge_real(self, points: Tensor) -> Tensor:
        """D's logits at points as if they stood in a minibatch of real ones, shape (N,)."""
        return self.game.discriminator.logits_among(points, self.real[: self.monitor.settings.batch])

    def judge_fake(self, points: Tensor) -> Tensor:
        """D's logits at points as if they stood in a minibatch of generated ones, shape (N,)."""
        return self.game.discriminator.logits_among(points, self.fake[: self.monitor.settings.batch])


def _js(reading: Reading) -> float:
    return metrics.jensen_shannon(reading.monitor.masses, reading.fake, reading.monitor.dataset.extent)


def _sliced_w2(reading: Reading) -> float:
    return metrics.projected_w2(reading.monitor.projections, metrics.projections(reading.fake, DIRECTIONS))


def _mmd2(reading: Reading) -> float:
    monitor = reading.monitor
    return metrics.mmd2(reading.real[:FEW], reading.fake[:FEW], monitor.kernel_scale, monitor.kernel_within)


def _w1(reading: Reading) -> float:
    if not reading.monitor.settings.loss.estimates_w1:
        return math.nan
    d_real, d_fake = reading.judge_real(reading.real), reading.judge_fake(reading.fake)
    return metrics.w1_estimate(d_real, d_fake, reading.slope)


def _d_gap(reading: Reading) -> float:
    monitor, loss = reading.monitor, reading.monitor.settings.loss
    best = monitor.optimal(reading.game, metrics.GAP_CELLS) if loss.bounded else None
    if best is None:
        return math.nan
    extent, known = monitor.dataset.extent, ~best.values.isnan()
    # D is asked only where D* is known: a few thousand places of 16,384.
    device = reading.fake.device
    places = cell_centres(extent, metrics.GAP_CELLS, device)[known.flatten().to(device)]
    shown = torch.zeros_like(best.p)
    shown[known] = output(loss, reading.judge_fake(places)).cpu().double()
    return metrics.discriminator_gap(shown, best.values, best.p, best.q, extent)


PLANE_MEASURES: dict[str, Callable[[Reading], float]] = {
    "js": _js,
    "sliced_w2": _sliced_w2,
    "mmd2": _mmd2,
    "lipschitz": lambda reading: reading.slope,
    "w1": _w1,
    "d_gap": _d_gap,
}
"""By key of ``contract.metrics.MEASURES``; NaN where a metric says nothing."""
