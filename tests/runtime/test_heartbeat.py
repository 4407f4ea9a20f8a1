"""A stutter that a person would feel is measured."""

from __future__ import annotations

import math
import time

from pytestqt.qtbot import QtBot

from ganplay.runtime.heartbeat import PERIOD, Heartbeat


def test_a_free_event_loop_ticks_at_its_period(qtbot: QtBot):
    heartbeat = Heartbeat()
    heartbeat.start()
    qtbot.waitUntil(lambda: heartbeat.pulse().ticks >= 20)
    heartbeat.stop()
    pulse = heartbeat.pulse()
    assert 0.5 * PERIOD < pulse.p50 < 3 * PERIOD
    assert pulse.p50 <= pulse.p99 <= pulse.worst


def test_a_stalled_window_shows_in_the_worst_tick(qtbot: QtBot):
    heartbeat = Heartbeat()
    heartbeat.start()
    qtbot.waitUntil(lambda: heartbeat.pulse().ticks >= 5)
    stalled_until = time.perf_counter() + 0.2
    while time.perf_counter() < stalled_until:
        pass
    ticks = heartbeat.pulse().ticks
    qtbot.waitUntil(lambda: heartbeat.pulse().ticks > ticks)
    heartbeat.stop()
    assert heartbeat.pulse().worst >= 200


def test_each_start_begins_anew(qtbot: QtBot):
    heartbeat = Heartbeat()
    heartbeat.start()
    qtbot.waitUntil(lambda: heartbeat.pulse().ticks >= 2)
    heartbeat.stop()
    assert heartbeat.pulse().ticks >= 2
    heartbeat.start()
    pulse = heartbeat.pulse()
    heartbeat.stop()
    assert pulse.ticks == 0
    assert math.isnan(pulse.worst)
