"""The tabs of the Latent page under a person's hands."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from ganplay.contract.latent import Draw, Timeline
from ganplay.gui.latent import geometry
from ganplay.gui.latent.arithmetic import STARTERS
from ganplay.gui.latent.arithmetic_slots import ROOM, Slots
from ganplay.gui.latent.pad import CORNERS, LEVELS
from ganplay.gui.latent.race_plot import STEPS as FILM
from ganplay.gui.latent.slant import slant
from ganplay.gui.latent.time import NO_TIME, NOT_YET
from ganplay.gui.latent.walk import Walk
from ganplay.gui.widgets.text import Text

from .conftest import Visitor, live
from .fake_explorer import STEPS, pictures_of

KEY = Qt.Key
WORDS = ("Pad", "Path", "Wall", "Arithmetic", "Time")


def pad_squares(visitor: Visitor) -> list[int]:
    """How many pictures lie along a side of each map that was asked for."""
    sizes = [len(ask.rows) for ask in visitor.explorer.asked if isinstance(ask, Draw)]
    return [round(size**0.5) for size in sizes if size in [level**2 for level in LEVELS]]


def test_the_map_is_coarse_first_and_then_finer(visitor: Visitor):
    assert pad_squares(visitor) == list(LEVELS)
    assert visitor.page.pad.pad.columns == LEVELS[-1]


def test_the_cross_lies_where_the_sliders_stand_and_dragging_it_moves_them(visitor: Visitor):
    pad, sliders = visitor.page.pad.pad, visitor.page.sliders
    first, second = sliders.axes[:2]
    row = visitor.exploration.row
    assert pad.cross == pytest.approx((first.value(row) / 3, second.value(row) / 3), abs=1e-6)
    maps = len(pad_squares(visitor))
    visitor.drag(pad, pad.pixel(0, 0), pad.pixel(0.2, 0.3), pad.pixel(0.5, -0.5))
    row = visitor.exploration.row
    assert (first.value(row), second.value(row)) == pytest.approx((1.5, -1.5), abs=0.03)
    assert sliders.rows[0].slider.current == pytest.approx(1.5, abs=0.03)
    visitor.settle()
    assert visitor.shows(pictures_of(row[None])[0])
    assert len(pad_squares(visitor)) == maps, "within the plane the map stays as it is"


def test_the_map_shows_what_lies_under_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    visitor.drag(pad, pad.pixel(0.4, 0.4), pad.pixel(0.4, 0.4))
    visitor.settle()
    plane = visitor.page.pad._plane
    sheet = pictures_of(plane.at(geometry.grid(15, 1.0)).astype(np.float32))
    middle = sheet[15 * 4 + 10]  # The tile whose middle is (0.4, 0.4).
    off = np.abs(middle.astype(int) - visitor.page.portrait.picture).mean()
    assert off < 8, "but for the rounding of a pixel"


def test_leaving_the_plane_with_another_slider_draws_another_map(visitor: Visitor):
    maps = len(pad_squares(visitor))
    visitor.page.sliders.rows[2].slider._choose(2.0)
    visitor.settle()
    assert pad_squares(visitor)[maps:] == list(LEVELS)


def test_the_wheel_looks_closer_around_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    before = pad.cross
    QTest.wheelEvent(
        visitor.page.windowHandle(), pad.mapTo(visitor.page, pad.rect().center()), QPoint(0, 120)
    )
    visitor.settle()
    assert pad.view == pytest.approx((*before, 0.5))
    assert pad.cross == before
    for _ in range(9):
        QTest.keyClick(pad, KEY.Key_Minus)
    assert pad.view == (0.0, 0.0, 1.0)


def test_arrows_move_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    x, y = pad.cross
    QTest.keyClick(pad, KEY.Key_Right)
    QTest.keyClick(pad, KEY.Key_Up)
    assert pad.cross == pytest.approx((x + 2 / 30, y + 2 / 30))
    assert visitor.page.sliders.axes[0].value(visitor.exploration.row) == pytest.approx(3 * (x + 2 / 30))


def test_three_pinned_digits_span_a_map_in_which_they_lie(visitor: Visitor):
    tab, pins = visitor.page.pad, visitor.page.pins
    tab.kind.setCurrentIndex(1)
    visitor.settle()
    visitor.click(tab.board.here["B"])
    visitor.settle()
    assert pins.z[1] == pytest.approx(visitor.exploration.z)
    assert tab.pad.cross == pytest.approx(CORNERS[1], abs=1e-4)
    pixel = tab.pad.pixel(*CORNERS[2])
    visitor.drag(tab.pad, pixel, pixel)
    assert visitor.exploration.z == pytest.approx(pins.z[2], abs=0.05)
    visitor.page.sliders.rows[0].slider._choose(-3.0)
    visitor.settle()
    assert tab.pad.cross is None, "this z is nowhere on the map"


def test_the_race_shows_both_ways_and_the_dip_of_the_straight_one(visitor: Visitor):
    visitor.turn_to("Path")
    race, pins = visitor.page.path.race, visitor.page.pins
    a, b = pins.z[:2]
    share = np.linspace(0, 1, FILM)
    straight, arc = geometry.lerp(a, b, share), geometry.slerp(a, b, share)
    expected = pictures_of(np.concatenate((straight, arc)).astype(np.float32))
    assert np.array_equal(race._drawn.pictures, expected)
    straight_lengths, arc_lengths = race._lengths.ways
    assert straight_lengths.min() < arc_lengths.min()
    assert race._lengths.shell == pytest.approx(4.0)


def test_dragging_along_a_strip_looks_at_that_place(visitor: Visitor):
    visitor.turn_to("Path")
    race = visitor.page.path.race
    strip = race.strip(1)
    visitor.drag(race, strip.center(), QPointF(race._x(0.3), strip.center().y()))
    a, b = visitor.page.pins.z[:2]
    expected = geometry.slerp(a, b, [race.share])[0]
    assert race.share == pytest.approx(0.3, abs=0.01)
    assert visitor.exploration.z == pytest.approx(expected, abs=1e-5)
    QTest.keyClick(race, KEY.Key_Up)
    assert visitor.exploration.z == pytest.approx(geometry.lerp(a, b, [race.share])[0], abs=1e-5)


def test_the_dice_of_an_end_draws_both_ways_anew(visitor: Visitor):
    visitor.turn_to("Path")
    before = visitor.page.path.race._drawn
    visitor.click(visitor.page.path.board.dice["A"])
    visitor.settle()
    assert visitor.page.path.race._drawn is not before


@pytest.mark.parametrize("wanders", [False, True])
def test_a_walk_stays_on_its_sphere_and_goes_as_far_as_it_is_told(wanders):
    random = np.random.default_rng(2)
    walk = Walk(8 * geometry.on_shell(random.standard_normal(64), 1.0), random, wanders=wanders)
    places = np.stack([walk.advance(0.05) for _ in range(500)])
    assert geometry.norm(places) == pytest.approx(np.full(500, 8.0))
    chords = geometry.norm(np.diff(places, axis=0))
    assert chords == pytest.approx(np.full(499, 2 * 8 * np.sin(0.05 / 16)))
    plane = np.linalg.matrix_rank(places, tol=1e-6)
    assert plane == 2 if not wanders else plane > 10


def test_a_great_circle_comes_back():
    z = np.eye(16)[0] * 4
    walk = Walk(z, np.random.default_rng(0), wanders=False)
    for _ in range(100):
        walk.advance(2 * np.pi * 4 / 100)
    assert walk.z == pytest.approx(z, abs=1e-9)


def test_walking_moves_z_until_it_is_paused_or_the_tab_is_left(visitor: Visitor):
    visitor.turn_to("Path")
    bar, exploration = visitor.page.path.walk, visitor.exploration
    start = exploration.row
    visitor.click(bar.play)
    visitor.until(lambda: not np.array_equal(exploration.row, start))
    assert bar.play.text() == "Pause"
    assert geometry.norm(exploration.z) == pytest.approx(np.linalg.norm(start), rel=1e-5)
    visitor.turn_to("Pad")
    assert not bar.walking
    assert bar.play.text() == "Walk"


def test_the_wall_holds_every_way_from_class_to_class(visitor: Visitor):
    visitor.turn_to("Wall")
    tab = visitor.page.wall
    classes = visitor.page.samples.classes
    for cell in (0, 38, 83):
        start, end = divmod(cell, 10)
        ends = [visitor.page.samples.z[classes[:, each].argmax()] for each in (start, end)]
        expected = pictures_of(geometry.slerp(*ends, [0.5]).astype(np.float32))[0]
        assert np.array_equal(tab.wall.pictures[cell], expected)
    visitor.click_tile(tab.wall, 83)
    visitor.settle()
    assert tab.words.text().startswith("From 8 to 3")
    visitor.click_tile(tab.film, 0)
    visitor.settle()
    assert visitor.page.portrait.reading.text().startswith("reads as 8")


def test_the_wall_of_a_conditional_model_keeps_z_and_moves_the_class(visitor: Visitor):
    visitor.open("digits-labels")
    visitor.turn_to("Wall")
    tab = visitor.page.wall
    row = tab.row_between(2, 7, 0.25)
    assert row[:16] == pytest.approx(visitor.exploration.z, abs=1e-6)
    assert row[16:] == pytest.approx(0.75 * np.eye(10)[2] + 0.25 * np.eye(10)[7], abs=1e-6)


def test_the_wall_plays_there_and_back(visitor: Visitor):
    visitor.turn_to("Wall")
    tab = visitor.page.wall
    before = tab.wall.pictures
    visitor.click(tab.play)
    visitor.until(lambda: tab.share.current != 0.5 and not np.array_equal(tab.wall.pictures, before))
    visitor.click(tab.play)
    visitor.settle()
    assert tab.play.text() == "Play"


def test_arithmetic_averages_its_slots_and_shows_eight_neighbours(visitor: Visitor):
    visitor.turn_to("Arithmetic")
    tab = visitor.page.arithmetic
    a, b, c = (np.mean(slot, axis=0) for slot in tab.slots.members)
    assert [len(slot) for slot in tab.slots.members] == [STARTERS] * 3, "there is something to see at once"
    result = pictures_of((a - b + c)[None].astype(np.float32))[0]
    assert np.array_equal(tab.result.pictures[4], result)
    assert len(tab.result.pictures) == 9
    visitor.click_tile(tab.result, 4)
    visitor.settle()
    assert visitor.shows(result)


def test_arithmetic_starts_with_slanted_and_upright_pictures_of_the_same_class(visitor: Visitor):
    visitor.turn_to("Arithmetic")
    samples = visitor.page.samples
    slots = visitor.page.arithmetic.slots.members
    leaning = [slant(pictures_of(np.stack(slot).astype(np.float32))) for slot in slots]
    assert leaning[0].min() > max(leaning[1].max(), leaning[2].max())
    where = [[int(np.abs(samples.z - z).sum(axis=1).argmin()) for z in slot] for slot in slots]
    a, b, c = ({int(samples.classes[index].argmax()) for index in slot} for slot in where)
    assert a == b != c
    assert len(a) == len(c) == 1
    visitor.open("digits-labels")
    _, upright, others = visitor.page.arithmetic.slots.members
    assert not np.isclose(np.stack(upright)[:, None], np.stack(others)).all(axis=-1).any(), (
        "else A - B + C is A"
    )


def test_slant_is_the_shear_of_the_stroke():
    rows, columns = np.mgrid[0:28, 0:28]
    for shear in (-0.6, 0.0, 0.5):
        stroke = np.abs(columns - 13.5 - shear * (13.5 - rows)) < 3
        assert slant(255 * stroke[None].astype(np.uint8)) == pytest.approx(shear, abs=0.03)
    assert slant(np.zeros((1, 28, 28), np.uint8)) == 0


def test_pictures_are_picked_from_the_tray_by_class_and_taken_out_by_a_click(visitor: Visitor):
    visitor.turn_to("Arithmetic")
    tab = visitor.page.arithmetic
    box = tab.boxes[1]
    visitor.click(box.empty)
    visitor.settle()
    assert not len(tab.result.pictures)
    visitor.click(tab.tray.classes.button(7))
    shown = tab.tray._shown
    assert (visitor.page.samples.classes[shown].argmax(axis=1) == 7).all()
    visitor.click_tile(tab.tray.sheet, 0)
    visitor.click_tile(tab.tray.sheet, 1)
    visitor.settle()
    assert tab.slots.mean(1) == pytest.approx(visitor.page.samples.z[shown[:2]].mean(axis=0))
    assert len(tab.result.pictures) == 9
    visitor.click_tile(box.members, 0)
    visitor.settle()
    assert tab.slots.mean(1) == pytest.approx(visitor.page.samples.z[shown[1]])


def test_the_result_can_be_pushed_to_the_shell(visitor: Visitor):
    visitor.turn_to("Arithmetic")
    tab = visitor.page.arithmetic
    visitor.click(tab.shell)
    visitor.settle()
    assert tab.words.text() == "|z| 4.0"
    visitor.click_tile(tab.result, 4)
    assert geometry.norm(visitor.exploration.z) == pytest.approx(4.0)


def test_a_full_slot_says_so_until_there_is_room(visitor: Visitor):
    visitor.turn_to("Arithmetic")
    tab = visitor.page.arithmetic
    for tile in range(ROOM - STARTERS + 1):
        visitor.click_tile(tab.tray.sheet, tile)
        visitor.settle()
    assert tab.sentence.text() == "A is full. Click a picture in it to take it out."
    assert visitor.page.width() == 1192, "a message makes no window wider"
    visitor.click_tile(tab.boxes[0].members, 0)
    assert tab.sentence.text() == tab.SENTENCE
    assert len(tab.slots.members[0]) == ROOM - 1


@pytest.mark.parametrize("word", ["Arithmetic", "Pad"])
def test_nothing_of_one_model_is_asked_of_another(visitor: Visitor, word: str):
    """Their rows have different lengths."""
    for each in WORDS:
        visitor.turn_to(each)
    visitor.page.pad.kind.set_value("pinned")
    visitor.turn_to(word)
    visitor.open("digits-infogan")
    for each in WORDS:
        visitor.turn_to(each)
    dim = len(visitor.exploration.z)
    assert all(len(z) == dim for slot in visitor.page.arithmetic.slots.members for z in slot)
    visitor.open("digits-dcgan")
    assert not visitor.page.strip.isVisible()


def test_a_slot_takes_no_more_than_it_can_show():
    slots = Slots()
    assert [slots.add(0, np.ones(4)) for _ in range(ROOM + 1)] == [True] * ROOM + [False]
    assert slots.result() is None
    assert slots.tiles() is None


def test_the_same_z_is_seen_at_every_checkpoint_and_others_at_the_chosen_one(visitor: Visitor):
    visitor.turn_to("Time")
    tab = visitor.page.time
    assert tab.film.captions == tuple(f"{step:,}" for step in STEPS)
    assert np.array_equal(tab.film.pictures[-1], visitor.page.portrait.picture)
    visitor.click_tile(tab.film, 2)
    visitor.settle()
    assert tab.step.text() == "step 400"
    moments = [ask.step for ask in visitor.explorer.draws(64)]
    assert moments[-1] == 400
    QTest.keyClick(tab.scrub, KEY.Key_Home)
    visitor.settle()
    assert tab.step.text() == "step 10"
    assert tab.film.marked == 0


def test_time_goes_on_with_the_run_that_is_followed(visitor: Visitor):
    visitor.turn_to("Time")
    tab, box = visitor.page.time, visitor.page.catalogue
    box.setCurrentIndex(box.findText("training now"))

    def hear(step: int) -> None:
        visitor.session.reported.emit(live(step))
        visitor.until(lambda: visitor.exploration.card.step == step)
        visitor.settle()

    hear(10)
    assert tab.grid._empty == NOT_YET, "one moment is no film"
    hear(20)
    assert tab.film.captions == ("10", "20")
    assert tab.step.text() == "step 20"
    hear(40)
    assert tab.film.captions == ("10", "20", "40")
    assert tab.step.text() == "step 40", "who looks at the present goes on with it"
    visitor.click_tile(tab.film, 1)
    hear(80)
    assert tab.step.text() == "step 20", "who looks back stays there"
    assert tab.film.marked == 1
    assert visitor.explorer.draws(64)[-1].step == 20


def test_a_hidden_tab_asks_nothing(visitor: Visitor):
    visitor.turn_to("Pad")
    asked = len(visitor.explorer.asked)
    visitor.page.sliders.rows[0].slider._choose(1.0)
    visitor.settle()
    later = visitor.explorer.asked[asked:]
    assert not any(isinstance(ask, Timeline) for ask in later)
    visitor.turn_to("Time")
    assert isinstance(visitor.explorer.asked[-1], Timeline | Draw)
    assert any(isinstance(ask, Timeline) for ask in visitor.explorer.asked[asked:])


def test_a_model_of_one_moment_says_where_time_is_to_be_found(visitor: Visitor):
    visitor.open("digits-wgan-gp")
    visitor.turn_to("Time")
    assert visitor.page.time.grid._empty == NO_TIME
    assert not visitor.page.time.film.isVisible()


@pytest.mark.parametrize("model", ["digits-dcgan", "digits-infogan"])
def test_nothing_on_a_tab_is_cut_off_on_a_small_projector(visitor: Visitor, model: str):
    visitor.open(model)
    page = visitor.page
    for word in WORDS:
        visitor.turn_to(word)
        assert page.size().width() == 1192, "the page asks for no more than there is"
        assert page.minimumSizeHint().height() <= 656
        for widget in page.tabs.stack.currentWidget().findChildren(Text):
            if widget.isVisible() and widget.wordWrap():
                assert widget.height() >= widget.heightForWidth(widget.width())


def test_a_window_that_was_large_can_be_made_small_again(visitor: Visitor):
    page = visitor.page
    for word in WORDS:
        page.resize(2400, 1400)
        visitor.turn_to(word)
        page.resize(1192, 656)
        visitor.settle()
        assert (page.width(), page.height()) == (1192, 656), word
