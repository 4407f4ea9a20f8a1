"""The Images page: the sheet, its history, what is under the mouse, and data that are not there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganplay import engine
from ganplay.contract.codec import override
from ganplay.contract.errors import DataError
from ganplay.contract.kinds import PICTURES as KIND
from ganplay.contract.pictures import Digits, Strokes
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.gui.theme import Appearance
from ganplay.gui.training.form import ExperimentForm
from ganplay.gui.training.page import MESSAGES
from ganplay.runtime.jobs import JobThread

from ..engine.recipes import RECIPES, SMALL
from ..runtime.fake_engine import Script
from .conftest import PICTURES, Librarian, Mirror, OpenWindow, Person

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
MNIST = dataclasses.replace(PICTURES, settings=dataclasses.replace(PICTURES.settings, data=Digits()))


@pytest.fixture
def viewer(open_window: OpenWindow) -> Person:
    """Somebody at the Images page, at step 0."""
    return open_window(scene=PICTURES)


def run_to(person: Person, step: int) -> None:
    person.window.session.run_to(step)
    person.until(lambda: person.step == step and not person.window.session.running)
    person.settle()


def grey(person: Person) -> int:
    """How light the first tile is that can be seen: the fake engine's tiles are as grey as their step."""
    image = person.page.gallery.fake.grab().toImage()
    return image.pixelColor(image.width() // 100 + 3, 3).red()


def hover(person: Person, tile: int) -> None:
    grid = person.page.gallery.fake
    QTest.mouseMove(grid, grid.tile(tile).center().toPoint())


def test_the_sheet_is_that_of_the_newest_step_and_real_ones_stand_beside_it(viewer: Person):
    run_to(viewer, 150)
    assert grey(viewer) == 150
    gallery = viewer.page.gallery
    assert len(gallery.fake.pictures) == 64
    assert gallery.real.grab().toImage().pixelColor(5, 5).red() == 255
    assert gallery.real.side == gallery.fake.side
    assert viewer.page.source._text == "Strokes, drawn by ganplay"


@pytest.mark.parametrize("columns", [6, 8, 10, 16])
def test_more_or_fewer_tiles_are_drawn_as_a_square(viewer: Person, columns: int):
    page = viewer.page
    steps = page.tiles.findData(str(columns)) - page.tiles.currentIndex()
    page.tiles.setFocus()
    for _ in range(abs(steps)):
        viewer.press(KEY.Key_Down if steps > 0 else KEY.Key_Up)
    grid = page.gallery.fake
    viewer.until(lambda: len(grid.pictures) == columns**2)
    last = grid.tile(columns**2 - 1)
    assert last.right() == pytest.approx(grid.width(), abs=1)
    assert last.bottom() == pytest.approx(grid.height(), abs=1)
    assert grid.side * grid.devicePixelRatioF() == int(grid.side * grid.devicePixelRatioF())


def test_the_history_is_scrubbed_with_the_mouse_while_training_goes_on(viewer: Person):
    run_to(viewer, 200)
    page, slider = viewer.page, viewer.page.history.slider
    assert len(slider.scale.stops) == 9, "1, 2, 4 ... 128 and the present"
    viewer.press(KEY.Key_Space)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(9, slider.height() // 2))
    assert page.gallery._caption.startswith("step 1 of ")
    assert page.gallery._caption.endswith("the grid alone goes back · live again: Esc")
    step = viewer.step
    viewer.until(lambda: viewer.step > step + 20)
    assert grey(viewer) == 1, "the past does not change"
    viewer.press(KEY.Key_Right, SHIFT)
    assert grey(viewer) == 2
    viewer.press(KEY.Key_Escape)
    assert page.history.sheet is None
    assert "live" not in page.gallery._caption
    viewer.press(KEY.Key_Space)
    viewer.settle()
    viewer.press(KEY.Key_3)
    viewer.settle()
    assert grey(viewer) == viewer.step % 256
    assert not page.history.live.isEnabled()


def test_a_new_run_has_a_history_of_its_own(viewer: Person):
    run_to(viewer, 100)
    viewer.press(KEY.Key_Left, SHIFT)
    assert grey(viewer) == 64
    viewer.press(KEY.Key_R)
    viewer.settle()
    assert viewer.page.history.sheet is None
    assert not viewer.page.history.slider.isEnabled()
    assert grey(viewer) == 0


def test_escape_takes_back_what_is_typed_before_it_leaves_the_past(viewer: Person):
    run_to(viewer, 100)
    viewer.press(KEY.Key_Left, SHIFT)
    seed = viewer.window.header.seed
    seed.setFocus()
    QTest.keyClicks(seed, "99")
    viewer.press(KEY.Key_Escape)
    assert seed.text() == "7"
    assert viewer.page.history.sheet is not None
    viewer.press(KEY.Key_Escape)
    assert viewer.page.history.sheet is None


def test_the_nearest_training_picture_of_the_tile_under_the_mouse(viewer: Person, librarian: Librarian):
    run_to(viewer, 43)
    neighbours = viewer.page.neighbours
    assert not neighbours.isVisible()
    hover(viewer, 9)
    viewer.until(lambda: neighbours.isVisible() and not neighbours.words)
    assert librarian.asked[-1].data == Strokes()
    assert (librarian.asked[-1].picture == 43).all()
    assert viewer.page.card.rect().contains(neighbours.geometry())
    assert neighbours._neighbours.labels == (3,)
    QTest.mouseMove(viewer.page.monitors)
    viewer.until(lambda: not neighbours.isVisible())


def test_a_tile_that_changes_under_the_mouse_is_looked_up_anew(viewer: Person, librarian: Librarian):
    hover(viewer, 9)
    viewer.until(lambda: len(librarian.asked) == 1)
    run_to(viewer, 77)
    viewer.until(lambda: (librarian.asked[-1].picture == 77).all())


def test_why_there_are_no_neighbours_is_said(viewer: Person, librarian: Librarian):
    librarian.fails = DataError("the files are gone")
    hover(viewer, 0)
    viewer.until(lambda: viewer.page.neighbours.words == "the files are gone")
    librarian.fails = None
    hover(viewer, 1)
    viewer.until(lambda: viewer.page.neighbours.words == "")


def test_missing_data_are_fetched_with_one_click_and_the_run_begins(open_window: OpenWindow, mirror: Mirror):
    mirror.full = False
    person = open_window(scene=MNIST, begin=False)
    person.window.start()
    offer = person.page.offer
    person.until(offer.isVisible)
    assert offer._what.text() == "MNIST is not on this computer yet."
    assert not person.page.foot.strip.isVisible(), "nothing is said twice"
    assert offer.fetch.text() == "Fetch MNIST (11 MB)"
    person.click(offer.fetch)
    mirror.allowed.release(3)
    person.until(lambda: offer._bytes.text() == "3.0 of 10.0 MB")
    assert 0.29 < offer.bar.value() / offer.bar.maximum() < 0.31
    assert not offer.fetch.isVisible()
    mirror.allowed.release(7)
    person.until(lambda: person.step == 0)
    assert not offer.isVisible()
    run_to(person, 5)
    assert grey(person) == 5


def test_fetching_can_be_cancelled_and_tried_again_after_a_failure(open_window: OpenWindow, mirror: Mirror):
    mirror.full = False
    person = open_window(scene=MNIST, begin=False)
    person.window.start()
    offer = person.page.offer
    person.until(offer.isVisible)
    person.click(offer.fetch)
    person.click(offer.cancel)
    assert not offer.cancel.isEnabled()
    person.until(offer.fetch.isVisible)
    assert offer.failure == ""
    mirror.fails = DataError("there seems to be no network")
    person.until(lambda: not offer._fetcher.running)
    person.click(offer.fetch)
    mirror.allowed.release()
    person.until(lambda: offer.failure == "There seems to be no network.")
    assert offer._why.isVisible()
    assert offer.fetch.text() == "Try again"
    mirror.fails = None
    person.until(lambda: not offer._fetcher.running)
    person.click(offer.fetch)
    mirror.allowed.release(10)
    person.until(lambda: person.step == 0)


def test_strokes_are_one_click_away_and_need_nothing(open_window: OpenWindow, mirror: Mirror):
    mirror.full = False
    person = open_window(scene=MNIST, begin=False)
    person.window.start()
    person.until(person.page.offer.isVisible)
    person.click(person.page.offer.strokes)
    person.until(lambda: person.step == 0)
    assert person.window.session.settings.data == Strokes()
    assert not person.page.offer.isVisible()
    assert person.page.gallery.fake.isVisible()


def test_data_that_are_refused_while_another_run_goes_on_cost_nothing(viewer: Person, mirror: Mirror):
    mirror.full = False
    run_to(viewer, 30)
    viewer.choose("data.name", "digits")
    viewer.until(viewer.page.offer.isVisible)
    viewer.choose("data.name", "strokes")
    viewer.until(lambda: not viewer.page.offer.isVisible())
    viewer.settle()
    assert grey(viewer) == viewer.step % 256
    assert viewer.step == 30


def test_a_folder_of_one_s_own_is_not_fetched_into(open_window: OpenWindow, mirror: Mirror):
    mirror.full = False
    settings = override(MNIST.settings, ["data.folder=/nowhere"])
    person = open_window(scene=Scene("own", "Own", settings), begin=False)
    person.window.start()
    person.until(person.page.foot.strip.isVisible)
    assert not person.page.offer.isVisible()
    assert person.page.gallery.message == MESSAGES[Phase.FAILED]


def test_closing_in_the_middle_of_everything_ends_all_threads(open_window: OpenWindow, mirror: Mirror):
    mirror.full = False
    person = open_window(scene=MNIST, begin=False)
    person.window.start()
    person.until(person.page.offer.isVisible)
    person.click(person.page.offer.fetch)
    mirror.allowed.release()
    person.until(lambda: person.page.offer._fetcher.progress[0] > 0)
    person.window.close()
    assert person.window.ended
    assert not any(thread.isRunning() for thread in person.window.app_context.findChildren(JobThread))


def test_a_window_closed_over_a_tile_that_is_looked_up(viewer: Person):
    viewer.press(KEY.Key_Space)
    viewer.until(lambda: viewer.step > 20)
    hover(viewer, 3)
    viewer.window.close()
    assert viewer.window.ended


def test_a_failed_run_says_so_instead_of_showing_its_last_sheet(viewer: Person, script: Script):
    run_to(viewer, 10)
    script.fails = {"advance": RuntimeError("boom")}
    viewer.press(KEY.Key_Space)
    viewer.until(lambda: viewer.reports[-1].phase is Phase.FAILED)
    assert viewer.page.gallery.message == MESSAGES[Phase.FAILED]
    assert not viewer.page.gallery.fake.isVisible()
    script.fails = {}
    viewer.press(KEY.Key_R)
    viewer.until(viewer.page.gallery.fake.isVisible)


def test_warming_up_says_so(open_window: OpenWindow):
    person = open_window(scene=PICTURES, begin=False)
    assert "warming up" in person.page.gallery.message


def test_with_labels_each_column_is_a_class(viewer: Person):
    viewer.choose("condition.name", "labels")
    viewer.until(lambda: len(viewer.page.gallery.fake.pictures) == 100)
    viewer.settle()
    assert viewer.page.gallery._caption == "a column for each class"
    assert viewer.page.gallery.column_names == tuple("0123456789")
    viewer.page.gallery.grab()
    assert viewer.page.gallery.fake.y() > 30, "their line is above the tiles"
    assert viewer.page.monitors.tabs.words[1] == "Codes"
    viewer.page.monitors.tabs.current = "Codes"
    viewer.choose("condition.name", "none")
    viewer.settle()
    assert viewer.page.monitors.tabs.current == "Quality"


def test_with_codes_each_column_is_a_value_of_the_code(viewer: Person):
    information = viewer.page.monitors.charts["information"]
    viewer.page.monitors.tabs.current = "Codes"
    viewer.choose("condition.name", "codes")
    viewer.until(lambda: len(viewer.page.gallery.fake.pictures) == 100)
    viewer.settle()
    assert viewer.page.gallery._caption == "a column for each value of the code"
    assert viewer.page.gallery.column_names == tuple("0123456789")
    assert not information.isHidden()
    viewer.choose("condition.name", "labels")
    assert information.isHidden(), "labels are told, not read back"


def test_of_a_sheet_that_is_larger_than_the_history_the_first_tiles_are_scrubbed(viewer: Person):
    run_to(viewer, 100)
    viewer.page.tiles.set_value("16")
    viewer.page._watch()
    viewer.until(lambda: len(viewer.page.gallery.fake.pictures) == 256)
    viewer.press(KEY.Key_Left, SHIFT)
    assert viewer.page.gallery._caption == (
        "the first 64 tiles, step 64 of 100 · the grid alone goes back · live again: Esc"
    )
    assert len(viewer.page.gallery.fake.pictures) == 64


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_of_the_lectures_is_made_of_knobs_of_the_form(recipe: str, qtbot: QtBot):
    form = ExperimentForm(Appearance(), KIND.choices)
    qtbot.addWidget(form)
    settings = override(Settings(), [*SMALL, *RECIPES[recipe]])
    form.state.set_settings(settings, settings)
    for assignment in RECIPES[recipe]:
        path, _, text = assignment.partition("=")
        assert str(form.rows[path].control.value) in (text, f"{text}.0")


def test_epochs_are_counted(viewer: Person):
    run_to(viewer, 625)
    assert viewer.page.transport._speed.text().startswith("epoch 2.0"), "64 of 20,000 in each step"


def test_all_classes_are_counted_and_named(viewer: Person):
    run_to(viewer, 1)
    assert viewer.page.monitors._headline.text() == "10 of 10"


def test_it_fits_a_projector(viewer: Person):
    assert viewer.window.minimumSizeHint().width() <= 1280
    assert viewer.window.minimumSizeHint().height() <= 690


def test_a_real_dcgan_draws_its_sheet_and_finds_its_neighbours(open_window: OpenWindow):
    small = ["data.name=strokes", "data.size=200", "generator.name=convolutional", "generator.channels=4"]
    small += ["discriminator.name=convolutional", "discriminator.channels=4", "batch=8"]
    person = open_window(engine.load, Scene("s", "S", override(PICTURES.settings, small)))
    run_to(person, 4)
    page = person.page
    assert [sheet.step for sheet in page.history._sheets][:3] == [0, 2, 4]
    assert page.gallery.fake.pictures.shape == (64, 28, 28)
    assert "Strokes" in page.source._text
    hover(person, 5)
    person.until(lambda: page.neighbours.isVisible() and not page.neighbours.words)
    assert len(page.neighbours._neighbours.pictures) == 5
    assert np.isfinite(person.reports[-1].frame.numbers["d_loss"])
