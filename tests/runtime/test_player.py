"""The pace of a run, on a clock that the test turns."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from ganplay.contract.codec import to_toml
from ganplay.contract.commands import Attend, Load, Open, Pace, Pause, Play, Turn
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.runtime import player as player_module
from ganplay.runtime.player import Player

from .fake_engine import FakeEngine, FakeExperiment, Script


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    clock = SimpleNamespace(now=1000.0)
    clock.perf_counter = lambda: clock.now
    monkeypatch.setattr(player_module, "time", clock)
    return clock


@pytest.fixture
def player(clock: SimpleNamespace) -> Player:
    player = Player(lambda: FakeEngine(Script()))
    player.warm_up()
    player.obey(Load(Settings(), generation=1))
    return player


def test_the_first_step_comes_at_once_and_the_next_when_the_pace_says(player: Player, clock: SimpleNamespace):
    player.obey(Pace(4))
    player.obey(Play())
    assert player.due == clock.now
    player.step()
    assert player.due == clock.now + 0.25


def test_a_step_that_began_late_does_not_delay_all_that_follow(player: Player, clock: SimpleNamespace):
    player.obey(Pace(4))
    player.obey(Play())
    player.step()
    clock.now += 0.3
    player.step()
    assert player.due == pytest.approx(1000.5)


def test_time_lost_to_slow_steps_is_not_made_up_for_in_a_rush(player: Player, clock: SimpleNamespace):
    player.obey(Pace(4))
    player.obey(Play())
    clock.now += 60
    player.step()
    assert player.due == clock.now


def test_play_pressed_twice_keeps_the_pace(player: Player):
    player.obey(Pace(4))
    player.obey(Play())
    player.step()
    due = player.due
    player.obey(Play(until=100))
    assert player.due == due


def test_a_pause_does_not_slow_the_speed_that_is_shown(player: Player, clock: SimpleNamespace):
    for seconds in (0, 3600):
        clock.now += seconds
        player.obey(Play())
        for _ in range(60):
            clock.now += 0.01
            player.step()
            speed = player.report().steps_per_second
        player.obey(Pause())
        assert speed == pytest.approx(100)
        assert player.report().steps_per_second == 0


@pytest.mark.parametrize("method", ["advance", "look"])
def test_a_checkpoint_that_cannot_be_shown_leaves_the_present_run(method: str, tmp_path: Path):
    script = Script()
    player = Player(lambda: FakeEngine(script))
    player.warm_up()
    player.obey(Load(Settings(), generation=1))
    player.obey(Play())
    player.step()
    (tmp_path / "huge.safetensors").write_text(f"5\n{to_toml(Settings())}")
    script.fails[method] = RuntimeError("no histogram")
    player.obey(Open(tmp_path / "huge.safetensors", generation=2))
    script.fails.clear()
    report = player.report()
    assert (report.phase, report.run, report.frame.step) == (Phase.RUNNING, 1, 1)
    assert report.failure == "huge.safetensors cannot be shown (RuntimeError: no histogram)"


def test_a_run_with_a_share_of_the_time_rests_as_long_as_the_others_may_work(
    player: Player, clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    def advance(experiment: FakeExperiment, turn: Turn) -> None:
        experiment.step += 1
        clock.now += 0.5

    monkeypatch.setattr(FakeExperiment, "advance", advance)
    player.obey(Play())
    player.step()
    assert player.due == clock.now
    player.obey(Attend(seen=False, share=0.25))
    player.step()
    assert player.due == clock.now + 1.5
    player.obey(Attend(seen=True))
    player.step()
    assert player.due == max(clock.now, 1000 + 1.0 + 1.5)
