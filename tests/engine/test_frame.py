"""One moment, as the screen gets it: fresh, read-only, and where and what it says it is."""

from __future__ import annotations

import dataclasses
import math
import typing

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.data import File, Gaussian, Grid, Line, Plane, Ring, Spiral
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import (
    Hinge,
    LeastSquares,
    Minimax,
    NonSaturating,
    Wasserstein,
    WeightClipping,
)
from ganplay.contract.training import Adam
from ganplay.contract.views import PlaneView, SharesView, TilesView, WeightsView
from ganplay.engine.experiments.gan import GanExperiment
from ganplay.engine.models.layers import Mode
from ganplay.engine.probes.manifold import noise_grid

from .runs import run, small

ALL = Look(optimal=True, pull=True, manifold=True, resolution=16)


def plane(experiment, look=ALL):
    return experiment.look(look).get(PlaneView)


def arrays(frame):
    plane, shares, weights = (frame.get(kind) for kind in (PlaneView, SharesView, WeightsView))
    found = {name: getattr(plane, name) for name in ("real", "fake", "pull", "manifold")}
    found |= {"shares": shares.shares, "fair": shares.fair, "surface": plane.surface.values}
    found |= {"edges": weights.histogram.edges, "counts": weights.histogram.counts}
    if plane.optimal is not None:
        found["optimal"] = plane.optimal.values
    return found


def with_linear_d(weights, **changes):
    """A run whose D is x @ weights."""
    experiment = GanExperiment(small(discriminator=PerceptronDiscriminator(layers=0), **changes))
    experiment._game.discriminator.values.zero_()
    experiment._game.discriminator.frozen[0][:, 0] = torch.tensor(weights)
    return experiment


def test_every_array_is_read_only_float32_and_of_its_shape():
    frame = run(small(), 3).look(ALL)
    found = arrays(frame)
    assert all(array.dtype == np.float32 and not array.flags.writeable for array in found.values())
    shapes = {name: array.shape for name, array in found.items()}
    bins = shapes.pop("counts")[0]
    assert shapes.pop("edges") == (bins + 1,)
    assert shapes.pop("manifold")[2] == 2
    assert shapes.pop("pull")[1] == 2
    assert shapes == {
        "real": (1000, 2),
        "fake": (1000, 2),
        "surface": (16, 16),
        "optimal": (16, 16),
        "shares": (8,),
        "fair": (8,),
    }


def test_a_frame_stays_as_it_was_when_the_run_goes_on():
    experiment = run(small(), 3)
    frame = experiment.look(ALL)
    kept = {name: array.copy() for name, array in arrays(frame).items()}
    for _ in range(5):
        experiment.advance()
    later = experiment.look(ALL)
    for name, array in arrays(frame).items():
        np.testing.assert_array_equal(array, kept[name])
        assert not np.shares_memory(array, arrays(later)[name])
    assert (frame.step, later.step) == (3, 8)


def test_what_is_not_asked_for_is_not_there():
    seen = plane(run(small(), 1), Look(surface=False))
    assert (seen.surface, seen.optimal, seen.pull, seen.manifold) == (None,) * 4
    assert run(small(), 1).look(ALL).get(TilesView) is None


def test_row_i_is_the_same_z_in_every_frame():
    """With G held still by a rate of almost nothing; also for another number of points and other data."""
    experiment = GanExperiment(small(g_optimiser=Adam(rate=1e-6)))
    first = plane(experiment, Look(points=2500)).fake
    experiment.advance()
    np.testing.assert_allclose(plane(experiment, Look(points=2500)).fake, first, atol=1e-4)
    np.testing.assert_allclose(plane(experiment, Look(points=10)).fake, first[:10], atol=1e-4)
    experiment.change(dataclasses.replace(experiment.settings, data=Grid(), batch=16))
    np.testing.assert_allclose(plane(experiment, Look(points=2500)).fake, first, atol=1e-4)
    assert len(np.unique(first, axis=0)) == 2500


def test_real_points_stand_still():
    experiment = run(small(), 1)
    before = plane(experiment).real
    experiment.advance()
    np.testing.assert_array_equal(plane(experiment).real, before)


def test_the_surface_has_row_0_at_the_lowest_y():
    seen = plane(with_linear_d([0.0, 1.0], loss=Wasserstein()), Look(resolution=8))
    bottom, top = seen.extent[2:]
    centres = bottom + (np.arange(8) + 0.5) / 8 * (top - bottom)
    np.testing.assert_allclose(seen.surface.values, np.repeat(centres[:, None], 8, axis=1), rtol=1e-5)
    seen = plane(with_linear_d([1.0, 0.0], loss=Wasserstein(), data=Line()), Look(resolution=4))
    np.testing.assert_allclose(seen.surface.values, np.tile([0.125, 0.375, 0.625, 0.875], (4, 1)), rtol=1e-5)


def test_a_surface_is_no_finer_than_128():
    experiment = run(small(), 1)
    assert plane(experiment, Look(resolution=1000)).surface.values.shape == (128, 128)
    salimans = run(small(discriminator=PerceptronDiscriminator(width=8, minibatch="salimans"), batch=8), 1)
    assert plane(salimans, Look(resolution=128)).surface.values.shape[0] < 128


@pytest.mark.parametrize(
    ("loss", "scale"),
    [
        (Minimax(), (0, 0.5, 1)),
        (NonSaturating(), (0, 0.5, 1)),
        (LeastSquares(), (0, 0.5, 1)),
        (Hinge(), (-1, 0, 1)),
        (NonSaturating(alpha=0.1), (0, 0.45, 1)),
    ],
    ids=repr,
)
def test_surfaces_of_d_and_of_the_best_d_share_a_scale(loss, scale):
    frame = run(small(loss=loss), 5).look(ALL)
    seen = frame.get(PlaneView)
    for surface in (seen.surface, seen.optimal):
        assert (surface.low, surface.neutral, surface.high) == scale
        assert surface.title
    best = seen.optimal.values[~np.isnan(seen.optimal.values)]
    assert best.size
    assert best.min() >= scale[0]
    assert best.max() <= scale[2]
    assert "optimal" not in frame.notes


def test_a_critics_scale_reaches_from_its_lowest_to_its_highest_point():
    frame = with_linear_d([2.0, 0.0], loss=Wasserstein()).look(ALL)
    seen = frame.get(PlaneView)
    values = 2 * np.concatenate((seen.real[:, 0], seen.fake[:, 0]))
    middle = seen.real[:, 0].mean() + seen.fake[:, 0].mean()
    assert seen.surface.neutral == pytest.approx(middle, rel=1e-4)
    assert seen.surface.low <= values.min() + 1e-5
    assert seen.surface.high >= values.max() - 1e-5
    assert seen.optimal is None
    assert frame.notes["optimal"].endswith(".")


def test_a_flat_critic_has_a_scale_too():
    surface = plane(with_linear_d([0.0, 0.0], loss=Wasserstein())).surface
    assert surface.low < surface.neutral < surface.high


def test_the_best_discriminator_sees_who_is_where():
    """G sits at the origin, far from every mode: D* is 0 there and 1 at the modes, and silent elsewhere."""
    experiment = GanExperiment(small(generator=PerceptronGenerator(layers=0), data=Ring(sigma=0.2)))
    experiment._game.generator.values.zero_()
    seen = plane(experiment, Look(optimal=True, resolution=64))
    best = seen.optimal.values
    assert best[31:33, 31:33].max() < 0.01
    assert np.isnan(best[0, 0])
    row, column = 32, int((2.0 - seen.extent[0]) / (seen.extent[1] - seen.extent[0]) * 64)
    assert best[row, column] > 0.99


def test_a_linear_critic_pulls_all_points_alike():
    pull = plane(with_linear_d([3.0, -1.0], loss=Wasserstein())).pull
    np.testing.assert_allclose(pull, np.tile([3.0, -1.0], (len(pull), 1)), rtol=1e-5)


@pytest.mark.parametrize("law", ["normal", "uniform"])
@pytest.mark.parametrize("dim", [1, 2, 16])
def test_the_manifold_is_the_warped_noise(dim, law):
    experiment = run(small(noise=Noise(dim=dim, law=law)), 3)
    frame = experiment.look(ALL)
    manifold = frame.get(PlaneView).manifold
    rows, columns, _ = manifold.shape
    assert (rows == 1) == (dim == 1)
    assert columns > 1
    assert ("manifold" in frame.notes) == (dim > 2)
    game, grid = experiment._game, noise_grid(experiment.settings.noise, torch.device("cpu"))
    for z, points in zip(grid, manifold, strict=True):
        expected = game.generator(z, game.generator.frozen, Mode(training=False))
        np.testing.assert_allclose(points, expected.numpy(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("data", [kind() for kind in typing.get_args(Plane) if kind is not File], ids=repr)
def test_every_distribution_has_floors_shares_and_numbers(data):
    frame = run(small(data=data), 2).look(ALL)
    seen, shares = frame.get(PlaneView), frame.get(SharesView)
    assert seen.extent == data.extent
    assert set(frame.floors) <= set(GAN_COLUMNS.keys)
    assert all(math.isfinite(floor) for floor in frame.floors.values())
    assert set(frame.numbers) == set(GAN_COLUMNS.keys)
    assert shares.shares.shape == shares.fair.shape
    assert 0 < shares.fair.sum() <= 1.0001
    assert ("modes" in frame.notes) == math.isnan(frame.numbers["modes_captured"])
    left, right, bottom, top = data.extent
    inside = (seen.real > (left, bottom)).all(axis=1) & (seen.real < (right, top)).all(axis=1)
    assert inside.mean() > 0.9


def test_the_newest_numbers_are_shown():
    experiment = run(small(), 7)
    log = experiment.drain()
    frame = experiment.look(ALL)
    assert frame.numbers["d_loss"] == log.trace[-1, 1]
    assert frame.numbers["js"] == pytest.approx(log.measures[0, 7], nan_ok=True)
    experiment.advance()
    assert experiment.look(ALL).numbers["d_loss"] == experiment.drain().trace[-1, 1]


def test_a_measured_look_is_of_this_very_step_and_logged_once():
    experiment = run(small(), 7)
    experiment.drain()
    measured = [experiment.look(Look(measured=True)).numbers["js"] for _ in range(2)]
    rows = experiment.drain().measures
    assert rows[:, 0].tolist() == [7]
    assert measured == [rows[0, 7]] * 2


def test_clipped_weights_are_shown_between_their_bounds_and_all_are_counted():
    experiment = run(small(penalty=WeightClipping(bound=0.05), loss=Wasserstein()), 5)
    weights = experiment.look(ALL).get(WeightsView).histogram
    assert (weights.edges[0], weights.edges[-1]) == (np.float32(-0.05), np.float32(0.05))
    assert weights.counts.sum() == experiment._game.discriminator.values.numel()
    assert weights.counts[0] + weights.counts[-1] > weights.counts.sum() / 10


def test_shares_follow_the_points():
    experiment = GanExperiment(small(generator=PerceptronGenerator(layers=0), data=Ring()))
    experiment._game.generator.values.zero_()
    experiment._game.generator.frozen[1][:] = torch.tensor([2.0, 0.0])
    frame = experiment.look(ALL)
    shares = frame.get(SharesView)
    np.testing.assert_array_equal(shares.shares, [1, 0, 0, 0, 0, 0, 0, 0])
    np.testing.assert_allclose(shares.fair, 0.98889 / 8, atol=1e-4)
    assert frame.numbers["modes_by_share"] == 1


@pytest.mark.parametrize("data", [Spiral(), Gaussian()], ids=repr)
def test_regions_or_modes_are_named(data):
    shares = run(small(data=data), 1).look(ALL).get(SharesView).shares
    assert len(shares) == (16 if isinstance(data, Spiral) else 1)
