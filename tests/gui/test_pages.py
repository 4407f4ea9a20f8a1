"""Several pages in one window: whose run goes on, whose keys are obeyed, and what is remembered of each."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QFileDialog

from ganplay.contract.codec import to_toml
from ganplay.contract.errors import CheckpointError
from ganplay.contract.kinds import PICTURES as PICTURE_KIND
from ganplay.contract.kinds import PLANE, Kind
from ganplay.contract.snapshots import Phase
from ganplay.gui import window
from ganplay.gui.charts.chart import Chart
from ganplay.gui.page import Page
from ganplay.gui.page_table import PAGES, PageEntry
from ganplay.runtime.jobs import JobThread

from ..runtime.fake_engine import Script
from .conftest import GAME, PICTURES, SCENE, DrawnEngine, DrawnExperiment, Mirror, OpenWindow, Person

KEY = Qt.Key


def sessions(person: Person):
    return person.window.app_context.sessions


def test_a_page_starts_its_run_when_it_is_first_seen(person: Person):
    assert not sessions(person)[PICTURE_KIND]._thread.isRunning()
    person.turn_to("Images")
    person.until(lambda: person.step == 0)
    assert sessions(person)[PICTURE_KIND]._thread.isRunning()
    assert person.window.header.title.text() == "Digits "


def badge(person: Person, kind: Kind) -> str:
    person.window.rail.refresh()
    return person.window.rail.badges[kind].text()


def test_runs_go_on_behind_other_pages_and_the_rail_says_how_far_they_are(person: Person):
    person.click(person.page.transport.play)
    person.until(lambda: person.step > 20)
    plane = person.window.session
    person.turn_to("Images")
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)
    step = plane.step
    person.until(lambda: plane.step > step)
    assert plane.running
    assert all(re.fullmatch(r"[\d.,kM]+\n[\d.,kM]+/s", badge(person, kind)) for kind in (PLANE, PICTURE_KIND))
    person.turn_to("Latent")
    assert plane.running
    person.turn_to("Play")
    assert person.play_word == "Pause"
    person.press(KEY.Key_Space)
    person.settle()
    assert badge(person, PLANE) == ""
    assert badge(person, PICTURE_KIND) != ""


@pytest.mark.parametrize("how", ["button", "key"])
def test_one_button_and_a_key_pause_everything(person: Person, how: str):
    for word in ("Images", "Play", "Games"):
        person.turn_to(word)
        person.press(KEY.Key_Space)
    assert all(run.running for run in person.window.app_context.runs.values())
    if how == "button":
        person.click(person.window.rail.pause)
    else:
        person.press(KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: not any(run.running for run in person.window.app_context.runs.values()))
    person.turn_to("Play")
    person.settle()
    assert person.reports[-1].phase is Phase.PAUSED
    assert person.play_word == "Play"


def test_back_and_forth_in_a_hurry_leaves_every_run_as_it_should_be(person: Person):
    for _ in range(10):
        person.press(KEY.Key_Space)
        person.turn_to("Images")
        person.press(KEY.Key_Space)
        person.turn_to("Play")
    person.settle()
    for session in sessions(person).values():
        person.until(lambda session=session: not session.running)
    assert person.heard == []


def test_keys_reach_the_run_of_the_page_that_is_seen(person: Person):
    person.press(KEY.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.window.header.title.text() == "Digits " and person.step == 0)
    person.settle()
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_Right):
        step = person.step
        person.press(key)
        person.settle()
        assert person.step == step + 1
    person.press(KEY.Key_N)
    person.settle()
    assert sessions(person)[PICTURE_KIND].settings.seed != 7
    assert sessions(person)[PLANE].settings.seed == 7
    person.press(KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.window.rail.buttons[0].isChecked())
    person.settle()
    assert person.shown_step == "step 0"
    assert person.window.header.seed.text() == "7"


def test_a_scene_goes_to_its_page_and_leaves_the_other_run_alone(person: Person):
    person.press(KEY.Key_3)
    person.settle()
    person.window.open_scene(PICTURES)
    person.until(lambda: person.step == 0)
    assert person.window.rail.buttons[1].isChecked()
    assert person.window.header.title.text() == "Digits "
    person.window.open_scene(SCENE)
    person.settle()
    assert person.window.rail.buttons[0].isChecked()
    assert person.window.header.title.text() == "Ring of eight "


def test_a_file_of_settings_goes_to_its_page(person: Person, tmp_path: Path):
    (tmp_path / "mine.toml").write_text(to_toml(PICTURES.settings))
    person.window.open_file(tmp_path / "mine.toml")
    person.until(lambda: person.step == 0)
    assert person.window.rail.buttons[1].isChecked()
    assert person.window.header.title.text() == "mine "


def test_each_page_offers_only_what_can_be_trained_there(person: Person):
    rows = person.page.form.rows
    assert "digits" not in rows["data.name"].field.choices
    assert "generator.name" not in rows, "there is nothing to choose"
    person.turn_to("Images")
    rows = person.page.form.rows
    assert set(rows["data.name"].field.choices) == {"digits", "strokes"}
    assert set(rows["generator.name"].field.choices) == {"perceptron", "convolutional"}
    assert "rebuilds" in rows["generator.name"].toolTip()
    assert "rebuilds" in rows["condition.name"].toolTip()
    assert "next step" in rows["loss.name"].toolTip()


def test_what_was_changed_on_each_page_and_which_was_open_is_remembered(open_window: OpenWindow):
    person = open_window()
    person.enter("data.modes", "12")
    person.turn_to("Images")
    person.until(lambda: person.step == 0)
    person.enter("batch", "32")
    person.window.close()
    again = open_window(scene=None)
    assert again.window.rail.buttons[1].isChecked()
    again.settle()
    assert again.window.session.settings.batch == 32
    again.turn_to("Play")
    again.until(lambda: again.step == 0)
    assert again.window.session.settings.data.modes == 12


def test_a_refused_device_on_one_page_is_nothing_to_the_other(person: Person):
    person.window.session.set_device("cuda")
    person.settle()
    person.turn_to("Images")
    person.until(lambda: person.step == 0)
    assert person.reports[-1].phase is Phase.PAUSED
    assert not person.page.foot.strip.isVisible()


def test_closing_ends_every_thread(person: Person):
    person.press(KEY.Key_Space)
    person.turn_to("Images")
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)
    person.window.close()
    assert person.window.ended
    assert not any(session._thread.isRunning() for session in sessions(person).values())


def test_all_pages_together_need_three_threads_beside_the_training(person: Person):
    for entry in PAGES:
        person.turn_to(entry.title)
    jobs = person.window.app_context.findChildren(JobThread)
    assert len(jobs) == 3
    person.window.close()
    assert person.window.ended
    assert not any(thread.isRunning() for thread in person.window.findChildren(QThread))


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_a_chart_that_cannot_be_saved_says_so_on_its_page(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
):
    person.turn_to(title)
    if title == "Inpaint":
        person.page.tabs.current = "Curves"
    (tmp_path / "file").touch()
    nowhere = str(tmp_path / "file" / "chart.png")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (nowhere, ""))
    chart = person.page.findChildren(Chart)[0]
    next(action for action in chart.menu().actions() if action.text() == "Save as PNG…").trigger()
    assert "chart.png" in person.notice


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_a_file_that_cannot_be_used_is_named_on_the_page_that_is_shown(
    person: Person, tmp_path: Path, title: str
):
    person.turn_to(title)
    (tmp_path / "broken.toml").write_text("x = [")
    person.window.open_file(tmp_path / "broken.toml")
    assert "broken.toml: the file is not valid TOML" in person.notice


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_what_is_wrong_with_a_checkpoint_is_seen_whichever_page_was_shown(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
):
    def fail(*_: object) -> None:
        raise CheckpointError("tuesday.safetensors: is damaged")

    monkeypatch.setattr(DrawnEngine, "open", fail)
    person.turn_to(title)
    (tmp_path / "tuesday.safetensors").write_text("")
    person.window.open_file(tmp_path / "tuesday.safetensors")
    person.until(lambda: "tuesday.safetensors: is damaged" in person.notice)


class Quiet(Page):
    """Nothing trains here."""

    def __init__(self, app_context, parent=None) -> None:
        super().__init__(parent)


def test_a_page_without_a_run_has_no_seed_and_lets_the_run_go_on(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(window, "PAGES", (*window.PAGES, PageEntry("Quiet", "page_play", "", Quiet)))
    person = open_window()
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)
    person.turn_to("Quiet")
    plane = sessions(person)[PLANE]
    step = plane.step
    person.until(lambda: plane.step > step)
    header = person.window.header
    assert not header.seed.isVisible()
    assert not header.device.isVisible()
    assert not header.menu.save_settings.isEnabled()
    person.press(KEY.Key_Space)
    person.until(lambda: plane._thread._commands.empty())
    assert plane.running, "the key is not this page's"
    person.window.open_scene(SCENE)
    person.settle()
    assert header.seed.isVisible()


def test_a_checkpoint_is_opened_on_the_page_of_what_it_holds(
    person: Person, tmp_path: Path, script: Script, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(DrawnEngine, "open", lambda *_: DrawnExperiment(PICTURES.settings, script, mirror))
    monkeypatch.setattr(window, "peek", lambda _path: PICTURES.settings)
    person.window.open_file(tmp_path / "tuesday.safetensors")
    person.until(lambda: person.window.header.title.text() == "tuesday ")
    assert person.window.rail.buttons[1].isChecked()
    assert person.page.form.state.settings == PICTURES.settings


def test_a_scene_that_is_left_can_be_gone_back_to_and_forth(person: Person):
    person.window.session.run_to(30)
    person.until(lambda: person.step == 30)
    person.settle()
    first = person.window.session.settings
    other = dataclasses.replace(SCENE, title="Another", settings=dataclasses.replace(first, seed=3))
    person.window.open_scene(other)
    person.until(lambda: person.step == 0)
    person.until(lambda: person.notice == "Ring of eight is kept as it was at step 30.")
    person.press(KEY.Key_3)
    person.settle()
    person.press(KEY.Key_B, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.step == 30)
    person.settle()
    assert person.window.session.settings == first
    assert person.window.header.title.text() == "Ring of eight "
    assert not person.window.session.running
    person.press(KEY.Key_B, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.step == 1)
    person.settle()
    assert person.window.header.title.text() == "Another "
    assert person.window.session.seed == 3


def test_a_scene_of_which_nothing_was_seen_is_not_kept(person: Person):
    person.window.open_scene(dataclasses.replace(SCENE, title="Another"))
    person.settle()
    assert person.notice == ""
    assert not person.window.header.menu.back.isEnabled()


def test_a_game_that_is_left_can_be_gone_back_to(person: Person):
    person.turn_to("Games")
    person.enter("eta", "0.3")
    session = person.window.session
    session.go_to(7)
    person.window.open_scene(dataclasses.replace(GAME, title="Another"))
    person.until(lambda: "is kept as it was at step 7" in person.notice)
    assert session.settings.eta != 0.3
    person.click(person.page.foot.strip.action)
    assert session.settings.eta == 0.3
    assert session.step == 7
    assert session.scene == GAME
