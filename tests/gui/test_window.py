"""The window as a person meets it: keys, files, what it remembers, and how it ends."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.kinds import PLANE, kind_of
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.gui.header import TITLE_WIDTH
from ganplay.gui.memory import Memory

from .conftest import SCENE, DrawnEngine, OpenWindow, Person

KEY = Qt.Key


def test_one_click_on_play_and_the_real_engine_trains(open_window: OpenWindow):
    person = open_window(engine.load)
    person.click(person.page.transport.play)
    person.until(lambda: person.step > 20)
    assert person.play_word == "Pause"
    assert person.shown_step == f"step {person.step:,}"
    person.click(person.page.transport.play)
    person.settle()
    assert person.play_word == "Play"


def test_every_scene_opens_in_quick_succession_while_training(open_window: OpenWindow):
    library = tuple(scene for scene in map(scenes.load, scenes.names()) if kind_of(scene.settings) is PLANE)
    person = open_window(engine.load, library[0], library)
    for scene in library:
        person.window.open_scene(scene)
        person.press(KEY.Key_Space)
        QApplication.processEvents()
    person.until(lambda: person.step > 5)
    person.settle()
    assert person.heard == [] or all("Step" in sentence for sentence in person.heard)
    assert person.window.header.title.text().startswith(library[-1].title[:10])
    assert person.reports[-1].settings == person.window.session.settings


def test_it_fits_a_projector_with_every_scene_and_while_drawing(person: Person):
    long = "a file with quite a long name that somebody has given it in a hurry before the lecture began"
    for scene in (SCENE, Scene(long, long, Settings(), subtitle=long, watch=long, note=long)):
        person.window.open_scene(scene)
        for name in ("drawn", "grid"):
            person.choose("data.name", name)
            assert person.window.minimumSizeHint().width() <= 1280
            assert person.window.minimumSizeHint().height() <= 690
    assert person.window.header.title.fontMetrics().horizontalAdvance(person.window.header.title.text()) <= (
        TITLE_WIDTH + 10
    )


@pytest.mark.parametrize("field", ["data.radius", "seed", "until"])
def test_shortcuts_keep_out_of_text_fields(person: Person, field: str):
    fields = {"seed": person.window.header.seed, "until": person.page.transport.until}
    entry = fields.get(field) or person.page.form.rows[field].control.entry
    entry.setFocus()
    entry.selectAll()
    for key in (KEY.Key_1, KEY.Key_Space, KEY.Key_2, KEY.Key_3, KEY.Key_R, KEY.Key_N, KEY.Key_Right):
        person.press(key)
    person.settle()
    assert entry.text() == "1 23rn"
    assert person.step == 0
    assert not person.window.session.running
    assert person.window.session.settings.seed == 7


def test_arrows_move_a_slider_and_do_not_step_the_run(person: Person):
    control = person.page.form.rows["data.modes"].control
    control.slider.setFocus()
    person.press(KEY.Key_Right)
    person.settle()
    assert control.value == 9
    assert person.step == 0


@pytest.mark.parametrize("holder", ["page", "slider", "combo", "legend", "tab"])
def test_space_plays_wherever_the_focus_is(person: Person, holder: str):
    widgets = {
        "page": person.page,
        "slider": person.page.form.rows["data.modes"].control.slider,
        "combo": person.page.form.rows["loss.name"].control,
        "legend": person.page.legend["pull"],
        "tab": person.page.monitors.tabs,
    }
    widgets[holder].setFocus()
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)
    assert person.window.session.running
    person.press(KEY.Key_Space)
    person.settle()
    assert not person.window.session.running
    assert "pull" not in person.page.world.layers


def test_after_a_number_was_typed_space_plays(person: Person):
    person.enter("data.radius", "3")
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)
    assert person.window.session.settings.data.radius == 3


def test_return_presses_the_button_that_has_the_focus(person: Person):
    person.page.legend["pull"].setFocus()
    person.press(KEY.Key_Return)
    assert "pull" in person.page.world.layers


def test_keys_step_reset_and_draw_a_new_seed(person: Person):
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_Right):
        step = person.step
        person.press(key)
        person.settle()
        assert person.step == step + 1
    person.press(KEY.Key_R)
    person.settle()
    assert person.step == 0
    person.press(KEY.Key_N)
    person.settle()
    assert person.window.session.settings.seed != 7
    assert person.window.header.seed.text() == str(person.window.session.settings.seed)


@pytest.mark.parametrize(
    ("typed", "seed", "words"), [("0", 0, ""), ("abc", 7, "not a whole number"), ("-1", 7, "outside")]
)
def test_a_seed_is_taken_or_the_reason_is_said(person: Person, typed: str, seed: int, words: str):
    person.type_in(person.window.header.seed, typed)
    person.settle()
    assert person.window.session.settings.seed == seed
    assert person.window.header.seed.text() == str(seed)
    assert person.heard == [] if not words else words in person.heard[-1]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("broken.toml", "x = [", "broken.toml: the file is not valid TOML"),
        ("foreign.toml", '[settings.loss]\nname = "wgam"', "did you mean 'wgan'?"),
        ("range.toml", "[settings.data]\nmodes = 0", "outside 1 to 64"),
        ("broken.safetensors", "", "is damaged or no checkpoint"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_changes_nothing(
    open_window: OpenWindow, tmp_path: Path, name: str, text: str, words: str
):
    person = open_window(engine.load)
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 10)
    (tmp_path / name).write_text(text)
    person.window.open_file(tmp_path / name)
    person.settle()
    assert words in person.notice
    assert person.window.header.title.text() == "Ring of eight "
    assert person.window.session.running
    assert person.step > 10


def test_a_checkpoint_opened_from_a_file_names_the_file(open_window: OpenWindow, tmp_path: Path):
    person = open_window(engine.load)
    person.window.session.run_to(12)
    person.until(lambda: person.step == 12)
    person.window.session.save_checkpoint(tmp_path / "tuesday.safetensors")
    person.window.session.reset()
    person.settle()
    person.window.open_file(tmp_path / "tuesday.safetensors")
    person.settle()
    assert person.step == 12
    assert person.window.header.title.text() == "tuesday "
    assert person.page.form.state.settings == person.window.session.settings


def test_everything_is_at_the_next_start_as_it_was_left(open_window: OpenWindow):
    person = open_window(scene=None)
    person.press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    person.enter("data.modes", "12")
    person.settle()
    person.window.session.run_to(30)
    person.until(lambda: person.step == 30)
    person.settle()
    person.turn_to("Images")
    person.window.resize(1333, 777)
    person.window.close()
    again = open_window(scene=None, begin=False)
    assert again.window.appearance.dark
    assert again.window.size() == QSize(1333, 777)
    assert again.window.rail.buttons[1].isChecked()
    again.window.start()
    again.turn_to("Play")
    again.until(lambda: again.step == 30)
    again.settle()
    assert again.window.session.settings.data.modes == 12
    assert again.window.session.scene == SCENE
    assert again.window.session.changed
    assert again.page.form.rows["data.modes"].control.value == 12
    assert again.shown_step == "step 30"
    table = again.page.monitors.losses.table()
    assert table["d_loss_step"].tolist() == [10, 20, 30], "the curves are as the checkpoint has them"
    assert [event.step for event in again.page.monitors.events.events] == [10]
    assert again.notice == "", "the event was told before"
    assert not again.window.session.running


def test_a_knob_turned_before_the_run_is_back_is_turned_when_it_is(open_window: OpenWindow):
    person = open_window(scene=None)
    person.window.session.run_to(30)
    person.until(lambda: person.step == 30)
    person.window.close()
    again = open_window(scene=None, begin=False)
    again.enter("batch", "64")
    again.until(lambda: again.window.session.settings.batch == 64)
    again.window.start()
    again.until(lambda: again.step == 30)
    again.settle()
    assert again.reports[-1].settings.batch == 64
    assert again.step == 30


def test_a_kept_run_that_cannot_be_opened_starts_over_and_says_so(open_window: OpenWindow, tmp_path: Path):
    person = open_window(scene=None)
    person.window.session.run_to(30)
    person.until(lambda: person.step == 30)
    person.window.close()
    (tmp_path / "memory" / "plane.safetensors").write_text("1\nrubbish = 3")
    again = open_window(scene=None)
    assert again.step == 0
    assert again.window.session.settings == SCENE.settings
    assert again.heard[-1].endswith("; the scene starts over.")


def test_a_run_is_written_down_while_it_goes_on(open_window: OpenWindow, tmp_path: Path):
    person = open_window(scene=None)
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 20)
    person.window.run_store.save()
    path = tmp_path / "memory" / "plane.safetensors"
    person.until(path.exists)
    assert int(path.read_text().split()[0]) > 20
    assert person.window.session.running
    assert person.heard == [], "nothing is said of it"


def test_a_second_window_shows_what_was_kept_and_writes_nothing(open_window: OpenWindow, tmp_path: Path):
    first = open_window(scene=None)
    first.enter("data.modes", "12")
    first.settle()
    first.window.run_store.save()
    second = open_window(scene=None)
    assert second.window.session.settings.data.modes == 12
    second.until(lambda: any("another ganplay is open" in sentence.lower() for sentence in second.heard))
    second.enter("data.modes", "5")
    second.settle()
    second.window.close()
    first.window.close()
    assert Memory(tmp_path / "memory").kept[PLANE].present.settings.data.modes == 12


def test_stray_files_of_killed_saves_are_gone_at_the_next_start(tmp_path: Path):
    for name in (".window.toml.0123abcd.toml", ".plane.safetensors.89abcdef.safetensors", "mine.toml"):
        (tmp_path / name).touch()
    Memory(tmp_path).release()
    assert {path.name for path in tmp_path.iterdir()} == {"mine.toml"}


@pytest.mark.parametrize(
    "rubbish", [b"x = [", b"\xff\xfe", b"dark = 3\n[settings]\nnope = 1", b"", b"x = " + 5000 * b"[", None]
)
def test_a_broken_memory_is_as_good_as_none(tmp_path: Path, rubbish: bytes | None):
    """None stands for a pipe, which would be waited for without an end."""
    for name in ("window.toml", "last-plane.toml", "scene-plane.toml", "plane.safetensors"):
        if rubbish is None:
            os.mkfifo(tmp_path / name)
        else:
            (tmp_path / name).write_bytes(rubbish)
    memory = Memory(tmp_path)
    assert all(kept.present.settings == Settings() for kept in memory.kept.values())
    memory.dark = True
    memory.save()
    assert Memory(tmp_path).dark


def test_a_memory_that_cannot_be_written_is_no_reason_to_stay_open(tmp_path: Path):
    (tmp_path / "file").write_text("")
    Memory(tmp_path / "file").save()


def test_closing_while_training_at_full_speed_takes_less_than_two_seconds(open_window: OpenWindow):
    person = open_window(engine.load)
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 50)
    asked = time.perf_counter()
    person.window.close()
    assert time.perf_counter() - asked < 2
    assert person.window.ended


def test_closing_while_the_engine_is_imported_does_not_wait_for_it(open_window: OpenWindow, script):
    imported, asked = threading.Event(), threading.Event()

    def load() -> DrawnEngine:
        asked.set()
        imported.wait(20)
        return DrawnEngine(script)

    person = open_window(load, begin=False)
    person.window.start()
    person.until(asked.is_set)
    before = time.perf_counter()
    person.window.close()
    took = time.perf_counter() - before
    assert not person.window.isVisible()
    assert not person.window.ended
    assert took < 2
    imported.set()
    assert person.window.app_context.stop(10)


def test_a_click_beside_everything_takes_the_keys_from_a_text_field(person: Person):
    person.window.header.seed.setFocus()
    QTest.mouseClick(person.page.monitors.losses, Qt.MouseButton.LeftButton)
    person.press(KEY.Key_Space)
    person.until(lambda: person.step > 5)


@pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_5])
def test_a_seed_that_was_typed_and_not_entered_is_dropped_with_its_page(person: Person, key: Qt.Key):
    seed = person.window.header.seed
    seed.setFocus()
    seed.selectAll()
    QTest.keyClicks(seed, "77")
    play = person.window.page
    person.press(key, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.window.page is not play)
    person.turn_to("Play")
    person.until(lambda: person.window.page is play)
    assert seed.text() == str(SCENE.settings.seed)
    assert person.window.session.seed == SCENE.settings.seed
    assert person.notices == []
