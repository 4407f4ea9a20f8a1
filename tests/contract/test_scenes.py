"""A scene file is read whole, and a wrong one says where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganplay.contract import scenes
from ganplay.contract.codec import to_toml
from ganplay.contract.data import Grid, Ring
from ganplay.contract.errors import SceneError
from ganplay.contract.objectives import NonSaturating
from ganplay.contract.scenes import Promise, Scene
from ganplay.contract.settings import Settings

WHOLE = """\
title = "Ring of five"
subtitle = "all found"
group = "Rings"
order = 20
note = "A note to the class."
watch = "The bars."
steps = 500
seeds = [1, 2, 3]
layers = ["surface", "manifold"]
monitor = "distances"

[settings]
seed = 11
data.modes = 5
loss.name = "non_saturating"

[[promise]]
metric = "modes_by_share"
at_least = 5

[[promise]]
event = "collapse"
never = true
at = 400
"""


def write(folder: Path, text: str, name: str = "five.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_scene_is_read_whole(tmp_path: Path) -> None:
    assert scenes.read(write(tmp_path, WHOLE)) == Scene(
        name="five",
        title="Ring of five",
        subtitle="all found",
        group="Rings",
        order=20,
        note="A note to the class.",
        watch="The bars.",
        steps=500,
        seeds=(1, 2, 3),
        layers=("surface", "manifold"),
        monitor="distances",
        settings=Settings(seed=11, data=Ring(modes=5), loss=NonSaturating()),
        promises=(
            Promise(metric="modes_by_share", at_least=5.0),
            Promise(event="collapse", never=True, at=400),
        ),
    )


def test_a_file_of_plain_settings_is_a_scene_too(tmp_path: Path) -> None:
    settings = Settings(data=Grid(side=3), batch=64)
    scene = scenes.read(write(tmp_path, to_toml(settings), "mine.toml"))
    assert scene == Scene(name="mine", title="mine", settings=settings)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert scenes.read(write(tmp_path, "\ufeffbatch = 64")).settings.batch == 64


BROKEN = {
    "broken TOML": ("title = ", "five.toml: the file is not valid TOML: Invalid value (at "),
    "another program's TOML": ("[tool.black]\nx = 1", "five.toml: tool: unknown key 'tool'; "),
    "unknown key": ("title = 'x'\nnotes = 'y'", "five.toml: unknown key 'notes'; did you mean 'note'?"),
    "a key that is not the file's": ("title = 'x'\nname = 'y'", "five.toml: unknown key 'name'; "),
    "wrong settings": (
        "[settings.data]\nmodes = 0",
        "five.toml: data.modes: 0 is outside 1 to 64",
    ),
    "settings that are no table": ("settings = 1", "five.toml: settings: 1 is not a table"),
    "a number for a title": ("title = 3", "five.toml: title: 3 is not a text"),
    "a text for a number": ("title = 'x'\nsteps = 'many'", "steps: 'many' is not a whole number"),
    "negative steps": ("title = 'x'\nsteps = -1", "steps: -1 is outside "),
    "a number for a list": ("title = 'x'\nseeds = 3", "seeds: 3 is not a list"),
    "a text for a seed": ("title = 'x'\nseeds = [1, 'two']", "seeds[1]: 'two' is not a whole number"),
    "a seed too large": (
        "title = 'x'\nseeds = [2147483648]",
        "seeds[0]: 2147483648 is outside 0 to 2147483647",
    ),
    "a number for a layer": ("title = 'x'\nlayers = [1]", "layers[0]: 1 is not a text"),
    "a table for the promises": ("title = 'x'\n[promise]\nat = 1", "promise: {'at': 1} is not a list"),
    "a promise that is no table": ("title = 'x'\npromise = [1]", "promise: 1 is not a table"),
    "an unknown key of a promise": (
        "title = 'x'\n[[promise]]\nmetrics = 'js'",
        "promise: unknown key 'metrics'; did you mean 'metric'?",
    ),
    "an unknown metric": (
        "title = 'x'\n[[promise]]\nmetric = 'reverse_lk'",
        "promise: unknown metric 'reverse_lk'; did you mean 'reverse_kl'?",
    ),
    "an unknown event": (
        "title = 'x'\n[[promise]]\nevent = 'colapse'",
        "promise: unknown event 'colapse'; did you mean 'collapse'?",
    ),
    "a promise of nothing": ("title = 'x'\n[[promise]]\nat = 5", "promise: name either a metric or an event"),
    "a promise of both": (
        "title = 'x'\n[[promise]]\nmetric = 'js'\nevent = 'collapse'",
        "promise: name either a metric or an event",
    ),
    "a text for a bound": (
        "title = 'x'\n[[promise]]\nmetric = 'js'\nat_most = 'low'",
        "promise.at_most: 'low' is not a number",
    ),
    "a text for never": (
        "title = 'x'\n[[promise]]\nevent = 'collapse'\nnever = 'yes'",
        "promise.never: 'yes' is neither true nor false",
    ),
    "a bound beyond all floats": (
        f"title = 'x'\n[[promise]]\nmetric = 'js'\nat_least = 1{'0' * 400}",
        "promise.at_least: 1000",
    ),
    "a fraction of a step": (
        "title = 'x'\n[[promise]]\nmetric = 'js'\nat = 0.5",
        "promise.at: 0.5 is not a whole",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_scene_names_the_file_and_the_fault(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SceneError) as caught:
        scenes.read(write(tmp_path, text))
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("five.toml: ")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    with pytest.raises(SceneError, match=r"cannot read .*nowhere\.toml: No such file"):
        scenes.read(path)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "picture.toml"
    path.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(SceneError, match=r"cannot read .*picture\.toml"):
        scenes.read(path)


def test_the_first_scene_is_shipped() -> None:
    assert scenes.FIRST in scenes.names()
    assert scenes.load(scenes.FIRST).name == scenes.FIRST


def test_scenes_come_in_lecture_order() -> None:
    orders = [scenes.load(name).order for name in scenes.names()]
    assert orders == sorted(orders)
    assert scenes.names()[0] == scenes.FIRST


def test_an_unknown_scene_names_the_nearest() -> None:
    with pytest.raises(SceneError, match=f"unknown scene 'rnig8'; did you mean '{scenes.FIRST}'?"):
        scenes.load("rnig8")


def test_a_scene_cannot_be_reached_by_a_path() -> None:
    with pytest.raises(SceneError, match="unknown scene"):
        scenes.load("../scenes/ring8")


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("condition", "condition.name: labels does not go with data of ring; take none or codes"),
        ("generator", "generator.name: convolutional does not go with data of ring; take perceptron"),
    ],
)
def test_what_the_kind_of_run_does_not_offer_is_refused(tmp_path: Path, choice: str, words: str) -> None:
    """The form of such a run has no word for it."""
    name = {"condition": "labels", "generator": "convolutional"}[choice]
    path = tmp_path / "mine.toml"
    path.write_text(f'[settings.data]\nname = "ring"\n[settings.{choice}]\nname = "{name}"\n')
    with pytest.raises(SceneError) as caught:
        scenes.read(path)
    assert str(caught.value) == f"mine.toml: {words}"
