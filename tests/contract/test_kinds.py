"""Every kind of run is found by its settings, in memory and in a file."""

from __future__ import annotations

import pytest
import tomli_w

from ganplay.contract import scenes
from ganplay.contract.codec import from_toml, to_toml
from ganplay.contract.data import Grid
from ganplay.contract.errors import SceneError, SettingsError
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
    assert settings_type(dict.fromkeys(keys)) is settings


@pytest.mark.parametrize(
    ("settings", "kind"),
    [(Settings(), "plane"), (Settings(data=Strokes()), "pictures"), (Match(), "games")],
    ids=["plane", "pictures", "games"],
)
def test_a_file_says_its_kind_first_and_is_read_with_it_and_without(settings, kind):
    said, _, rest = to_toml(settings).partition("\n")
    assert said == f'kind = "{kind}"'
    assert from_toml(to_toml(settings)) == settings
    assert from_toml(rest) == settings


def test_the_kind_that_a_file_names_decides_whose_knobs_it_holds():
    assert from_toml('kind = "games"') == Match()
    with pytest.raises(SettingsError, match="unknown key 'game'"):
        from_toml('kind = "plane"\n[game]\nname = "xy"')


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('kind = "plain"', "kind: unknown kind of run 'plain'; did you mean 'plane'?"),
        ("kind = 3", "kind: unknown kind of run '3'; known are games, pictures, plane"),
        ('kind = "pictures"', "kind: these are settings of kind 'plane', not 'pictures'"),
    ],
)
def test_a_kind_that_there_is_not_or_that_does_not_fit_is_refused_in_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "own.toml"
    for whole in (text, f'title = "own"\n[settings]\n{text}'):
        path.write_text(whole)
        with pytest.raises(SceneError) as caught:
            scenes.read(path)
        assert str(caught.value) == f"own.toml: {sentence}"


@pytest.mark.parametrize("name", ["ring8", "digits-labels", "game-gidel"])
def test_a_scene_that_is_saved_opens_again(tmp_path, name):
    scene = scenes.load(name)
    path = tmp_path / "own.toml"
    path.write_text(tomli_w.dumps(scenes.as_table(scene)))
    again = scenes.read(path)
    assert again.settings == scene.settings
    assert again.beside == scene.beside
    assert [panel.match for panel in again.panels] == [panel.match for panel in scene.panels]
