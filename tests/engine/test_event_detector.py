"""What interrupts a class: each kind once when it begins, and again only after it has ended."""

from __future__ import annotations

import dataclasses
import math

import pytest

from ganplay.contract.commands import Look
from ganplay.contract.data import Grid, Spiral
from ganplay.contract.errors import CheckpointError
from ganplay.contract.events import KINDS
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import R1, Hinge, Minimax, NonSaturating, Wasserstein
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Momentum, Updates
from ganplay.engine.event_detector import EventDetector
from ganplay.engine.experiments.gan import GanExperiment

CALM = {"regions": 8.0, "g_grad": 1.0, "accuracy": 0.7, "dead_units": 0.0, "outside": 0.0}


def told(story, regions=8, start=1000, every=100):
    """Events of a made-up story, one dictionary of departures from calm a measurement, as (kind, step)."""
    detector, events = EventDetector(regions), []
    for i, change in enumerate(story):
        found = detector.look(start + every * i, CALM | change, Settings())
        assert all(event.kind in KINDS and event.sentence.endswith(".") for event in found)
        assert all("\n" not in event.sentence + event.remedy for event in found)
        events += [(event.kind, event.step) for event in found]
    return events


def test_nothing_is_said_of_a_run_that_goes_well():
    assert told([{}] * 20) == []


def test_a_collapse_is_noticed_once_after_three_measurements():
    assert told([{}] + [{"regions": 4}] * 10) == [("collapse", 1300)]


def test_a_swing_is_no_collapse():
    assert told([{"regions": 3}, {"regions": 3}, {}] * 5) == []


def test_five_of_eight_is_no_collapse():
    assert told([{"regions": 5}] * 10) == []


def test_a_start_is_no_collapse():
    assert told([{"regions": 1}] * 3, start=0, every=200) == []
    assert told([{"regions": 1}] * 5, start=0, every=200) == [("collapse", 600)]


def test_a_recovery_is_noticed_and_the_next_collapse_too():
    few, some = {"regions": 1}, {"regions": 5}
    story = [few] * 4 + [some] * 2 + [{"regions": 6}] * 2 + [few] * 3
    assert told(story) == [("collapse", 1200), ("recovery", 1600), ("collapse", 2000)]


def test_a_single_region_cannot_be_missed():
    assert told([{"regions": 0}] * 5, regions=1) == []


WON = {"accuracy": 0.99, "g_grad": 0.001}


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ({"accuracy": 0.99}, {}),
        ({"g_grad": 0.001}, {}),
        (WON, {"g_grad": 0.001}),
        (WON | {"accuracy": math.nan}, {}),
    ],
    ids=["sure, but G learns", "settled", "always gentle", "a critic is never sure"],
)
def test_d_has_won_only_when_it_is_sure_and_the_gradient_has_faded(now, before):
    assert told([before] * 3 + [now] * 5) == []


def test_a_victory_of_d_is_noticed_once_until_g_is_back():
    story = [{}] * 2 + [WON] * 3 + [{"accuracy": 0.8, "g_grad": 0.05}, WON, {}, WON]
    assert told(story) == [("d_wins", 1200), ("d_wins", 1800)]


@pytest.mark.parametrize(
    ("loss", "advice"),
    [
        (Minimax(), "Take the non-saturating loss or the Wasserstein loss, or slow D down."),
        (NonSaturating(), "Take the Wasserstein loss, or slow D down."),
        (Hinge(), "Take the Wasserstein loss, or slow D down."),
        (Wasserstein(), "Slow D down."),
    ],
    ids=repr,
)
def test_against_a_winning_d_no_loss_is_advised_that_is_taken_already(loss, advice):
    detector, settings = EventDetector(8), Settings(loss=loss)
    assert detector.look(1000, CALM, settings) == []
    (event,) = detector.look(1100, CALM | WON, settings)
    assert (event.kind, event.remedy) == ("d_wins", advice)


MINIBATCH = PerceptronDiscriminator(minibatch="stddev")


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, "Give D a minibatch feature or unroll D."),
        (
            {"g_optimiser": Adam(rate=1e-3), "d_optimiser": Adam(rate=3e-4)},
            "Give D a minibatch feature, unroll D, or bring the learning rates closer together.",
        ),
        ({"discriminator": MINIBATCH}, "Unroll D."),
        (
            {"discriminator": MINIBATCH, "updates": Updates(unroll=5)},
            "Start again with another seed, or with lower learning rates.",
        ),
    ],
    ids=str,
)
def test_against_a_collapse_nothing_is_advised_that_is_in_force(changes, advice):
    detector, settings = EventDetector(8), Settings(**changes)
    *_, (event,) = (detector.look(1000 + i, CALM | {"regions": 1}, settings) for i in range(3))
    assert (event.kind, event.remedy) == ("collapse", advice)


@pytest.mark.parametrize(
    ("departure", "changes", "kind", "advice"),
    [
        (
            {"dead_units": 0.9},
            {},
            "dead_relus",
            "Reset with a lower learning rate, or take leaky_relu or tanh.",
        ),
        (
            {"dead_units": 0.9},
            {
                "generator": PerceptronGenerator(activation="tanh"),
                "discriminator": PerceptronDiscriminator(activation="leaky_relu"),
            },
            "dead_relus",
            "Reset with a lower learning rate.",
        ),
        ({"outside": 0.9}, {}, "out_of_view", "Lower the learning rates, or add a gradient penalty."),
        ({"outside": 0.9}, {"penalty": R1()}, "out_of_view", "Lower the learning rates."),
    ],
    ids=str,
)
def test_what_is_in_force_is_not_advised(departure, changes, kind, advice):
    detector = EventDetector(8)
    events = [
        event for i in range(3) for event in detector.look(1000 + i, CALM | departure, Settings(**changes))
    ]
    assert [(event.kind, event.remedy) for event in events] == [(kind, advice)]


def test_dead_units_are_noticed_at_once_and_must_clearly_wake_to_be_noticed_again():
    story = [{"dead_units": share} for share in (0.45, 0.6, 0.6, 0.45, 0.6, 0.3, 0.6)]
    assert told(story) == [("dead_relus", 1100), ("dead_relus", 1600)]


def test_points_outside_are_noticed_when_they_stay_there():
    swing = [{"outside": 0.8}, {"outside": 0.3}, {}]
    gone = [{"outside": 0.3}] * 4
    assert told(swing * 3) == []
    story = [*gone, {"outside": 0.2}, *gone, {"outside": 0.05}, *gone]
    assert told(story) == [("out_of_view", 1200), ("out_of_view", 2200)]


def test_a_gradient_that_is_not_known_yet_says_nothing():
    assert told([{"g_grad": math.nan}, {}, {"g_grad": math.nan, "accuracy": 1.0}]) == []


def run(steps, until=None, **changes):
    """Events of a real run: the ring of 8 with networks of 64 units unless said (SCIENCE, section B.9)."""
    experiment = GanExperiment(Settings(device="cpu", **changes))
    for _ in range(steps):
        experiment.advance()
        if until is not None and any(event.kind == until for event in experiment.noticed):
            break
    return experiment, {event.kind: event.step for event in experiment.drain().events}


@pytest.mark.parametrize("seed", range(3))
def test_a_generator_that_outruns_its_discriminator_collapses(seed):
    settings = {"loss": NonSaturating(), "g_optimiser": Adam(rate=1e-3), "d_optimiser": Adam(rate=3e-4)}
    experiment, events = run(1500, until="collapse", seed=seed, **settings)
    assert events["collapse"] <= 1500
    assert {event.step for event in experiment.noticed} == {experiment.step}
    assert experiment.look(Look()).numbers["modes_by_share"] <= 4


@pytest.mark.parametrize("seed", range(3))
def test_minimax_with_equal_rates_never_does(seed):
    experiment, events = run(1500, loss=Minimax(), seed=seed)
    assert "collapse" not in events
    assert "out_of_view" not in events
    assert experiment.look(Look(measured=True)).numbers["regions"] == 8


def test_a_discriminator_that_is_far_too_fast_wins_under_minimax():
    _, events = run(
        1500, until="d_wins", g_optimiser=Adam(rate=1e-5), d_optimiser=Adam(rate=1e-2), loss=Minimax()
    )
    assert "d_wins" in events


@pytest.mark.parametrize("seed", range(3))
def test_huge_steps_kill_units(seed):
    _, events = run(1000, until="dead_relus", loss=Wasserstein(), g_optimiser=Adam(rate=0.03), seed=seed)
    assert "dead_relus" in events


@pytest.mark.parametrize("seed", range(3))
def test_a_generator_that_cannot_stop_leaves_the_view(seed):
    headlong = Momentum(rate=0.1, momentum=0.99)
    _, events = run(1000, until="out_of_view", loss=Wasserstein(), g_optimiser=headlong, seed=seed)
    assert "out_of_view" in events


@pytest.mark.parametrize("data", [Spiral(), Grid(side=2)], ids=repr)
def test_new_data_are_a_new_start(data):
    slow = {"g_optimiser": Adam(rate=1e-3), "d_optimiser": Adam(rate=3e-4)}
    experiment, events = run(1500, until="collapse", loss=NonSaturating(), **slow)
    assert "collapse" in events
    experiment.change(dataclasses.replace(experiment.settings, data=data))
    numbers = experiment.look(Look()).numbers
    assert math.isnan(numbers["regions"])
    assert math.isnan(numbers["js"])
    assert ("modes_captured" in numbers and math.isnan(numbers["modes_captured"])) == (data == Spiral())
    experiment.advance()
    assert experiment.drain().events == ()


def test_another_loss_has_gradients_of_another_size():
    """What is small under the old loss may be all that the new one has, and no victory of D."""
    experiment, _ = run(300, loss=NonSaturating())
    experiment._detector.strongest = 1e6
    experiment.change(dataclasses.replace(experiment.settings, loss=Minimax()))
    for _ in range(300):
        experiment.advance()
    assert experiment._detector.strongest < 1e3


def test_a_run_that_is_opened_again_tells_the_events_of_the_run_that_went_on(tmp_path):
    settings = {"loss": NonSaturating(), "g_optimiser": Adam(rate=1e-3), "d_optimiser": Adam(rate=3e-4)}
    went_on, events = run(1500, until="collapse", seed=0, **settings)
    assert "collapse" in events
    went_on.moment().save(tmp_path / "collapsed.safetensors")
    opened = GanExperiment.open(tmp_path / "collapsed.safetensors")
    told_by = []
    for experiment in (went_on, opened):
        for _ in range(400):
            experiment.advance()
        told_by.append([(event.kind, event.step) for event in experiment.drain().events])
    assert told_by[0] == told_by[1]
    first = [kind for kind, _ in told_by[1] if kind in ("collapse", "recovery")][:1]
    assert first != ["collapse"], "what had collapsed cannot collapse again before it has recovered"


def test_the_state_of_a_detector_is_restored_whole():
    story = [{"regions": 4}, {"regions": 4, "g_grad": 7.0}]
    whole, before = EventDetector(8), EventDetector(8)
    for index, change in enumerate(story):
        for detector in (whole, before):
            assert detector.look(1000 + 100 * index, CALM | change, Settings()) == []
    after = EventDetector(8)
    after.restore(before.state())
    third = CALM | {"regions": 4}
    assert after.look(1200, third, Settings()) == whole.look(1200, third, Settings()) != []
    assert after.state() == whole.state()
    assert after.strongest == 7.0


@pytest.mark.parametrize(
    "state", ["{", "[]", '{"active": [], "strongest": "x", "signs": {}}', '{"active": 3}']
)
def test_a_damaged_state_is_refused_and_changes_nothing(state):
    detector = EventDetector(8)
    before = detector.state()
    with pytest.raises(CheckpointError, match="event detector is damaged"):
        detector.restore(state)
    assert detector.state() == before
