"""The speed in the status bar."""

from __future__ import annotations

import pytest

from ganplay.runtime.speedometer import Speedometer


def test_a_steady_run_reads_its_speed():
    speedometer = Speedometer()
    for i in range(1, 200):
        speedometer.note(100 + i / 30, 50 * i)
        speed = speedometer.read()
    assert speed == pytest.approx(50 * 30)


def test_one_update_a_second_reads_one():
    speedometer = Speedometer()
    for i in range(1, 5):
        speedometer.note(100.0 + i, i)
        speed = speedometer.read()
        speedometer.read()  # a frame that somebody asked for in between changes nothing
    assert speed == pytest.approx(1)


def test_a_single_step_says_nothing_yet():
    speedometer = Speedometer()
    assert speedometer.read() == 0
    speedometer.note(100.0, 1)
    assert speedometer.read() == 0


def test_the_far_past_is_forgotten():
    speedometer = Speedometer()
    step = 0
    for i in range(120):
        step += 10 if i < 60 else 1
        speedometer.note(i / 30, step)
        speed = speedometer.read()
    assert speed == pytest.approx(30)


def test_a_pause_is_no_slow_step():
    speedometer = Speedometer()
    speedometer.note(1.0, 1)
    speedometer.read()
    speedometer.restart()
    for now, step in ((1000.0, 2), (1000.1, 12)):
        speedometer.note(now, step)
        speed = speedometer.read()
    assert speed == pytest.approx(100)
