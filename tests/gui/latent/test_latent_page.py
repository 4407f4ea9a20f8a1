"""The Latent page under a person's hands: models, the large digit, the sliders."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip, QWidget

from ganplay.contract.latent import Nearest, Rank
from ganplay.gui.latent import geometry
from ganplay.gui.latent.page import NO_WEIGHTS, WAITING, WARMING
from ganplay.gui.latent.sliders import OLD, RANKED

from .conftest import OpenPage, Visitor, live
from .fake_explorer import TOLD, WIDE, pictures_of


def tip_over(widget: QWidget) -> str:
    """The words of the tooltip with the pointer in the middle of a widget."""
    QToolTip.hideText()
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle)))
    return QToolTip.text()


def slide(visitor: Visitor, index: int, to: float) -> None:
    """Drag a slider's handle to a value, in several moves."""
    slider = visitor.page.sliders.rows[index].slider
    middle = slider.height() / 2
    start = slider.handle_x()
    end = slider._x(to)
    visitor.drag(slider, *(QPointF(x, middle) for x in np.linspace(start, end, 7)))


def test_the_first_start_opens_the_first_shipped_model_and_says_what_takes_so_long(open_page: OpenPage):
    visitor = open_page(show=False)
    assert visitor.exploration.source is None, "torch is not loaded before somebody comes here"
    visitor.explorer.may_answer.clear()
    visitor.page.show()
    assert visitor.page.message == WARMING
    visitor.explorer.may_answer.set()
    visitor.until(lambda: visitor.page.message == "")
    assert visitor.exploration.source == "digits-dcgan"


def test_without_weights_it_says_what_to_do(open_page: OpenPage):
    visitor = open_page(())
    assert visitor.page.message == NO_WEIGHTS
    assert not visitor.page.sliders.isEnabled()
    words = [visitor.page.catalogue.itemText(i) for i in range(visitor.page.catalogue.count())]
    assert words == ["training now", "open a file…"]


def test_models_are_listed_by_title(visitor: Visitor):
    words = [visitor.page.catalogue.itemText(i) for i in range(3)]
    assert words == ["Digits by a DCGAN", "digits-infogan", "Digits on demand"]


def test_the_large_digit_is_the_picture_of_the_row_and_is_judged(visitor: Visitor):
    row = visitor.exploration.row
    assert visitor.shows(pictures_of(row[None])[0])
    assert visitor.page.portrait.reading.text().startswith("reads as ")
    assert visitor.page.portrait.shell.value == pytest.approx(np.linalg.norm(row))
    assert visitor.page.portrait.shell.note == "shell 4.0"
    assert 0 < visitor.page.portrait.score.value < 1
    assert visitor.page.portrait.nearest.captions == ("0", "1", "2", "3", "4")


def test_a_slider_moves_its_coordinate_and_nothing_else(visitor: Visitor):
    axis = visitor.page.sliders.axes[0]
    before = visitor.exploration.row
    slide(visitor, 0, 2.0)
    after = visitor.exploration.row
    assert axis.value(after) == pytest.approx(2.0, abs=0.06)
    across = after - before - (axis.value(after) - axis.value(before)) * axis.direction
    assert np.abs(across).max() < 1e-6
    visitor.settle()
    assert visitor.shows(pictures_of(after[None])[0])


def test_sliders_are_ordered_by_effect_and_do_not_jump_when_moved(visitor: Visitor):
    sliders = visitor.page.sliders
    effects = [axis.effect for axis in sliders.axes]
    assert effects == sorted(effects, reverse=True)
    before = sliders.axes
    ranks = sum(isinstance(request, Rank) for request in visitor.explorer.asked)
    slide(visitor, 0, 2.5)
    visitor.settle()
    assert sliders.axes == before
    assert sum(isinstance(request, Rank) for request in visitor.explorer.asked) == ranks
    assert sliders.said.text() == OLD, "what was measured elsewhere says so"
    visitor.click(sliders.rank)
    visitor.settle()
    assert sum(isinstance(request, Rank) for request in visitor.explorer.asked) == ranks + 1
    assert sliders.said.text() == RANKED


def test_a_model_without_directions_of_a_kind_says_so_and_keeps_its_sliders(visitor: Visitor):
    sliders = visitor.page.sliders
    sliders.kind.setCurrentIndex(sliders.kind.findText("from class to class"))
    visitor.settle()
    assert sliders.axes[0].name.endswith(" to 8")
    visitor.open("digits-labels")
    assert sliders.said.text() == f"T{TOLD[1:]}."
    assert sliders.said.height() >= sliders.said.heightForWidth(sliders.said.width()), "it is read to its end"
    assert sliders.kind.currentText() == "coordinates of z"
    assert sliders.axes[0].name.startswith("z ")
    assert visitor.page.pad.pad.map.columns == 15
    visitor.click(sliders.rank)
    visitor.settle()
    assert sliders.said.text() == RANKED


def test_a_ranking_that_arrives_under_a_finger_waits_until_it_is_lifted(visitor: Visitor):
    sliders, explorer = visitor.page.sliders, visitor.explorer
    before = sliders.axes
    visitor.exploration.look_at(visitor.exploration.row * 0)
    visitor.click(sliders.rank)
    slider = sliders.rows[0].slider
    place = QPointF(slider.handle_x(), slider.height() / 2).toPoint()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=place)
    visitor.settle()
    assert isinstance([ask for ask in explorer.asked if isinstance(ask, Rank)][-1], Rank)
    assert sliders.axes == before
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place)
    assert sliders.axes != before


def test_the_pictures_at_the_ends_are_those_of_the_slider_s_ends(visitor: Visitor):
    sliders = visitor.page.sliders
    slide(visitor, 2, 1.0)
    visitor.settle()
    axis, row = sliders.axes[1], visitor.exploration.row
    low = pictures_of(axis.put(row, -3.0)[None])[0]
    end = sliders.rows[1].low
    pixels = np.frombuffer(end._sheet.constBits(), np.uint8).reshape(-1, 28, 28)[end._index]
    assert np.array_equal(pixels, low)


def test_a_click_on_the_picture_at_an_end_goes_there(visitor: Visitor):
    row = visitor.page.sliders.rows[1]
    for end, value in ((row.high, 3.0), (row.low, -3.0)):
        assert f"{row.axis.name} at {'−' if value < 0 else ''}3. A click goes there" in tip_over(end)
        visitor.click(end)
        assert row.axis.value(visitor.exploration.row) == pytest.approx(value, abs=1e-5)
        assert row.slider.current == value
    visitor.settle()
    assert visitor.shows(pictures_of(visitor.exploration.row[None])[0])


def test_the_effect_stands_upright_beside_the_slider_and_is_explained(visitor: Visitor):
    sliders = visitor.page.sliders
    largest = sliders.axes[0].effect
    for row, axis in zip(sliders.rows[:4], sliders.axes, strict=False):
        bar = row.effect
        assert bar.filled.height() == pytest.approx(bar.height() * axis.effect / largest)
        assert bar.filled.bottom() == pytest.approx(bar.height()), "it is filled from below"
        assert bar.height() > 4 * bar.width(), "no slider looks like this"
        assert bar.geometry().right() < row.slider.x(), "it lies apart from the slider"
        assert f"{axis.effect:.3f}" in tip_over(bar)
        assert f"{axis.effect:.3f}" in tip_over(row.head)
    first = sliders.rows[0].effect
    image = first.grab().toImage()
    assert image.pixelColor(2, first.height() // 2) == first.appearance.color("pull")
    assert sliders.sample.isVisible()
    assert sliders.said.text().startswith("effect")
    assert sliders.sample.geometry().right() < sliders.said.x() < sliders.sample.geometry().right() + 12


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (lambda page: page.portrait.digit, "G(z): what G draws"),
        (lambda page: page.portrait.score.canvas.viewport(), "to this picture being a training digit"),
        (lambda page: page.portrait.shell.canvas.viewport(), "how far z is from the origin"),
        (lambda page: page.portrait.bars.canvas.viewport(), "A classifier trained on real digits"),
        (lambda page: page.sliders.kind, "Each slider is one coordinate of z."),
        (lambda page: page.pad.kind, "The plane along two of the sliders"),
        (lambda page: page.pad.across, "whose axis runs across"),
    ],
)
def test_what_lies_under_the_pointer_is_explained(visitor: Visitor, part: Callable, words: str):
    assert words in tip_over(part(visitor.page))


def test_double_click_and_delete_lead_back_to_zero(visitor: Visitor):
    first, second = visitor.page.sliders.rows[:2]
    slide(visitor, 0, 2.0)
    QTest.mouseDClick(first.slider, Qt.MouseButton.LeftButton)
    assert first.axis.value(visitor.exploration.row) == pytest.approx(0, abs=1e-6)
    second.slider.setFocus()
    QTest.keyClick(second.slider, Qt.Key.Key_Delete)
    assert second.axis.value(visitor.exploration.row) == pytest.approx(0, abs=1e-6)


def test_a_value_can_be_typed_and_what_is_out_of_range_is_refused(visitor: Visitor):
    row = visitor.page.sliders.rows[0]
    visitor.type_in(row.entry, "-1.25")
    assert row.axis.value(visitor.exploration.row) == pytest.approx(-1.25)
    for text in ("9", "much"):
        visitor.type_in(row.entry, text)
        assert "is no number from −3 to 3" in visitor.page.sliders.said.text()
        assert row.entry.text() == "−1.25"
    assert row.axis.value(visitor.exploration.row) == pytest.approx(-1.25)


def test_the_dice_respects_locks_and_its_seed_brings_the_same_z_back(visitor: Visitor):
    sliders, exploration = visitor.page.sliders, visitor.exploration
    held = sliders.rows[3]
    value = held.axis.value(exploration.row)
    axis = held.axis
    visitor.click(held.lock)
    visitor.click(sliders.dice)
    visitor.settle()
    assert axis.value(exploration.row) == pytest.approx(value, abs=1e-5)
    assert sliders.axes[0] is axis, "what is locked stays on top, whatever is ranked"
    drawn, seed = exploration.row, sliders.seed.text()
    visitor.click(sliders.zero)
    assert np.count_nonzero(np.abs(exploration.row) > 1e-6) == 1, "all zero but what is locked"
    visitor.type_in(sliders.seed, seed)
    assert exploration.row == pytest.approx(drawn)
    visitor.click(sliders.rows[0].lock)
    visitor.type_in(sliders.seed, seed)
    expected = exploration.prior.sample(np.random.default_rng(int(seed)), 1)[0]
    assert exploration.z == pytest.approx(expected, abs=1e-6)


def test_a_seed_that_is_none_is_refused_in_a_sentence(visitor: Visitor):
    before = visitor.exploration.row
    visitor.type_in(visitor.page.sliders.seed, "-4")
    assert visitor.page.sliders.said.text().startswith("A seed is a whole number")
    assert visitor.exploration.row is before


def test_pushing_to_the_shell_keeps_the_direction(visitor: Visitor):
    before = visitor.exploration.z
    visitor.click(visitor.page.sliders.shell)
    after = visitor.exploration.z
    assert geometry.norm(after) == pytest.approx(4.0)
    assert after / 4.0 == pytest.approx(before / geometry.norm(before), abs=1e-6)


def test_a_fast_drag_asks_once_per_turn_of_the_event_loop(visitor: Visitor):
    slider = visitor.page.sliders.rows[0].slider
    asked = len(visitor.explorer.draws(1))
    for value in np.linspace(-3, 3, 200):
        slider._choose(float(value))
    visitor.settle()
    assert len(visitor.explorer.draws(1)) - asked <= 2
    assert visitor.shows(pictures_of(visitor.exploration.row[None])[0]), "the last one wins"


def test_the_training_digits_are_searched_when_the_picture_rests(visitor: Visitor):
    searched = sum(isinstance(ask, Nearest) for ask in visitor.explorer.asked)
    slide(visitor, 0, 2.0)
    visitor.settle()
    assert sum(isinstance(ask, Nearest) for ask in visitor.explorer.asked) == searched + 1


def test_no_slider_waits_for_the_training_digits(visitor: Visitor):
    """They are read at the first search, which takes long."""
    visitor.explorer.may_search.clear()
    searched = visitor.page.portrait._rest
    slide(visitor, 0, 2.0)
    visitor.until(lambda: not searched.isActive() and not visitor.nearest.idle)
    slide(visitor, 0, -2.0)
    visitor.until(lambda: visitor.shows(pictures_of(visitor.exploration.row[None])[0]))


def test_without_the_training_digits_it_says_what_is_missing_and_where_to_get_it(visitor: Visitor):
    portrait = visitor.page.portrait
    visitor.explorer.missing = "MNIST is not on this computer yet; fetch it with `ganplay fetch mnist`"
    slide(visitor, 0, 2.0)
    visitor.settle()
    words = portrait.missing
    assert words.text() == "MNIST is not on this computer yet. The Images page fetches it."
    assert words.height() >= words.heightForWidth(words.width()), "it can be read to its end"
    assert not portrait.nearest.isVisible()
    visitor.explorer.missing = ""
    visitor.page.hide()
    visitor.page.show()
    visitor.settle()
    assert portrait.nearest.captions == ("0", "1", "2", "3", "4")
    assert portrait.nearest.isVisible()
    assert not words.isVisible()


def test_a_model_with_classes_shows_the_same_z_in_all_of_them(visitor: Visitor):
    assert not visitor.page.categories.isVisible()
    visitor.open("digits-labels")
    strip = visitor.page.categories.strip
    assert strip.isVisible()
    z = visitor.exploration.z
    visitor.click_tile(strip, 7)
    visitor.settle()
    assert visitor.exploration.category == 7
    assert visitor.exploration.z == pytest.approx(z)
    assert visitor.page.portrait.reading.text() == "reads as 7, 100%"
    assert strip.marked == 7
    assert np.array_equal(strip.pictures[7], visitor.page.portrait.picture)


def test_codes_have_sliders_of_their_own_and_the_uniform_prior_its_range(visitor: Visitor):
    visitor.open("digits-infogan")
    first = visitor.page.sliders.axes[:2]
    assert [axis.name for axis in first] == ["code 1", "code 2"]
    assert {axis.reach for axis in visitor.page.sliders.axes} == {1.0}
    slide(visitor, 1, 0.5)
    assert visitor.exploration.codes == pytest.approx([0.0, 0.5], abs=0.06)
    assert visitor.page.portrait.shell.note == f"shell {math.sqrt(WIDE / 3):.1f}"
    assert visitor.page.categories.strip.captions[0] == "c0: 3"


def test_the_same_z_is_looked_at_through_another_model_of_its_kind(visitor: Visitor):
    slide(visitor, 0, 2.0)
    row = visitor.exploration.row
    visitor.open("digits-wgan-gp")
    assert visitor.exploration.row is row
    assert visitor.page.portrait.score.note == "higher: more real"


def test_answers_of_another_model_are_dropped(visitor: Visitor):
    visitor.explorer.may_answer.clear()
    slide(visitor, 0, 2.0)
    visitor.page._open("digits-labels")
    slide(visitor, 0, -2.0)
    visitor.explorer.may_answer.set()
    visitor.until(lambda: visitor.exploration.source == "digits-labels")
    visitor.settle()
    shown = visitor.page.portrait.picture
    assert np.array_equal(shown, pictures_of(visitor.exploration.row[None], labelled=True)[0])


def test_a_file_that_is_no_model_is_named_and_the_one_before_stays(visitor: Visitor, monkeypatch):
    chosen = Path("holiday.safetensors")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    box = visitor.page.catalogue
    shown = visitor.page.portrait.picture
    box.setCurrentIndex(box.findText("open a file…"))
    visitor.until(visitor.page.strip.isVisible)
    assert visitor.page.strip._sentence.text() == "holiday: this is no file of weights."
    assert visitor.exploration.source == "digits-dcgan"
    assert box.currentText() == "Digits by a DCGAN"
    assert visitor.page.portrait.picture is shown
    slide(visitor, 0, 1.0)
    visitor.settle()
    assert visitor.shows(pictures_of(visitor.exploration.row[None])[0])


def test_a_file_of_weights_is_opened_and_listed(visitor: Visitor, monkeypatch):
    chosen = Path("somewhere/digits-labels.safetensors")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    box = visitor.page.catalogue
    box.setCurrentIndex(box.findText("open a file…"))
    visitor.until(lambda: visitor.exploration.source == chosen)
    assert box.currentText() == "digits-labels.safetensors"


def test_when_the_first_model_fails_the_page_says_why(open_page: OpenPage):
    visitor = open_page(("broken",))
    visitor.until(lambda: "this is no file of weights" in visitor.page.message)


def test_what_is_training_now_is_followed_and_the_row_stays(visitor: Visitor):
    page, session = visitor.page, visitor.session
    box = page.catalogue
    box.setCurrentIndex(box.findText("training now"))
    assert page.message == WAITING
    session.reported.emit(live(10))
    visitor.until(lambda: page.message == "")
    visitor.settle()
    slide(visitor, 0, 2.0)
    visitor.settle()
    row, order = visitor.exploration.row, page.sliders.axes
    draws = len(visitor.explorer.draws(1))
    for step in range(11, 40):
        session.reported.emit(live(step))
    visitor.until(lambda: visitor.exploration.card.step == 39)
    visitor.settle()
    assert visitor.exploration.row is row
    assert page.sliders.axes == order
    assert 1 <= len(visitor.explorer.draws(1)) - draws <= 3, "not once for every frame"
    visitor.open("digits-dcgan")
    session.reported.emit(live(50))
    visitor.settle()
    assert visitor.exploration.source == "digits-dcgan"


def test_everything_can_be_reached_by_keyboard(visitor: Visitor):
    page = visitor.page
    visitor.turn_to("Pad")
    reached = set()
    page.catalogue.setFocus()
    for _ in range(120):
        focus = page.focusWidget()
        if focus in reached:
            break
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {page.catalogue, page.pad.pad, page.sliders.dice, page.sliders.rows[0].slider} <= reached
    assert page.sliders.rows[15].lock in reached


def test_questions_fit_the_model_in_whatever_order_things_are_pressed(visitor: Visitor):
    """The fake explorer asserts that every row has its model's columns."""
    names = ("digits-labels", "digits-infogan", "digits-dcgan", "digits-wgan-gp")
    for index, word in enumerate(("Pad", "Path", "Wall", "Arithmetic", "Time") * 2):
        visitor.page._open(names[index % 4])
        visitor.page.tabs.current = word
        visitor.click(visitor.page.sliders.dice)
        visitor.page.sliders.zero.click()
        visitor.qtbot.wait(1)
    visitor.settle()
    assert visitor.exploration.source == names[9 % 4]
    assert not visitor.page.strip.isVisible()
