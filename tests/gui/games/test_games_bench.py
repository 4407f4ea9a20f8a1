"""The bench's hand on a slider of the Games page, and the figure made of it."""

from __future__ import annotations

import json

import pytest

from ganplay.bench import games, turn

from .conftest import OpenPlayer


def test_a_slow_slider_is_missed(monkeypatch: pytest.MonkeyPatch):
    for p95, reached in ((12.0, True), (17.0, False)):
        seen = {"p50": 9.0, "p95": p95, "worst": 40.0}
        monkeypatch.setattr(games.process, "run", lambda module, seen=seen: seen)
        (figure,) = games.figures()
        assert figure.reached is reached
        assert "median 9.0 ms, worst 40.0 ms" in figure.beside


def test_the_hand_turns_nine_rules_until_every_move_has_been_painted(
    open_player: OpenPlayer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    player = open_player()
    player.session.open_scene(turn.SCENE)
    assert [len(run.trajectory.path) for run in player.session.runs[1:]] == [turn.STEPS + 1] * 8
    window = player.page.window()
    window.page, window.session = player.page, player.session
    monkeypatch.setattr(turn, "MOVES", 6)
    monkeypatch.setattr(turn, "WARM_UP", 2)
    monkeypatch.setattr(turn, "PERIOD", 1)
    ended = []
    monkeypatch.setattr(
        turn.app, "application", lambda: type("App", (), {"quit": lambda _: ended.append(1)})()
    )
    scales = set()
    player.session.settings_changed.connect(lambda: scales.add(player.session.settings.game.scale))
    hand = turn.Turn(window)
    player.until(lambda: bool(ended))
    assert len(hand.milliseconds) == 4
    assert len(scales) == 6
    told = json.loads(capsys.readouterr().out)
    assert 0 < told["p50"] <= told["p95"] <= told["worst"]
