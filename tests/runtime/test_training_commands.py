"""What the window asks for is what happens, at the very step."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import numpy as np
import pytest

from ganplay.contract.commands import (
    Advance,
    Change,
    Load,
    Look,
    Open,
    Pace,
    Pause,
    PauseOn,
    Play,
    Save,
    Turn,
    Watch,
)
from ganplay.contract.kinds import GAN_TURNS, GENERATOR
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.contract.views import PlaneView

from .conftest import Listener
from .fake_engine import FakeExperiment, Script


def test_a_loaded_experiment_is_shown_paused_at_step_0(window: Listener):
    report = window.last
    assert report.phase is Phase.PAUSED
    assert report.generation == 1
    assert report.settings == Settings()
    assert report.device == "CPU, 1 thread"
    assert report.steps_per_second == 0


def test_a_load_starts_anew_even_in_mid_run(window: Listener):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.post(Load(Settings(seed=3), generation=2))
    window.wait_for_step(0)
    assert window.last.generation == 2
    assert window.last.settings == Settings(seed=3)


def test_pause_shows_the_very_step_at_which_the_run_stands(window: Listener, script: Script):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.post(Pause())
    window.wait_for_phase(Phase.PAUSED)
    assert window.step == len(script.times)
    assert window.last.steps_per_second == 0


@pytest.mark.parametrize("until", [1, 137, 5000])
def test_a_run_to_a_step_ends_exactly_there(window: Listener, script: Script, until: int):
    window.post(Play(until))
    window.wait_for_step(until)
    assert len(script.times) == until
    window.post(Play(until + 3))
    window.wait_for_step(until + 3)


def test_a_run_to_a_step_gone_by_is_refused(window: Listener):
    window.post(Play(10))
    window.wait_for_step(10)
    window.post(Play(10))
    assert "at step 10 already" in window.wait_for_failure()
    assert window.last.phase is Phase.PAUSED
    assert window.step == 10


def test_play_after_a_run_to_a_step_knows_no_end(window: Listener):
    window.post(Play(10))
    window.wait_for_step(10)
    window.post(Play())
    window.wait_until(lambda: window.step > 1000)
    assert window.last.phase is Phase.RUNNING


@pytest.mark.parametrize("turn", [None, *GAN_TURNS])
def test_advance_takes_one_step_of_whose_turn_it_is(window: Listener, script: Script, turn: Turn):
    window.post(Advance(turn))
    window.wait_for_step(1)
    assert script.turns == [turn]


def test_advance_pauses_a_run(window: Listener, script: Script):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.post(Advance(GENERATOR))
    window.wait_for_phase(Phase.PAUSED)
    assert script.turns[-1] is GENERATOR
    assert script.turns.count(GENERATOR) == 1
    assert window.step == len(script.turns)


def test_a_changed_knob_acts_at_the_next_step(window: Listener):
    settings = Settings(batch=64)
    window.post(Play(50))
    window.wait_for_step(50)
    window.post(Change(settings))
    window.wait_until(lambda: window.last.settings == settings)
    window.post(Play(100))
    window.wait_for_step(100)
    straight = FakeExperiment(Settings(), Script())
    for step in range(100):
        if step == 50:
            straight.change(settings)
        straight.advance()
    assert window.last.frame is not None
    np.testing.assert_array_equal(window.last.frame.get(PlaneView).real[0], straight.state.astype(np.float32))


def test_a_paused_run_shows_at_once_what_is_to_be_watched(window: Listener, script: Script):
    look = Look(pull=True, resolution=16)
    seen = len(window.reports)
    window.post(Watch(look))
    window.wait_until(lambda: len(window.reports) > seen)
    # A run at rest is measured in full, beside what was asked for.
    assert script.looks[-1] == dataclasses.replace(look, measured=True)
    assert window.step == 0


def test_a_run_pauses_at_the_step_of_the_event(window: Listener, script: Script):
    script.events = {50: "recovery", 137: "collapse", 138: "collapse"}
    window.post(PauseOn(frozenset({"collapse", "d_wins"})), Play())
    window.wait_for_step(137)
    assert [(event.kind, event.step) for event in window.events] == [("recovery", 50), ("collapse", 137)]
    window.post(PauseOn(), Play(200))
    window.wait_for_step(200)
    assert window.events[-1].step == 138


def test_a_checkpoint_is_written_and_gone_on_from(window: Listener, tmp_path: Path):
    path = tmp_path / "run"
    window.post(Play(20))
    window.wait_for_step(20)
    before = window.last.frame
    window.post(Save(path), Load(Settings(seed=1), generation=2))
    window.wait_for_step(0)
    window.post(Open(path, generation=3))
    window.wait_for_step(20)
    assert before is not None
    assert window.last.frame is not None
    assert window.last.generation == 3
    np.testing.assert_array_equal(window.last.frame.get(PlaneView).real, before.get(PlaneView).real)


def test_a_pace_holds_the_run_back(window: Listener, script: Script):
    window.post(Pace(50), Play(11))
    window.wait_for_step(11)
    assert script.times[-1] - script.times[0] >= 9 / 50


def test_a_slow_run_is_paused_without_waiting_for_its_next_step(window: Listener, script: Script):
    window.post(Pace(0.05), Play())
    window.wait_until(lambda: window.step == 1)
    asked = time.perf_counter()
    window.post(Pause())
    window.wait_for_phase(Phase.PAUSED)
    assert time.perf_counter() - asked < 2
    assert len(script.times) == 1


def test_a_slow_run_takes_up_a_faster_pace_at_once(window: Listener):
    window.post(Pace(0.05), Play(500))
    window.wait_until(lambda: window.step == 1)
    window.post(Pace())
    window.wait_for_step(500)


@pytest.mark.parametrize("pace", [0, -1, float("nan")])
def test_a_pace_that_is_none_is_refused(window: Listener, pace: float):
    window.post(Pace(pace))
    assert "above 0" in window.wait_for_failure()
    window.post(Play(100))
    window.wait_for_step(100)


def test_whatever_the_window_does_the_run_becomes_the_same(window: Listener):
    window.post(Play(500))
    window.wait_for_step(500)
    window.post(Watch(Look(optimal=True)), Pace(200), Play(510))
    window.wait_for_step(510)
    window.post(Pace(), Play())
    window.wait_until(lambda: window.step > 1000)
    window.post(Pause(), Play(), Watch(Look()), Advance(), Pause())
    window.wait_for_phase(Phase.PAUSED)
    last = window.step + 100
    window.post(Play(last))
    window.wait_for_step(last)
    straight = FakeExperiment(Settings(), Script())
    for _ in range(last):
        straight.advance()
    assert window.last.frame is not None
    np.testing.assert_array_equal(window.last.frame.get(PlaneView).real[0], straight.state.astype(np.float32))
    assert window.steps == list(range(1, last + 1))
