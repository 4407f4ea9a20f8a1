"""Play, pause, step, speed and scrubbing on the Games page, scenes in quick succession, and the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ganplay.contract import scenes
from ganplay.gui.games.session import GameSession
from ganplay.gui.kinds import GAMES

from ..conftest import SCENE
from .conftest import SCENES, OpenPlayer, Player

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
    player.click_at(scrub, scrub.width() - 9, scrub.height() / 2)
    assert not player.session.running
    assert player.session.step == 500
    late = player.plane.grab().toImage()
    player.click_at(scrub, scrub._x(100), scrub.height() / 2)
    assert player.session.step == 100
    assert player.shown_step == "step 100"
    assert player.page.monitors.radius._step == 100
    assert player.plane.grab().toImage() != late


def test_fewer_steps_than_have_been_seen(player: Player):
    player.session.go_to(400)
    player.enter("steps", "120")
    assert player.session.step == 120
    assert player.page.transport.scrub.ladder.high == 120


def test_every_scene_opens_while_another_plays_and_fits_a_projector(player: Player):
    for scene in SCENES:
        player.press(KEY.Key_Space)
        player.open(scene.name)
        assert not player.session.running
        assert player.session.step == 0
        assert player.window.header.title.text().startswith(scene.title[:10])
        assert player.page.foot.also.isVisible() == bool(scene.see_also)
        QApplication.processEvents()
        assert player.window.minimumSizeHint().width() <= 1280, scene.name
        assert player.window.minimumSizeHint().height() <= 690, scene.name
        assert all(word.geometry().right() <= player.page.legend.width() for word in player.page.legend.words)
        player.session.go_to(player.session.last)
        player.page.grab()


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1920, 1080)], ids=["projector", "desk"])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_nothing_on_the_page_lies_on_something_else(open_player: OpenPlayer, size: QSize, scale: float):
    player = open_player("game-mescheder")
    player.window.appearance.scale = scale
    player.window.resize(size)
    QApplication.processEvents()
    seen = [plot for plot in player.page.panels.plots if plot.isVisible()]
    assert len(seen) == 9
    boxes = [plot.geometry() for plot in seen]
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(box.height() > 80 for box in boxes)
    assert player.page.legend.geometry().bottom() <= player.page.panels.geometry().top()


def test_closing_while_it_plays_remembers_what_was_changed(player: Player):
    player.drag_slider("eta", 0.3)
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step > 3)
    player.window.close()
    kept = player.window._memory.scenes[GAMES]
    assert kept.settings.eta == 0.3
    assert player.window._memory.page == "Games"


def test_nothing_runs_on_behind_another_page(player: Player):
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step > 3)
    player.turn_to("Play")
    assert not player.session.running
    player.turn_to("Games")
    assert player.session.step > 3
    assert player.play_word == "Play"


def test_another_scene_of_the_same_page_begins_at_its_start(player: Player):
    player.session.go_to(77)
    player.window.open_scene(SCENE)
    player.window.open_scene(scenes.load("game-dirac"))
    session = player.window.session
    assert isinstance(session, GameSession)
    assert session.step == 0
    assert player.words == ["simultaneous", "alternating k 1", "alternating k 5"]
