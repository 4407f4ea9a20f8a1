"""A number that is not finite stops a run at that step, with the networks as they were before it."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.kinds import DISCRIMINATOR
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import LeastSquares
from ganplay.contract.training import Sgd, Updates
from ganplay.contract.views import PlaneView
from ganplay.engine.experiments.gan import GanExperiment

from .runs import saved, small


def wild(**changes):
    defaults = {
        "loss": LeastSquares(),
        "generator": PerceptronGenerator(width=16, norm="batch"),
        "discriminator": PerceptronDiscriminator(width=16, input_scale=10.0),
        "g_optimiser": Sgd(rate=1.0),
        "d_optimiser": Sgd(rate=1.0),
    }
    return small(**defaults | changes)


def until_it_diverges(settings, turn=None):
    experiment = GanExperiment(settings)
    before = saved(experiment)[0]
    for _ in range(200):
        experiment.advance(turn)
        if experiment.diverged:
            return experiment, before
        before = saved(experiment)[0]
    raise AssertionError("it did not diverge")


@pytest.mark.parametrize(
    ("updates", "turn"),
    [
        (Updates(), None),
        (Updates(g_steps=3, scheme="simultaneous"), None),
        (Updates(d_steps=5), None),
        (Updates(d_steps=5), DISCRIMINATOR),
        (Updates(unroll=5), None),
    ],
    ids=str,
)
def test_it_stops_there_with_everything_as_it_was(updates, turn):
    experiment, before = until_it_diverges(wild(updates=updates), turn)
    after = saved(experiment)[0]
    for name in after.keys() - {"stream"}:
        assert after[name].isfinite().all(), name
        assert torch.equal(after[name], before[name]), name


def test_the_event_names_the_step_and_is_noticed_and_logged():
    experiment, _ = until_it_diverges(wild())
    (event,) = experiment.noticed
    assert event.kind == "diverged"
    assert event.step == experiment.step + 1
    assert f"at step {event.step:,} " in event.sentence
    assert event.remedy
    log = experiment.drain()
    assert [logged for logged in log.events if logged.kind == "diverged"] == [event]
    assert len(log.trace) == experiment.step
    assert np.isfinite(log.trace).all()


def test_further_steps_do_nothing_and_say_nothing():
    experiment, before = until_it_diverges(wild())
    step = experiment.step
    experiment.drain()
    for _ in range(3):
        experiment.advance()
    assert (experiment.step, experiment.noticed, experiment.diverged) == (step, (), True)
    assert len(experiment.drain().trace) == 0
    assert torch.equal(saved(experiment)[0]["generator.theta"], before["generator.theta"])


def test_it_can_still_be_looked_at():
    experiment, _ = until_it_diverges(wild())
    frame = experiment.look(Look(optimal=True, pull=True, manifold=True))
    assert frame.step == experiment.step
    assert math.isfinite(frame.numbers["d_loss"])


def test_a_gentler_rate_lets_it_go_on():
    """Twenty updates of a linear D in one step go wrong from a state that was all right."""
    linear = {
        "discriminator": PerceptronDiscriminator(layers=0, input_scale=10.0),
        "updates": Updates(d_steps=20),
    }
    experiment, _ = until_it_diverges(wild(**linear))
    assert experiment.step == 0
    gentle = Sgd(rate=1e-3)
    experiment.change(wild(**linear, g_optimiser=gentle, d_optimiser=gentle))
    assert not experiment.diverged
    for _ in range(20):
        experiment.advance()
    assert experiment.step == 20
    assert not experiment.diverged
    seen = experiment.look(Look(optimal=True, pull=True, manifold=True)).get(PlaneView)
    assert np.isfinite(seen.fake).all()


def test_a_diverged_run_that_is_opened_again_stays_as_it_is_until_a_knob_is_turned(tmp_path):
    linear = {
        "discriminator": PerceptronDiscriminator(layers=0, input_scale=10.0),
        "updates": Updates(d_steps=20),
    }
    experiment, _ = until_it_diverges(wild(**linear))
    experiment.moment().save(tmp_path / "diverged.safetensors")
    opened = GanExperiment.open(tmp_path / "diverged.safetensors")
    assert opened.diverged
    opened.advance()
    assert opened.step == experiment.step
    assert opened.drain().events == (), "it has been told already"
    gentle = Sgd(rate=1e-3)
    opened.change(wild(**linear, g_optimiser=gentle, d_optimiser=gentle))
    opened.advance()
    assert not opened.diverged
    assert opened.step == experiment.step + 1
