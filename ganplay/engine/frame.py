"""One moment of a game, as the screen needs it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from ganplay.contract.commands import Look
from ganplay.contract.snapshots import Array, Frame
from ganplay.contract.views import Histogram, PlaneView, SharesView, Surface, WeightsView
from ganplay.engine import metrics
from ganplay.engine.arrays import array
from ganplay.engine.game.game import Game
from ganplay.engine.losses.terms import output
from ganplay.engine.models.layers import Mode
from ganplay.engine.monitor import Monitor
from ganplay.engine.probes.grid import cell_centres
from ganplay.engine.probes.manifold import noise_grid
from ganplay.engine.probes.negative_gradient import negative_gradient

SCALED = 1000
"""Points of each kind from which the ends of the colours are taken where the loss sets none."""

GRADIENTS = 256
"""Points whose gradient is drawn."""

FINEST = 128
"""Cells along one side of the finest surface."""

FINEST_COMPARED = 32
"""The same for a D that compares each cell's centre with every sample of a minibatch, kernel by kernel."""

BINS = 60


def frame(game: Game, monitor: Monitor, look: Look, step: int, numbers: Mapping[str, float]) -> Frame:
    """See the game from outside; nothing in it changes, and no random number is drawn."""
    with torch.no_grad():
        fake = game.drawing(monitor.z, game.drawing.frozen, Mode(training=False))
        notes: dict[str, str] = {}
        resolution = min(look.resolution, FINEST)
        if game.settings.discriminator.minibatch == "salimans":
            resolution = min(resolution, FINEST_COMPARED)
        shares = _shares(monitor, fake, notes)
        plane = PlaneView(
            extent=monitor.dataset.extent,
            real=array(monitor.real[: look.points]),
            fake=array(fake[: look.points]),
            surface=_surface(game, monitor, fake, resolution) if look.surface else None,
            optimal=_optimal(game, monitor, fake, resolution, notes) if look.optimal else None,
            pull=array(negative_gradient(game, fake[:GRADIENTS], monitor.real[:GRADIENTS]))
            if look.pull
            else None,
            manifold=_manifold(game, monitor, notes) if look.manifold else None,
        )
        return Frame(
            step=step,
            views=(plane, shares, weights(game)),
            numbers=dict(numbers) | monitor.modes(fake),
            floors=dict(monitor.floors.means),
            bands=dict(monitor.floors.bands),
            notes=notes,
        )


def _surface(game: Game, monitor: Monitor, fake: Tensor, resolution: int) -> Surface:
    among = fake[: game.settings.batch]
    centres = cell_centres(monitor.dataset.extent, resolution, fake.device)
    values = output(game.settings.loss, game.discriminator.logits_among(centres, among))
    low, neutral, high = _scale(game, monitor, fake)
    return Surface(array(values.view(resolution, resolution)), low, neutral, high, game.loss.title)


def _scale(game: Game, monitor: Monitor, fake: Tensor) -> tuple[float, float, float]:
    """The ends and the middle of the colours: as the loss sets them, or following the data.

    Then the middle lies between the means of both kinds, and the ends beyond all points.
    """
    loss = game.settings.loss
    if loss.output_range is not None and loss.undecided is not None:
        return loss.output_range[0], loss.undecided, loss.output_range[1]
    real, among = monitor.real[:SCALED], fake[: game.settings.batch]
    at_real = output(loss, game.discriminator.logits_among(real, real[: game.settings.batch]))
    at_fake = output(loss, game.discriminator.logits_among(fake[:SCALED], among))
    middle = float(at_real.mean() + at_fake.mean()) / 2 if loss.undecided is None else loss.undecided
    reach = float(torch.cat((at_real, at_fake)).sub(middle).abs().max())
    if not math.isfinite(middle + reach):
        return -1.0, 0.0, 1.0
    return middle - max(reach, 1e-9), middle, middle + max(reach, 1e-9)


def _optimal(
    game: Game, monitor: Monitor, fake: Tensor, resolution: int, notes: dict[str, str]
) -> Surface | None:
    best = monitor.optimal(game, resolution)
    if best is None:
        notes["optimal"] = game.settings.loss.no_optimal
        return None
    low, neutral, high = _scale(game, monitor, fake)
    return Surface(array(best.values), low, neutral, high, f"optimal {game.loss.title}")


def _manifold(game: Game, monitor: Monitor, notes: dict[str, str]) -> Array:
    noise = game.settings.noise
    grid = noise_grid(noise, game.generator.values.device)
    if noise.dim > 2:
        notes["manifold"] = f"A slice of the manifold: two of the {noise.dim} noise dimensions, the others 0."
    rows = grid.view(-1, noise.dim)
    # Codes, where there are any, are those of the first point.
    rows = torch.cat((rows, monitor.z[:1, noise.dim :].expand(len(rows), -1)), dim=1)
    warped = game.drawing(rows, game.drawing.frozen, Mode(training=False))
    return array(warped.view(*grid.shape[:2], 2))


def _shares(monitor: Monitor, fake: Tensor, notes: dict[str, str]) -> SharesView:
    modes = monitor.dataset.modes
    if modes is None:
        notes["modes"] = "The data have no modes: these are 16 regions of equal share · dashed: fair share"
    shares = monitor.regions.shares(fake) if modes is None else metrics.count_near(fake, modes) / len(fake)
    return SharesView(array(shares), array(monitor.fair))


def weights(game: Game) -> WeightsView:
    """How D's parameters spread."""
    theta = game.discriminator.values
    limit = game.settings.penalty.weight_bound or max(float(theta.abs().nan_to_num(0, 0).max()), 1e-6)
    edges, counts = metrics.weight_histogram(theta, limit, BINS)
    return WeightsView(Histogram(array(edges), array(counts)))
