"""Every kind of run is found by its settings, in memory and in a file."""

from __future__ import annotations

import pytest

from ganplay.contract import scenes
from ganplay.contract.data import Grid
from ganplay.contract.errors import SceneError, unknown
from ganplay.contract.games import Match
from ganplay.contract.kinds import GAMES, KINDS, PICTURES, PLANE, kind_of, settings_type
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (Settings(), PLANE),
        (Settings(data=Grid()), PLANE),
        (Settings(data=Strokes()), PICTURES),
        (Match(), GAMES),
    ],
    ids=["ring", "grid", "strokes", "game"],
)
def test_settings_ask_for_exactly_one_kind(settings, kind):
    assert [each for each in KINDS if each.covers(settings)] == [kind]
    assert kind_of(settings) is kind


@pytest.mark.parametrize("name", scenes.names())
def test_a_scene_promises_what_its_kind_can_be_asked_for(name):
    scene = scenes.load(name)
    assert {promise.metric for promise in scene.promises} - {""} <= set(kind_of(scene.settings).metrics)


def test_a_promise_of_another_kind_s_metric_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'title = "own"\n[[promise]]\nmetric = "js"\nat_most = 1.0\n[settings.game]\nname = "xy"\n'
    )
    with pytest.raises(SceneError, match="promise: unknown metric 'js'; known are limit"):
        scenes.read(path)


@pytest.mark.parametrize(
    ("keys", "settings"),
    [((), Settings), (("data", "loss"), Settings), (("game",), Match), (("eta", "rule", "gmae"), Match)],
)
def test_a_file_s_keys_say_whose_settings_they_are(keys, settings):
    assert settings_type(keys) is settings


def test_of_many_known_names_the_nearest_five_are_listed_and_the_others_counted():
    known = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
    assert unknown("letter", "qqeta", known) == "unknown letter 'qqeta'; did you mean 'eta'?"
    assert unknown("letter", "w", known[:3]) == "unknown letter 'w'; known are alpha, beta, gamma"
    said = unknown("letter", "qxq", known)
    assert said.startswith("unknown letter 'qxq'; known are ")
    assert said.endswith(" and 3 more")
    assert said.count(", ") == 4
