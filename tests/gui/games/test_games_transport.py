"""Play, pause, step, speed and scrubbing on the Games page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from .conftest import Player

KEY = Qt.Key


def test_space_plays_and_pauses_at_the_pace_of_the_slider(player: Player):
    assert player.play_word == "Play"
    player.press(KEY.Key_Space)
    assert player.play_word == "Pause"
    player.until(lambda: player.session.step >= 5)
    player.press(KEY.Key_Space)
    step = player.session.step
    assert not player.session.running
    assert player.shown_step == f"step {step}"
    QTest.keyClick(player.page.transport.speed, KEY.Key_End)
    player.page.setFocus()
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step == 500)
    assert not player.session.running
    assert player.play_word == "Play"
    player.press(KEY.Key_Space)
    assert player.session.step < 500, "from the end it begins anew"


def test_the_clock_decides_how_far_a_tick_goes(player: Player, monkeypatch: pytest.MonkeyPatch):
    session = player.session
    session.set_pace(200.0)
    session.toggle()
    session._timer.stop()
    elapsed = iter((10, 25, 4, 1, 5000))
    monkeypatch.setattr(session, "_clock", type("Clock", (), {"restart": lambda _: next(elapsed)})())
    seen = []
    for _ in range(5):
        session._on_tick()
        seen.append(session.step)
    assert seen == [2, 7, 7, 8, 500]


def test_steps_forth_and_back_and_reset(player: Player):
    for _ in range(3):
        player.press(KEY.Key_Right)
    player.press(KEY.Key_Left)
    assert player.session.step == 2
    assert player.shown_step == "step 2"
    player.click(player.page.transport.step_button)
    player.click(player.page.transport.back)
    player.click(player.page.transport.back)
    assert player.session.step == 1
    player.press(KEY.Key_R)
    player.press(KEY.Key_Left)
    assert player.session.step == 0


def test_a_step_while_it_plays_pauses(player: Player):
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step > 3)
    player.press(KEY.Key_Right)
    assert not player.session.running
    assert player.play_word == "Play"


def test_every_step_is_kept_to_scrub_back_to(player: Player):
    scrub = player.page.transport.scrub
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step > 3)
    player.click_at(scrub, scrub._x(500), scrub.height() / 2)
    assert not player.session.running
    assert player.session.step >= 495
    player.click_at(scrub, scrub._x(100), scrub.height() / 2)
    assert player.session.step == 100
    assert player.shown_step == "step 100"
    assert player.page.monitors.radius.curves[0].lines[-1, 2] == 100
    place = player.session.seen[0].trajectory.path[100]
    assert player.plane.heads[0].points[0] == pytest.approx(place)
    assert player.plane.trajectories[0].lines[-1, 2:] == pytest.approx(place)


def test_fewer_steps_than_have_been_seen(player: Player):
    player.session.go_to(400)
    player.enter("steps", "120")
    assert player.session.step == 120
    assert player.page.transport.scrub.scale.high == 120
