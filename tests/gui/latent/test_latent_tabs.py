"""The tabs of the Latent page under a person's hands."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from ganplay.contract.latent import Draw, Timeline
from ganplay.gui.latent import geometry
from ganplay.gui.latent.arithmetic import STARTERS, skew
from ganplay.gui.latent.arithmetic_slots import ROOM, Slots
from ganplay.gui.latent.pad import CORNERS, LEVELS
from ganplay.gui.latent.time import NO_TIME, NOT_YET
from ganplay.gui.latent.walk_bar import Walk
from ganplay.gui.latent.way_chart import STEPS as FILM
from ganplay.gui.widgets.text import Text

from ..plot_frames import near, picture, pixels
from .conftest import LEFT, Visitor, live
from .fake_explorer import STEPS, pictures_of

KEY = Qt.Key
WORDS = ("Pad", "Path", "Wall", "Arithmetic", "Time")


def pad_squares(visitor: Visitor) -> list[int]:
    """How many pictures lie along a side of each map that was asked for."""
    sizes = [len(ask.rows) for ask in visitor.explorer.asked if isinstance(ask, Draw)]
    return [round(size**0.5) for size in sizes if size in [level**2 for level in LEVELS]]


def test_the_map_is_coarse_first_and_then_finer(visitor: Visitor):
    assert pad_squares(visitor) == list(LEVELS)
    assert visitor.page.pad.pad.map.columns == LEVELS[-1]


def test_the_cross_lies_where_the_sliders_stand_and_dragging_it_moves_them(visitor: Visitor):
    pad, sliders = visitor.page.pad.pad, visitor.page.sliders
    first, second = sliders.axes[:2]
    row = visitor.exploration.row
    assert pad.cross == pytest.approx((first.value(row), second.value(row)), abs=1e-6)
    assert tuple(pad.target.pos()) == pad.cross
    maps = len(pad_squares(visitor))
    visitor.drag_chart(pad, pad.cross, (0.6, 0.9), (1.5, -1.5))
    row = visitor.exploration.row
    assert (first.value(row), second.value(row)) == pytest.approx((1.5, -1.5), abs=0.03)
    assert tuple(pad.target.pos()) == pad.cross == pytest.approx((1.5, -1.5), abs=0.03)
    assert sliders.rows[0].slider.current == pytest.approx(1.5, abs=0.03)
    visitor.settle()
    assert visitor.shows(pictures_of(row[None])[0])
    assert len(pad_squares(visitor)) == maps, "within the plane the map stays as it is"
    assert pad.seen == (-3, 3, -3, 3)


def test_a_cross_that_is_dragged_over_the_edge_stays_on_the_map(visitor: Visitor):
    pad = visitor.page.pad.pad
    visitor.drag_chart(pad, pad.cross, (2.0, 4.0))
    assert pad.cross == pytest.approx((2.0, 3.0), abs=0.03)
    assert tuple(pad.target.pos()) == pad.cross


def test_the_map_shows_what_lies_under_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    visitor.click_chart(pad, (1.2, 1.2))
    visitor.settle()
    assert pad.cross == pytest.approx((1.2, 1.2), abs=0.01)
    plane = visitor.page.pad._plane
    sheet = pictures_of(plane.at(geometry.grid(15, 15, (-3, 3, -3, 3))).astype(np.float32))
    middle = sheet[15 * 4 + 10]  # The tile whose middle is (1.2, 1.2).
    off = np.abs(middle.astype(int) - visitor.page.portrait.picture).mean()
    assert off < 8, "but for the rounding of a pixel"
    image = picture(pad.canvas).mean(axis=2)
    corner = np.round(pixels(pad, (-3 + 0.4 * 2, 3 - 0.4 * 7))).astype(int)
    size = round(pixels(pad, (0.4, 0.0))[0] - pixels(pad, (0.0, 0.0))[0])
    shown = image[corner[1] : corner[1] + size, corner[0] : corner[0] + size]
    tile = QImage(sheet[15 * 7 + 2].tobytes(), 28, 28, 28, QImage.Format.Format_Grayscale8)
    smooth = tile.scaled(size, size, mode=Qt.TransformationMode.SmoothTransformation)
    expected = np.array([[smooth.pixelColor(x, y).value() for x in range(size)] for y in range(size)])
    assert np.corrcoef(shown.ravel(), expected.ravel())[0, 1] > 0.9, "each tile is where its place is"


def test_leaving_the_plane_with_another_slider_draws_another_map(visitor: Visitor):
    maps = len(pad_squares(visitor))
    visitor.page.sliders.rows[2].slider._choose(2.0)
    visitor.settle()
    assert pad_squares(visitor)[maps:] == list(LEVELS)


def test_the_wheel_looks_closer_at_the_pointer_and_the_map_is_drawn_for_what_is_seen(visitor: Visitor):
    pad, tab = visitor.page.pad.pad, visitor.page.pad
    cross, place = pad.cross, (-1.5, 1.8)
    before = pixels(pad, place)
    visitor.wheel(pad, place, 3)
    visitor.settle()
    assert pixels(pad, place) == pytest.approx(before, abs=1)
    left, right, bottom, top = pad.seen
    assert right - left == pytest.approx(top - bottom)
    assert 1 < right - left < 3
    assert pad.cross == cross
    extent, columns, rows = geometry.cells(pad.seen, (-3, 3, -3, 3), 15)
    assert (pad.map.extent, pad.map.columns, pad.map.rows) == (extent, columns, rows)
    asked = visitor.explorer.draws(columns * rows)[-1]
    assert asked.rows == pytest.approx(tab._plane.at(geometry.grid(columns, rows, extent)), abs=1e-5)
    labels = pad.bottom.tickStrings(pad.bottom.tickValues(left, right, 400)[0][1], 1, 1)
    assert all(left <= float(label.replace("−", "-")) <= right for label in labels)
    visitor.wheel(pad, place, -9)
    assert pad.seen == pytest.approx((-3, 3, -3, 3)), "nothing beyond the map is seen"
    visitor.wheel(pad, place, 40)
    assert pad.seen[1] - pad.seen[0] == pytest.approx(6 / 16)


def test_a_drag_of_the_map_moves_what_is_seen_and_not_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    visitor.wheel(pad, (-1.5, 1.8), 3)
    visitor.settle()
    row, before, grid_before = visitor.exploration.row, pad.seen, pad.map.extent
    draws = len(visitor.explorer.asked)
    middle = ((before[0] + before[1]) / 2, (before[2] + before[3]) / 2)
    visitor.drag_chart(pad, middle, (middle[0] - 0.5, middle[1] - 0.4))
    visitor.settle()
    assert pad.seen[0] - before[0] == pytest.approx(0.5, abs=0.1)
    assert pad.seen[2] - before[2] == pytest.approx(0.4, abs=0.1)
    assert visitor.exploration.row is row
    assert pad.map.columns >= 15, "a map that is only moved is not drawn coarsely first"
    assert all(len(ask.rows) > 200 for ask in visitor.explorer.asked[draws:] if isinstance(ask, Draw))
    moved = (pad.map.extent[0] - grid_before[0]) / (pad.map.extent[1] - pad.map.extent[0]) * pad.map.columns
    assert moved == pytest.approx(round(moved), abs=1e-3), "pictures stay where they are on the map"


def test_a_double_click_and_a_lead_back_to_the_whole_map_and_leave_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    row, cross = visitor.exploration.row, pad.cross

    def double_click() -> None:
        for click in (QTest.mouseClick, QTest.mouseDClick):  # The first click comes before, as from a mouse.
            click(pad.canvas.viewport(), LEFT, pos=pad.canvas.rect().center())

    for come_back in (double_click, lambda: QTest.keyClick(pad, KEY.Key_A)):
        visitor.wheel(pad, (-1.5, 1.8), 3)
        come_back()
        visitor.settle()
        assert pad.seen == (-3, 3, -3, 3)
        assert pad.map.columns == 15
        assert pad.cross == pytest.approx(cross)
        assert visitor.exploration.row == pytest.approx(row, abs=1e-6)


def test_a_cross_that_is_not_seen_is_pointed_to_at_the_edge(visitor: Visitor):
    pad = visitor.page.pad.pad
    assert pad.target.isVisible()
    assert not pad.edge.isVisible()
    visitor.click_chart(pad, (2.0, 0.0))
    visitor.wheel(pad, (-2.0, 0.0), 4)
    _, right, *_ = pad.seen
    assert right < 2.0
    assert not pad.target.isVisible()
    assert pad.edge.isVisible()
    tip = pixels(pad, pad.edge.pos().toTuple())
    assert tip == pytest.approx(pixels(pad, (right, pad.cross[1])) - (10, 0), abs=1)
    assert pad.edge.opts["angle"] == 180, "to the right"
    assert pad.edge.opts["brush"].color() == pad.appearance.color("fake")
    column, line = np.round(tip).astype(int)
    arrow = picture(pad.canvas)[line, column - 12 : column - 6]
    assert near(arrow, pad.appearance.color("fake"), 20).all()
    QTest.keyClick(pad, KEY.Key_A)
    assert pad.target.isVisible()
    assert not pad.edge.isVisible()


@pytest.mark.parametrize(("place", "angle"), [((0.0, 2.9), 90), ((0.0, -2.9), 270), ((-2.9, 0.0), 0)])
def test_the_arrow_points_up_down_and_left(visitor: Visitor, place: tuple[float, float], angle: float):
    pad = visitor.page.pad.pad
    visitor.wheel(pad, (0.0, 0.0), 4)
    pad.set_cross(place)
    assert pad.edge.isVisible()
    assert pad.edge.opts["angle"] % 360 == angle
    left, _, bottom, top = pad.seen
    edge = max(place[0], left), min(max(place[1], bottom), top)
    assert pixels(pad, pad.edge.pos().toTuple()) == pytest.approx(pixels(pad, edge), abs=11)


def test_the_arrow_is_seen_whole_in_a_corner(visitor: Visitor):
    pad = visitor.page.pad.pad
    pad.set_cross((2.9, 2.8))
    visitor.wheel(pad, (0.0, 0.0), 4)
    pad.grab()
    seen = pad.view.sceneBoundingRect()
    arrow = pad.edge.deviceTransform(pad.canvas.viewportTransform()).mapRect(pad.edge.path.boundingRect())
    assert seen.contains(arrow)
    assert arrow.right() > seen.right() - 12
    assert arrow.top() < seen.top() + 12


def test_the_keys_look_closer_around_the_cross(visitor: Visitor):
    pad = visitor.page.pad.pad
    before = pixels(pad, pad.cross)
    QTest.keyClicks(pad, "+")
    assert pad.seen[1] - pad.seen[0] == pytest.approx(3.0)
    assert pixels(pad, pad.cross) == pytest.approx(before, abs=1)
    for _ in range(9):
        QTest.keyClicks(pad, "-")
    assert pad.seen == pytest.approx((-3, 3, -3, 3))


def test_the_axes_say_which_sliders_they_are_and_the_pointer_where_it_is(visitor: Visitor):
    pad, sliders = visitor.page.pad.pad, visitor.page.sliders
    first, second = (axis.name for axis in sliders.axes[:2])
    assert (pad.bottom.labelText, pad.left.labelText) == (first, second)
    assert pad.bottom.label.isVisible()
    QTest.mouseMove(pad.canvas.viewport(), QPointF(*pixels(pad, (1.0, -2.0))).toPoint())
    *words, deed = pad.readout.replace("−", "-").split("   ")
    assert deed == "a click goes there"
    assert [word.rpartition(" ")[0] for word in words] == [first, second]
    assert [float(word.rpartition(" ")[2]) for word in words] == pytest.approx([1.0, -2.0], abs=0.02)
    table = pad.table()
    assert table[f"picture {first}"][:2] == pytest.approx([-2.8, -2.4])
    assert table[f"cross {second}"] == pytest.approx(pad.cross[1:])
    assert pad.view.sceneBoundingRect().width() == pytest.approx(pad.view.sceneBoundingRect().height(), abs=1)


def test_arrows_move_the_cross_and_are_kept_from_the_window(visitor: Visitor):
    pad = visitor.page.pad.pad
    stolen = []
    QShortcut(QKeySequence("Right"), visitor.page, lambda: stolen.append("Right"))
    visitor.click_chart(pad, (0.0, 0.0))
    assert pad.hasFocus(), "a click on the map gives it the keys"
    x, y = pad.cross
    QTest.keyClick(visitor.page.windowHandle(), KEY.Key_Right)
    QTest.keyClick(visitor.page.windowHandle(), KEY.Key_Up)
    assert pad.cross == pytest.approx((x + 6 / 30, y + 6 / 30))
    assert visitor.page.sliders.axes[0].value(visitor.exploration.row) == pytest.approx(x + 6 / 30)
    assert not stolen


def test_three_pinned_digits_span_a_map_in_which_they_lie(visitor: Visitor):
    tab, pins = visitor.page.pad, visitor.page.pins
    visitor.wheel(tab.pad, (1.0, 1.0), 3)
    tab.kind.setCurrentIndex(1)
    visitor.settle()
    assert tab.pad.seen == pytest.approx((-0.2, 1.2, -0.2, 1.2)), "of another map the whole is seen"
    visitor.click(tab.board.here["B"])
    visitor.settle()
    assert pins.z[1] == pytest.approx(visitor.exploration.z)
    assert tab.pad.cross == pytest.approx(CORNERS[1], abs=1e-4)
    visitor.click_chart(tab.pad, CORNERS[2])
    assert visitor.exploration.z == pytest.approx(pins.z[2], abs=0.05)
    assert [letter.toPlainText() for letter in tab.pad.letters] == ["A", "B", "C"]
    assert [letter.pos().toTuple() for letter in tab.pad.letters] == list(CORNERS)
    assert tab.pad.discs.points == pytest.approx(np.array(CORNERS))
    assert tab.pad.discs.token == "pull"
    assert (tab.pad.bottom.labelText, tab.pad.left.labelText) == ("from A to B", "towards C")
    a, b, c = pins.z
    visitor.click_chart(tab.pad, (0.25, 0.0))
    assert visitor.exploration.z == pytest.approx(0.75 * a + 0.25 * b, abs=0.05)
    visitor.click_chart(tab.pad, (0.5, 0.5))
    assert visitor.exploration.z == pytest.approx(0.25 * (a + b) + 0.5 * c, abs=0.05)
    visitor.page.sliders.rows[0].slider._choose(-3.0)
    visitor.settle()
    assert tab.pad.cross is None, "this z is nowhere on the map"
    assert not tab.pad.target.isVisible()
    assert "lies off this plane" in tab.sentence.text()
    visitor.click_chart(tab.pad, (0.5, 0.5))
    visitor.settle()
    assert tab.pad.target.isVisible()
    assert tab.sentence.text() == tab.SENTENCE
    tab.kind.setCurrentIndex(0)
    visitor.settle()
    assert not tab.pad.letters


def test_the_race_shows_both_ways_and_the_dip_of_the_straight_one(visitor: Visitor):
    visitor.turn_to("Path")
    race, pins = visitor.page.path.race, visitor.page.pins
    a, b = pins.z[:2]
    share = np.linspace(0, 1, FILM)
    straight, arc = geometry.lerp(a, b, share), geometry.slerp(a, b, share)
    expected = pictures_of(np.concatenate((straight, arc)).astype(np.float32))
    assert np.array_equal(race.drawn.pictures, expected)
    chart = race.lengths_chart
    for curve, way, token in zip(
        chart.curves, (geometry.lerp, geometry.slerp), ("pull", "accent"), strict=True
    ):
        shares = np.append(curve.lines[:, 0], curve.lines[-1, 2])
        lengths = np.append(curve.lines[:, 1], curve.lines[-1, 3])
        assert shares == pytest.approx(np.linspace(0, 100, 61))
        assert lengths == pytest.approx(geometry.norm(way(a, b, shares / 100)))
        assert curve.token == token
    lows = [curve.lines[:, 1::2].min() for curve in chart.curves]
    assert lows[0] < lows[1], "the straight way dips"
    assert chart.references.positions == pytest.approx([4.0]), "the shell"
    assert "shell" in chart.figures[0].words


def test_the_lower_curves_are_what_d_says_of_the_pictures(visitor: Visitor):
    visitor.turn_to("Path")
    race = visitor.page.path.race
    chart = race.scores_chart
    scores = race.drawn.scores.reshape(2, FILM)
    for way, curve in enumerate(chart.curves):
        assert np.append(curve.lines[:, 1], curve.lines[-1, 3]) == pytest.approx(scores[way])
        assert np.append(curve.lines[:, 0], curve.lines[-1, 2]) == pytest.approx(np.linspace(0, 100, FILM))
    assert chart.references.positions == [0.5]
    assert chart.figures[0].words == "D (½: D cannot tell)"
    assert chart.visible_range[1] == pytest.approx((0, 1), abs=0.05)
    QTest.mouseMove(chart.canvas.viewport(), QPointF(*pixels(chart, (30.0, 0.8))).toPoint())
    straight, arc = scores[:, 3]
    assert chart.readout == f"30 % of the way   straight: D {straight:.3f}   arc: D {arc:.3f}"
    assert chart.table()["arc"] == pytest.approx(scores[1])
    visitor.open("digits-wgan-gp")
    assert chart.figures[0].words == "D (higher: more real)"
    assert chart.references.positions == [], "a critic's score has no middle"
    scores = race.drawn.scores
    low, high = chart.visible_range[1]
    assert low <= scores.min() < scores.max() <= high < 2 * scores.max()


@pytest.mark.parametrize("size", [(1192, 656), (1900, 700)])
def test_each_step_of_the_curves_lies_below_the_middle_of_its_picture(
    visitor: Visitor, size: tuple[int, int]
):
    visitor.page.resize(*size)
    visitor.turn_to("Path")
    race = visitor.page.path.race
    for chart in (race.lengths_chart, race.scores_chart):
        steps = pixels(chart, np.stack((np.linspace(0, 100, FILM), np.zeros(FILM)), axis=1))[:, 0]
        middles = [race.strips.x_of(share) for share in np.linspace(0, 1, FILM)]
        assert chart.x() + steps == pytest.approx(middles, abs=1.5)
    assert race.scores_chart.geometry().bottom() <= race.height()
    assert race.lengths_chart.geometry().bottom() < race.scores_chart.geometry().top() + 2


def test_dragging_along_a_strip_looks_at_that_place(visitor: Visitor):
    visitor.turn_to("Path")
    race = visitor.page.path.race
    strips = race.strips
    strip = strips.strip(1)
    visitor.drag(strips, strip.center(), QPointF(strips.x_of(0.3), strip.center().y()))
    a, b = visitor.page.pins.z[:2]
    expected = geometry.slerp(a, b, [race.share])[0]
    assert race.share == pytest.approx(0.3, abs=0.01)
    assert visitor.exploration.z == pytest.approx(expected, abs=1e-5)
    for chart in (race.lengths_chart, race.scores_chart):
        assert chart.marker.isVisible()
        assert chart.marker.value() == pytest.approx(100 * race.share)
        assert chart.marker.pen.color() == chart.appearance.color("fake")
    assert race.hasFocus(), "a click on a picture gives the keys"
    stolen = []
    for key in ("Up", "Right"):
        QShortcut(QKeySequence(key), visitor.page, lambda key=key: stolen.append(key))
    QTest.keyClick(visitor.page.windowHandle(), KEY.Key_Up)
    assert visitor.exploration.z == pytest.approx(geometry.lerp(a, b, [race.share])[0], abs=1e-5)
    before = race.share
    QTest.keyClick(visitor.page.windowHandle(), KEY.Key_Right)
    assert race.share == pytest.approx(before + 1 / 40)
    assert not stolen


def test_a_click_on_the_curves_and_a_drag_of_the_line_look_at_that_place(visitor: Visitor):
    visitor.turn_to("Path")
    race = visitor.page.path.race
    a, b = visitor.page.pins.z[:2]
    visitor.click_chart(race.scores_chart, (70.0, 0.8))
    assert race.share == pytest.approx(0.7, abs=0.01)
    assert visitor.exploration.z == pytest.approx(geometry.slerp(a, b, [race.share])[0], abs=1e-5)
    assert race.hasFocus()
    visitor.drag_chart(race.lengths_chart, (100 * race.share, 1.0), (40.0, 1.0))
    assert race.share == pytest.approx(0.4, abs=0.01)
    assert visitor.exploration.z == pytest.approx(geometry.slerp(a, b, [race.share])[0], abs=1e-5)
    assert race.scores_chart.marker.value() == pytest.approx(100 * race.share)
    assert race.lengths_chart.follows, "the curves have not been moved"


def test_the_curves_zoom_pan_and_come_back_together(visitor: Visitor):
    visitor.turn_to("Path")
    race = visitor.page.path.race
    upper, lower = race.lengths_chart, race.scores_chart
    whole = upper.visible_range[0]
    visitor.wheel(lower, (60.0, 0.4), 3)
    left, right = lower.visible_range[0]
    assert left < 60 < right < left + 60
    assert upper.visible_range[0] == pytest.approx((left, right))
    share = race.share
    visitor.drag_chart(upper, (60.0, 1.0), (50.0, 1.0))
    assert upper.visible_range[0][0] == pytest.approx(left + 10, abs=2)
    assert lower.visible_range[0] == pytest.approx(upper.visible_range[0])
    assert race.share == share, "a drag of the ground leaves the picture"
    visitor.click(race.strips, race.strips.strip(1).center())
    QTest.keyClick(visitor.page.windowHandle(), KEY.Key_A)
    for chart in (upper, lower):
        assert chart.follows
        assert chart.visible_range[0] == pytest.approx(whole)


def test_the_dice_of_an_end_draws_both_ways_anew(visitor: Visitor):
    visitor.turn_to("Path")
    before = visitor.page.path.race.drawn
    visitor.click(visitor.page.path.board.dice["A"])
    visitor.settle()
    assert visitor.page.path.race.drawn is not before


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
    leaning = [skew(pictures_of(np.stack(slot).astype(np.float32))) for slot in slots]
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
        assert skew(255 * stroke[None].astype(np.uint8)) == pytest.approx(shear, abs=0.03)
    assert skew(np.zeros((1, 28, 28), np.uint8)) == 0


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


def test_a_tab_is_made_when_it_is_first_turned_to(visitor: Visitor):
    tabs, made = visitor.page.tabs, set(vars(visitor.page))
    assert tabs.words == ("Pad", "Path", "Wall", "Arithmetic", "Time")
    assert not {"path", "wall", "arithmetic", "time"} & made
    visitor.turn_to("Wall")
    assert {"path", "wall", "arithmetic", "time"} & set(vars(visitor.page)) == {"wall"}
    assert tabs.stack.currentWidget() is visitor.page.wall
    assert len(visitor.page.wall.wall.pictures) == 100, "it shows the model that was opened before"


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
