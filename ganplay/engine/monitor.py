"""Measures a game every few steps, on random numbers of its own."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from ganplay.contract.data import Data, File
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.settings import Settings
from ganplay.engine import metrics
from ganplay.engine.datasets import Dataset, build
from ganplay.engine.game.game import Game
from ganplay.engine.losses.terms import output
from ganplay.engine.models.layers import Mode
from ganplay.engine.plane_measures import DIRECTIONS, FEW, PLANE_MEASURES, Reading
from ganplay.engine.probes.dead import dead_share
from ganplay.engine.regions import Regions
from ganplay.engine.stream import draw_inputs

POINTS = 2500
"""Generated points that are measured: the papers' number (Lin et al. 2018)."""

UNKNOWN = dict.fromkeys(GAN_COLUMNS.measure_keys, math.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """What the best D against the present G says on a grid, and why; each of shape (R, R), on the CPU."""

    p: Tensor
    """The exact density of the data."""
    q: Tensor
    """The estimated one of the generated points."""
    values: Tensor
    """D's best output; NaN where too few points are to tell."""


class Monitor:
    """Fixed noise and fixed real points, so that a number moves only when the networks do."""

    def __init__(self, settings: Settings, dataset: Dataset, device: torch.device) -> None:
        rng = torch.Generator(device).manual_seed(settings.seed + 1)
        self.settings = settings
        self.dataset = dataset
        self.z = draw_inputs(settings, dataset, (POINTS,), rng)
        self.real = dataset.sample(POINTS, rng)
        self.between = torch.rand((FEW, 1), generator=rng, device=device)
        self.regions = Regions(dataset, self.real)
        self._device = device
        self._densities: dict[int, Tensor] = {}

    @property
    def every(self) -> int:
        """Steps between two measurements: fewer when a step is dearer, so that the curves keep moving."""
        return max(5, round(100 / self.settings.updates.work))

    @property
    def every_slow(self) -> int:
        """Steps between two measurements of everything."""
        return 10 * self.every

    @cached_property
    def floors(self) -> metrics.Floors:
        """What a perfect generator would read, over many seeds; the same in every run on these data."""
        data = self.settings.data
        if isinstance(data, File):  # It may have changed since another run.
            return _floors(self.dataset, self._device)
        return _known_floors(data, self._device)

    @cached_property
    def fair(self) -> Tensor:
        """Share of real points near each mode, or in each region of data without modes, shape (K,).

        Kept, as the overlap of modes is integrated, which took a third of every frame.
        """
        modes = self.dataset.modes
        return self.regions.fair if modes is None else metrics.fair_near(modes)

    @cached_property
    def masses(self) -> Tensor:
        """Exact mass of the data in each cell of the extent."""
        return self.dataset.cell_mass(self.dataset.extent, metrics.JS_CELLS)

    @cached_property
    def kernel_scale(self) -> float:
        """The length scale of the kernels of MMD²."""
        return metrics.kernel_scale(self.real)

    @cached_property
    def kernel_within(self) -> float:
        """The mean kernel among the real points, which MMD² needs of them alone."""
        return metrics.kernel_within(self.real[:FEW], self.kernel_scale)

    @cached_property
    def projections(self) -> Tensor:
        """The real points on each direction of the sliced distance, sorted."""
        return metrics.projections(self.real, DIRECTIONS)

    @cached_property
    def many_z(self) -> Tensor:
        """G's inputs from whose outputs its density is estimated; drawn when they are first needed."""
        rng = torch.Generator(self._device).manual_seed(self.settings.seed + 2)
        return draw_inputs(self.settings, self.dataset, (metrics.DENSITY_POINTS,), rng)

    def optimal(self, game: Game, resolution: int) -> Optimum | None:
        """The best D against the present G at the centres of a grid; None where the loss has none."""
        best, data = game.loss.optimal, self.dataset
        if best is None:
            return None
        if resolution not in self._densities:
            self._densities[resolution] = data.density_on_grid(data.extent, resolution)
        with torch.no_grad():
            points = game.drawing(self.many_z, game.drawing.frozen, Mode(training=False))
        p, sigma = self._densities[resolution], metrics.KERNEL * data.width
        q = metrics.kernel_density(points, data.extent, resolution, sigma)
        told = metrics.told_apart(p, q, len(points), sigma)
        return Optimum(p, q, torch.where(told, best(self.settings.loss, p, q), torch.nan))

    def measure(self, game: Game, *, slow: bool) -> dict[str, float]:
        """The measures by key; those that were not asked for, or say nothing here, are NaN."""
        with torch.no_grad():
            fake = game.drawing(self.z, game.drawing.frozen, Mode(training=False))
            found = UNKNOWN | self._quick(game, fake)
            if slow and bool(fake.isfinite().all()):
                reading = Reading(game, self, fake)
                found |= {key: measure(reading) for key, measure in PLANE_MEASURES.items()}
        return found

    def _quick(self, game: Game, fake: Tensor) -> dict[str, float]:
        real, few = self.real[:FEW], fake[:FEW]
        found = {
            "regions": float(self.regions.reached(self.regions.shares(fake))),
            "dead_units": max(
                dead_share(game.drawing, self.z[:FEW]),
                dead_share(game.discriminator, game.discriminator.pack(torch.cat((real, few)))),
            ),
            "outside": metrics.share_outside(fake, self.dataset.extent),
        }
        loss = self.settings.loss
        if loss.undecided is not None:
            at_real = output(loss, game.discriminator.logits_among(real, self.real[: self.settings.batch]))
            at_fake = output(loss, game.discriminator.logits_among(few, fake[: self.settings.batch]))
            right = (at_real > loss.undecided).sum() + (at_fake < loss.undecided).sum()
            found["accuracy"] = float(right) / (2 * FEW)
        return found | self.modes(fake)

    def modes(self, fake: Tensor) -> dict[str, float]:
        """The measures that count modes; empty for data without."""
        modes = self.dataset.modes
        if modes is None:
            return {}
        counts = metrics.count_near(fake, modes)
        return {
            "modes_captured": metrics.modes_captured(counts),
            "modes_by_share": metrics.modes_by_share(counts, len(fake), modes.weights),
            "high_quality": metrics.high_quality(counts, len(fake)),
            "reverse_kl": metrics.reverse_kl(counts, modes.weights),
        }


def _floors(dataset: Dataset, device: torch.device) -> metrics.Floors:
    return metrics.floors(dataset, POINTS, FEW, torch.Generator(device).manual_seed(0))


@functools.lru_cache(maxsize=16)
def _known_floors(data: Data, device: torch.device) -> metrics.Floors:
    dataset = build(data, device)
    assert isinstance(dataset, Dataset)
    return _floors(dataset, device)
