"""What is measured: about its floor for a perfect generator, far from it for a collapsed one."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.data import Checkerboard, Grid, Line, Ring, ThreeBlobs
from ganplay.contract.kinds import DISCRIMINATOR
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import PerceptronDiscriminator
from ganplay.contract.objectives import Hinge, LeastSquares, Minimax, NonSaturating, Wasserstein
from ganplay.contract.settings import Settings
from ganplay.contract.training import Updates
from ganplay.engine.datasets import build
from ganplay.engine.game.game import Game
from ganplay.engine.monitor import Monitor

from .runs import run, small

CPU = torch.device("cpu")
MODES = ("modes_captured", "modes_by_share", "high_quality", "reverse_kl")


class Made:
    """In the place of a generator: always the same points."""

    frozen = weights = ()

    def __init__(self, points):
        self.points = points

    def __call__(self, z, weights, mode):
        return self.points[: len(z)]

    def rectified(self, x, weights, mode):
        return iter(())


def measured(data, points, **changes):
    settings = Settings(data=data, device="cpu", **changes)
    dataset = build(data, CPU)
    game, monitor = Game(settings, torch.Generator().manual_seed(0), CPU), Monitor(settings, dataset, CPU)
    game.generator = Made(points)
    game.discriminator.values.zero_()
    return monitor.measure(game, slow=True), monitor.floors.means


def perfect(data, seed=11):
    return build(data, CPU).sample(30_000, torch.Generator().manual_seed(seed))


DATA = [Ring(), Grid(), ThreeBlobs(), Line(), Checkerboard()]


@pytest.mark.parametrize("data", DATA, ids=repr)
def test_a_perfect_generator_reads_the_floors(data):
    found, floors = measured(data, perfect(data))
    assert set(found) == set(GAN_COLUMNS.measure_keys)
    assert not any(math.isnan(floor) for floor in floors.values())
    assert set(floors) <= set(GAN_COLUMNS.measure_keys)
    assert found["js"] == pytest.approx(floors["js"], rel=0.25)
    assert found["d_gap"] == pytest.approx(floors["d_gap"], rel=0.25)
    # The noise of how many points fall on each mode has long tails.
    assert 0 <= found["sliced_w2"] <= 6 * floors["sliced_w2"]
    assert found["mmd2"] == pytest.approx(floors["mmd2"], abs=0.01)
    assert found["outside"] == pytest.approx(floors["outside"], abs=0.01)
    if build(data, CPU).modes is None:
        assert all(math.isnan(found[key]) and key not in floors for key in MODES)
        return
    assert found["modes_captured"] == floors["modes_captured"]
    assert found["modes_by_share"] == floors["modes_by_share"]
    assert found["high_quality"] == pytest.approx(floors["high_quality"], abs=0.01)
    assert found["reverse_kl"] == pytest.approx(floors["reverse_kl"], abs=4 * floors["reverse_kl"])


def test_a_collapsed_generator_is_far_from_them():
    points = perfect(Ring())
    one = build(Ring(modes=1), CPU).sample(2500, torch.Generator().manual_seed(1))
    found, floors = measured(Ring(), one)
    better, _ = measured(Ring(), points)
    assert found["regions"] == found["modes_captured"] == found["modes_by_share"] == 1
    assert found["reverse_kl"] == pytest.approx(math.log(8), abs=1e-3)
    assert found["high_quality"] == pytest.approx(0.98889, abs=0.01)
    assert found["sliced_w2"] == pytest.approx(3.86, rel=0.1)
    assert found["js"] == pytest.approx(0.4969, abs=0.01)
    for key in ("js", "sliced_w2", "mmd2", "d_gap"):
        assert found[key] > 5 * max(abs(better[key]), floors[key])


def test_a_generator_of_nans_is_measured_as_far_as_it_can_be():
    found, _ = measured(Ring(), torch.full((2500, 2), math.nan))
    assert found["regions"] == found["modes_captured"] == found["high_quality"] == 0
    assert found["outside"] == 1
    assert math.isnan(found["js"])


@pytest.mark.parametrize(
    "loss", [Minimax(), NonSaturating(), LeastSquares(), Hinge(), Wasserstein()], ids=repr
)
def test_each_loss_says_what_it_can(loss):
    found, _ = measured(Ring(), perfect(Ring()), loss=loss)
    critic, probability = isinstance(loss, Wasserstein), not isinstance(loss, Wasserstein | Hinge)
    assert math.isnan(found["accuracy"]) == critic
    # A critic that is flat proves nothing, and a hinge aims at no probability.
    assert math.isnan(found["w1"])
    assert math.isnan(found["d_gap"]) != probability
    assert found["lipschitz"] == 0


def steepened(settings, slope):
    """A game with a linear D of a known slope along x."""
    dataset = build(settings.data, CPU)
    game, monitor = Game(settings, torch.Generator().manual_seed(0), CPU), Monitor(settings, dataset, CPU)
    game.discriminator.values.zero_()
    game.discriminator.frozen[0][0] = slope
    return game, monitor


def test_a_linear_critic_has_its_slope_and_proves_the_distance_along_it():
    settings = small(discriminator=PerceptronDiscriminator(layers=0), loss=Wasserstein())
    game, monitor = steepened(settings, -3.0)
    game.generator = Made(monitor.real + torch.tensor([0.7, 0.0]))
    found = monitor.measure(game, slow=True)
    assert found["lipschitz"] == pytest.approx(3.0, rel=1e-5)
    assert found["w1"] == pytest.approx(0.7, rel=1e-4)


def test_a_steep_step_of_the_critic_between_two_modes_is_found():
    """No random place between real and generated points lies in it; by their slope W1 would be no bound."""
    shape = PerceptronDiscriminator(layers=1, width=2)
    settings = small(loss=Wasserstein(), data=Ring(), discriminator=shape)
    dataset = build(settings.data, CPU)
    game, monitor = Game(settings, torch.Generator().manual_seed(0), CPU), Monitor(settings, dataset, CPU)
    # D = 50 (relu(x - 1.93) - relu(x - 1.97)): flat but for a strip of a hundredth of the view.
    first, bias, last, constant = game.discriminator.frozen
    first[:], bias[:] = torch.tensor([[1.0, 1.0], [0.0, 0.0]]), torch.tensor([-1.93, -1.97])
    last[:], constant[:] = torch.tensor([[50.0], [-50.0]]), 0.0
    game.generator = Made(torch.zeros(2500, 2))
    monitor.between.clamp_(max=0.85)
    found = monitor.measure(game, slow=True)
    assert found["lipschitz"] == pytest.approx(50.0)
    assert found["w1"] < 2.0, "the distance from the middle to the ring"


def test_accuracy_counts_both_kinds():
    settings = small(discriminator=PerceptronDiscriminator(layers=0), data=Line())
    game, monitor = steepened(settings, 1.0)
    game.generator = Made(torch.tensor([[-1.0, 0.0]]).expand(2500, 2))
    right = float((monitor.real[:512, 0] > 0).float().mean())
    assert monitor.measure(game, slow=False)["accuracy"] == pytest.approx((right + 1) / 2, abs=0.01)
    game.generator = Made(torch.tensor([[1.0, 0.0]]).expand(2500, 2))
    assert monitor.measure(game, slow=False)["accuracy"] == pytest.approx(right / 2, abs=0.01)


def test_with_smoothed_labels_accuracy_counts_from_the_middle_of_the_labels():
    """D says 0.48 everywhere: below one half, and yet nearer to the label 0.9 than to 0."""
    settings = small(discriminator=PerceptronDiscriminator(layers=0), loss=NonSaturating(alpha=0.1))
    game, monitor = steepened(settings, 0.0)
    game.discriminator.frozen[1][:] = math.log(0.48 / 0.52)
    game.generator = Made(monitor.real)
    found = dict(monitor.measure(game, slow=False))
    assert found["accuracy"] == 0.5
    few = monitor.real[:512]
    logits = game.discriminator.logits_among(few, few)
    assert bool((torch.sigmoid(logits) > settings.loss.undecided).all())


def test_measuring_moves_nothing_and_repeats_itself():
    experiment = run(small(discriminator=PerceptronDiscriminator(width=16, norm="spectral")), 20)
    before = {name: tensor.clone() for name, tensor in experiment._game.state().items()}
    first, second = (experiment._observer.measure(experiment._game, slow=True) for _ in range(2))
    assert {key: value for key, value in first.items() if not math.isnan(value)} == {
        key: value for key, value in second.items() if not math.isnan(value)
    }
    after = experiment._game.state()
    assert all(torch.equal(after[name], before[name]) for name in before)


def test_measurements_come_at_fixed_steps_and_more_often_when_a_step_is_dear():
    cheap = run(small(), 301)
    every = cheap._observer.every
    assert cheap.drain().measures[:, 0].tolist() == list(range(0, 302, every))
    dear = Monitor(small(updates=Updates(d_steps=5, unroll=5)), build(Ring(), CPU), CPU)
    assert 5 <= dear.every < every


def test_the_slow_ones_come_with_the_first_and_then_seldom():
    experiment = run(small(), 0)
    every, slow = experiment._observer.every, experiment._observer.every_slow
    assert slow % every == 0
    for _ in range(slow):
        experiment.advance(DISCRIMINATOR)
    column = 1 + GAN_COLUMNS.measure_keys.index("js")
    rows = experiment.drain().measures
    assert rows[~torch.tensor(rows[:, column]).isnan().numpy()][:, 0].tolist() == [0, slow]
