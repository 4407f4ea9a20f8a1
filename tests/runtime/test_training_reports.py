"""The window sees the newest moment and the whole history, and slows nothing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from ganplay.contract.commands import Attend, Load, Look, Pace, Play, Save, Watch
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.runtime.training import REPORT_INTERVAL, UNSEEN_INTERVAL, TrainingThread

from .conftest import Listener
from .fake_engine import FakeEngine, Script


def test_the_engine_warms_up_in_the_thread_while_the_window_is_told(qtbot: QtBot, script: Script):
    may_load = threading.Event()

    def load_engine() -> FakeEngine:
        assert may_load.wait(10)
        return FakeEngine(script)

    training = TrainingThread(load_engine)
    window = Listener(training, qtbot)
    training.start()
    window.post(Load(Settings(), generation=1))
    window.wait_for_phase(Phase.WARMING)
    may_load.set()
    window.wait_for_phase(Phase.PAUSED)
    window.wait_for_step(0)
    training.stop()
    assert script.threads
    assert threading.get_ident() not in script.threads


def test_every_step_comes_once_and_in_order(window: Listener):
    window.post(Play(20_000))
    window.wait_for_step(20_000)
    assert window.steps == list(range(1, 20_001))


def test_a_window_that_looks_rarely_misses_frames_but_no_step(window: Listener, script: Script):
    window.listening = False
    window.post(Play(20_000))
    for step in range(2000, 20_001, 6000):
        window.wait_until(lambda step=step: len(script.times) >= step)
        window.take()
    window.wait_until(lambda: window.take() or window.last.phase is Phase.PAUSED)
    assert window.step == 20_000
    assert window.steps == list(range(1, 20_001))


def test_a_window_that_never_looks_is_told_once_and_costs_no_frames(window: Listener, script: Script):
    window.listening = False
    notices, looks = window.notices, len(script.looks)
    script.seconds_per_step = 20e-6
    window.post(Play(20_000))
    window.wait_until(lambda: len(script.times) == 20_000)
    window.training.stop()
    assert window.notices == notices + 1
    assert len(script.looks) == looks + 2, "one that answers Play, one of the end"
    window.take()
    assert window.step == 20_000
    assert window.steps == list(range(1, 20_001))


def test_frames_come_no_faster_than_a_screen_needs_them(window: Listener, script: Script):
    began, looks = time.perf_counter(), len(script.looks)
    window.post(Play())
    window.wait_until(lambda: len(script.looks) >= looks + 10)
    assert time.perf_counter() - began >= 8 * REPORT_INTERVAL


def test_the_window_of_a_new_run_hears_no_more_of_the_old(window: Listener):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.listening = False
    window.post(Load(Settings(), generation=2), Play(50))
    reports = len(window.reports)
    window.listening = True
    window.wait_until(lambda: window.take() or (window.last.generation == 2 and window.step == 50))
    answers = [report for report in window.reports[reports:] if report.generation == 2]
    rows = [int(row[0]) for report in answers for log in report.logs for row in log.trace]
    assert rows == list(range(1, 51))


def test_a_step_of_a_slow_run_is_shown_as_soon_as_the_window_looks(window: Listener, script: Script):
    window.listening = False
    window.post(Pace(0.05), Play())
    window.wait_until(lambda: len(script.times) == 1)
    window.listening = True
    window.take()
    window.wait_until(lambda: window.step == 1)


def test_a_report_says_which_commands_it_knows(window: Listener):
    numbers = [window.training.post(command) for command in (Pace(100), Play(20), Watch(Look()))]
    assert numbers == [2, 3, 4], "the first was the window's Load"
    window.wait_for_step(20)
    assert window.last.obeyed == 4


def test_a_run_says_how_fast_it_goes(window: Listener):
    window.post(Pace(100), Play())
    window.wait_until(lambda: window.step > 30)
    assert 10 < window.last.steps_per_second < 200


def test_the_thread_ends_soon_while_training_at_full_speed(window: Listener):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    asked = time.perf_counter()
    window.training.stop()
    assert time.perf_counter() - asked < 2
    assert window.training.isFinished()


def test_the_thread_ends_soon_while_it_waits_for_a_slow_step(window: Listener):
    window.post(Pace(0.05), Play())
    window.wait_until(lambda: window.step == 1)
    asked = time.perf_counter()
    window.training.stop()
    assert time.perf_counter() - asked < 2


def test_what_was_asked_before_the_end_is_still_done(window: Listener, tmp_path: Path):
    window.post(Play(), Save(tmp_path / "run"))
    window.training.stop()
    assert (tmp_path / "run").exists()


def test_a_thread_that_never_started_can_be_stopped():
    TrainingThread(lambda: FakeEngine(Script())).stop()


def test_a_run_that_nobody_looks_at_makes_hardly_a_frame(window: Listener, script: Script):
    window.post(Attend(seen=False), Play())
    window.wait_for_phase(Phase.RUNNING)
    began, looks = time.perf_counter(), len(script.looks)
    window.wait_until(lambda: len(script.looks) > looks)
    assert time.perf_counter() - began > UNSEEN_INTERVAL / 2
    window.post(Attend(seen=True))
    window.wait_until(lambda: len(script.looks) > looks + 5)
