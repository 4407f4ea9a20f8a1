"""The charts of the Latent page each by itself: the map with its cross, gauges, bars and the two ways."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from ganplay.contract.latent import Drawn
from ganplay.contract.objectives import Minimax, Wasserstein
from ganplay.gui.charts.axis import OVERHANG
from ganplay.gui.latent.class_bars import ClassBars
from ganplay.gui.latent.gauge import Gauge
from ganplay.gui.latent.pad_plot import PadAxis, PadPlot
from ganplay.gui.latent.race_plot import GAP, Lengths, RacePlot
from ganplay.gui.latent.way_chart import STEPS, WayChart

from ..plot_frames import near, picture, pixels

KEY = Qt.Key
ACROSS, UP = PadAxis("tilt", -3.0, 3.0), PadAxis("weight", 0.0, 1.0)
WHOLE = (-3.0, 3.0, 0.0, 1.0)


@pytest.fixture
def pad(look, shown):
    """A map of two rows of three even pictures, the first the darkest."""
    pad = shown(PadPlot(look), 400, 340)
    pad.set_axes(ACROSS, UP)
    pictures = np.repeat(np.arange(6, dtype=np.uint8) * 40, 28 * 28).reshape(6, 28, 28)
    pad.show_map(pictures, 3, WHOLE)
    return pad


def test_each_picture_fills_its_part_of_the_map(pad):
    image = picture(pad.canvas)
    for index in range(6):
        middle = -2.0 + 2.0 * (index % 3), 0.75 - 0.5 * (index // 3)
        for x, y in itertools.product((-0.8, 0.8), (-0.2, 0.2)):
            column, row = np.round(pixels(pad, (middle[0] + x, middle[1] + y))).astype(int)
            assert image[row, column] == pytest.approx([40 * index] * 3, abs=6)
    assert (pad.bottom.labelText, pad.left.labelText) == ("tilt", "weight")
    assert pad.seen == pytest.approx(WHOLE)
    assert pad.readout_at(-1.0, 0.25) == "tilt −1.00   weight 0.25   a click goes there"
    pad.set_cross((1.5, 0.25))
    table = pad.table()
    assert table["picture tilt"].tolist() == pytest.approx([-2, 0, 2] * 2)
    assert table["picture weight"].tolist() == pytest.approx([0.75] * 3 + [0.25] * 3)
    assert (table["cross tilt"], table["cross weight"]) == ((1.5,), (0.25,))
    pad.clear()
    assert (pad.message, pad.table(), pad.cross) == ("drawing the map", {}, None)
    assert not pad.target.isVisible()


@pytest.mark.parametrize("size", [(600, 300), (300, 600)])
def test_the_map_is_a_square_in_the_middle_at_the_top(look, shown, size):
    pad = shown(PadPlot(look), *size)
    pad.set_axes(ACROSS, UP)
    pad.grab()
    seen, numbers = pad.view.sceneBoundingRect(), pad.left.sceneBoundingRect()
    assert seen.width() == pytest.approx(seen.height(), abs=1)
    assert seen.top() == pytest.approx(OVERHANG, abs=1)
    assert numbers.left() == pytest.approx(pad.canvas.width() - OVERHANG - seen.right(), abs=1.5)
    below = pad.canvas.height() - pad.bottom.sceneBoundingRect().bottom()
    assert min(below, numbers.left()) == pytest.approx(0, abs=OVERHANG + 1)


def test_the_cross_is_a_ring_with_four_spokes(pad):
    pad.set_cross((0.0, 0.5))
    purple = near(picture(pad.canvas), pad.appearance.color("fake"), 60)
    column, row = pixels(pad, (0.0, 0.5))

    def inked(distance, degrees):
        x = round(column + distance * math.cos(math.radians(degrees)))
        y = round(row - distance * math.sin(math.radians(degrees)))
        return purple[y - 1 : y + 2, x - 1 : x + 2].any()

    for degrees in range(0, 360, 45):
        assert inked(0.32 * 34, degrees)
        assert not inked(3, degrees)
        assert not inked(21, degrees)
        spoke = degrees % 90 == 0
        assert inked(0.22 * 34, degrees) is np.bool_(spoke)
        assert inked(0.47 * 34, degrees) is np.bool_(spoke)


def test_letters_stand_on_discs_at_their_places(pad):
    marks = (("A", -2.0, 0.25), ("B", 1.0, 0.5))
    pad.set_marks(marks)
    assert [letter.toPlainText() for letter in pad.letters] == ["A", "B"]
    assert [letter.pos().toTuple() for letter in pad.letters] == [mark[1:] for mark in marks]
    assert pad.discs.points.tolist() == [[-2.0, 0.25], [1.0, 0.5]]
    pad.grab()
    for letter, mark in zip(pad.letters, marks, strict=True):
        middle = letter.sceneBoundingRect().center().toTuple()
        assert middle == pytest.approx(tuple(pixels(pad, mark[1:])), abs=1)
        assert letter.color == pad.appearance.color("card")
    heights = [item.zValue() for item in (pad.map, pad.discs, pad.letters[0], pad.edge, pad.target)]
    assert heights == sorted(set(heights))


def test_the_keys_move_the_cross_by_a_part_of_what_is_seen_and_look_closer_around_it(pad):
    moves = []
    pad.moved.connect(lambda *place: moves.append(place))
    pad.set_cross((0.0, 0.5))
    for key, place in (
        (KEY.Key_Right, (0.2, 0.5)),
        (KEY.Key_Up, (0.2, 0.5 + 1 / 30)),
        (KEY.Key_Left, (0.0, 0.5 + 1 / 30)),
        (KEY.Key_Down, (0.0, 0.5)),
    ):
        QTest.keyClick(pad, key)
        assert pad.cross == moves[-1] == pytest.approx(place)
    QTest.keyClicks(pad, "+")
    assert pad.seen == pytest.approx((-1.5, 1.5, 0.25, 0.75))
    assert not pad.follows
    pad.set_axes(ACROSS._replace(name="slant"), UP)
    assert pad.seen == pytest.approx((-1.5, 1.5, 0.25, 0.75)), "only the name is another"
    QTest.keyClicks(pad, "-")
    assert pad.seen == pytest.approx(WHOLE)
    QTest.keyClicks(pad, "+")
    pad.set_axes(ACROSS, PadAxis("weight", 0.0, 2.0))
    assert pad.seen == pytest.approx((-3.0, 3.0, 0.0, 2.0))
    pad.set_cross((2.95, 0.01))
    for key in (KEY.Key_Right, KEY.Key_Down):
        QTest.keyClick(pad, key)
    assert pad.cross == (3.0, 0.0), "the map ends there"


@pytest.mark.parametrize("place", [(2.5, 0.95), (-2.9, 0.55), (-2.0, 0.05), (0.1, 0.99)])
def test_the_arrow_points_from_the_edge_to_where_the_cross_is(pad, place):
    pad.set_cross((0.0, 0.5))
    pad.zoom(0.25)
    assert pad.target.isVisible()
    assert not pad.edge.isVisible()
    pad.set_cross(place)
    assert not pad.target.isVisible()
    assert pad.edge.isVisible()
    left, right, bottom, top = pad.seen
    (x, y), corners = pixels(pad, place), pixels(pad, [(left, top), (right, bottom)])
    at = pixels(pad, pad.edge.pos().toTuple())
    np.testing.assert_allclose(at, np.clip((x, y), corners[0] + 10, corners[1] - 10), atol=0.6)
    # pyqtgraph's arrow of zero degrees points to the left, and its angles go with the clock.
    towards = math.degrees(math.atan2(y - at[1], x - at[0]))
    off = (pad.edge.opts["angle"] - 180 - towards + 180) % 360 - 180
    assert off == pytest.approx(0, abs=1)


def test_a_gauge_has_its_stretch_its_mark_and_both_in_words(look, shown):
    gauge = shown(Gauge("|z|", "fake", look), 320, 60)
    assert len(gauge.mark.lines) == len(gauge.band.lines) == 0
    gauge.set_scale((0.0, 10.0), (2.0, 4.0), "usual")
    gauge.show_value(3.0)
    assert gauge.line.lines.tolist() == [pytest.approx([-0.1, 0, 10.1, 0])]
    assert gauge.band.lines.tolist() == [[2, 0, 4, 0]]
    assert gauge.mark.lines.tolist() == [[3, -0.9, 3, 0.9]]
    assert [item.token for item in (gauge.line, gauge.band, gauge.mark)] == ["line", "muted", "fake"]
    np.testing.assert_allclose(gauge.visible_range, ((-0.1, 10.1), (-1, 1)))
    assert [(figure.words, figure.token, figure.number) for figure in gauge.figures] == [
        ("|z|", "fake", "3.00"),
        ("usual", "muted", ""),
    ]
    told = [gauge.readout_at(x, 0.0) for x in (1.99, 2.0, 4.0, 4.01)]
    assert told == ["|z| 1.99", "|z| 2.00 (usual)", "|z| 4.00 (usual)", "|z| 4.01"]
    assert gauge.table() == {"|z|": [3.0], "usual_from": [2.0], "usual_to": [4.0]}
    gauge.show_value(-5.0)
    assert gauge.visible_range[0] == pytest.approx((-5.15, 10.15))
    gauge.set_scale((0.0, 1.0), (0.5, 0.5), "½")
    gauge.show_value(math.nan)
    assert gauge.band.lines.tolist() == [[0.5, -0.6, 0.5, 0.6]]
    assert gauge.band.width < gauge.line.width
    assert len(gauge.mark.lines) == 0
    assert gauge.figures[0].number == "–"
    assert "usual" not in Gauge("D", "critic", look).readout_at(0.0, 0.0)


def test_bars_of_classes_are_as_high_as_their_probabilities(look, shown):
    bars = shown(ClassBars(look))
    bars.show_classes(("cat", "dog", "hen"), np.array([0.3, 0.6996, 0.0004], np.float32))
    assert bars.headline == "reads as dog, 70%"
    assert bars.bars[True].middles.tolist() == pytest.approx([1])
    assert bars.bars[False].heights.tolist() == pytest.approx([30, 0.04])
    assert bars.visible_range == (pytest.approx((-0.5, 2.5)), (0, 100))
    told = [bars.readout_at(x, 0.0) for x in (-0.6, 0.4, 1.4, 2.4, 2.6)]
    assert told == ["", "cat: 30.0 %", "dog: 70.0 %", "hen: below 0.1 %", ""]
    assert list(bars.table()) == ["class", "probability"]
    bars.show_classes((), None)
    assert bars.readout_at(1.0, 0.0) == ""
    assert bars.visible_range[0] == pytest.approx((-0.5, 9.5))


def test_both_ways_are_drawn_over_per_cent_and_read_between_the_steps(look, shown):
    chart = shown(WayChart("D", 3, look))
    assert chart.readout_at(50.0, 0.0) == ""
    values = np.array([(0.0, 0.5, 1.0), (1.0, 0.25, 0.5)])
    chart.show_values(values, 0.5, (-0.1, 1.1))
    for curve, way, token in zip(chart.curves, values, ("pull", "accent"), strict=True):
        assert curve.lines.tolist() == [[0, way[0], 50, way[1]], [50, way[1], 100, way[2]]]
        assert curve.token == token
    assert chart.visible_range == ((-5.0, 105.0), (pytest.approx(-0.1), pytest.approx(1.1)))
    assert chart.references.positions == [0.5]
    assert chart.readout_at(25.0, 0.0) == "25 % of the way   straight: D 0.250   arc: D 0.625"
    assert [chart.readout_at(x, 0.0) for x in (-0.1, 100.1)] == ["", ""]
    assert chart.readout_at(0.0, 0.0)
    assert chart.readout_at(100.0, 0.0)
    table = chart.table()
    assert table["per_cent_of_the_way"].tolist() == [0, 50, 100]
    assert (table["straight"].tolist(), table["arc"].tolist()) == (values[0].tolist(), values[1].tolist())
    assert not chart.marker.isVisible()
    chart.mark(0.25)
    assert (chart.marker.isVisible(), chart.marker.value()) == (True, 25)
    assert chart.marker.pen.color() == look.color("fake")
    assert chart.marker.angle == 90
    shares = []
    chart.chosen.connect(shares.append)
    chart.view.clicked.emit(QPointF(40.0, 0.5))
    chart.marker.sigDragged.emit(chart.marker)
    assert shares == [0.4, 0.25]
    chart.mark(None)
    assert not chart.marker.isVisible()
    chart.show_values(None, 0.5, (0.0, 1.0))
    assert (chart.message, chart.references.positions, chart.table()) == ("no score", [], {})
    assert not any(len(curve.lines) for curve in chart.curves)


@pytest.fixture
def race(look, shown):
    race = shown(RacePlot(look), 600, 420)
    ways = np.stack((np.linspace(3.0, 1.0, 61), np.full(61, 3.0)))
    race.show_lengths(Lengths(ways, 4.0))
    return race


def test_the_charts_of_the_race_stand_below_the_strips_and_as_wide(race):
    upper, lower = race.lengths_chart, race.scores_chart
    assert upper.y() == race.strips.height() == race.strips.wanted_height + GAP
    assert lower.y() == upper.y() + upper.height()
    assert (lower.height(), lower.width()) == (upper.height(), upper.width())
    assert 0 <= race.height() - lower.geometry().bottom() <= 2
    assert 0 <= race.width() - upper.width() <= 1
    for chart in (upper, lower):
        chart.grab()
        ends = pixels(chart, [(0.0, 0.0), (100.0, 0.0)])[:, 0] + chart.x()
        assert ends == pytest.approx([race.strips.x_of(0.0), race.strips.x_of(1.0)], abs=1.5)
    assert race.strips.left >= max(race.strips.words_width, upper.left.minimumWidth())
    assert upper.references.positions == [4.0]
    assert upper.visible_range[1] == pytest.approx((0.0, 4.0)), "zero and the shell are seen too"
    race.resize(900, 200)
    assert race.strips.side == pytest.approx(40.0), "the curves need room too"


def test_scores_that_are_probabilities_have_a_fixed_scale_and_a_middle_others_their_own(race):
    scores = np.concatenate((np.linspace(0.2, 0.4, STEPS), np.linspace(0.5, 0.9, STEPS)))
    drawn = Drawn(np.zeros((2 * STEPS, 28, 28), np.uint8), None, scores.astype(np.float32))
    chart = race.scores_chart
    for loss, middle in ((Minimax(), [0.5]), (Wasserstein(), [])):
        race.begin((), loss)
        assert chart.message == "no score"
        race.show_lengths(Lengths(np.ones((2, 61)), 1.0))
        race.show_pictures(drawn)
        for way, curve in enumerate(chart.curves):
            own = scores[way * STEPS : (way + 1) * STEPS]
            np.testing.assert_allclose(curve.lines[:, 1], own[:-1], rtol=1e-6)
        assert chart.references.positions == middle
        low, high = chart.visible_range[1]
        if middle:
            assert (low, high) == pytest.approx((-0.03, 1.03))
        else:
            assert 0.1 <= low <= 0.2 < 0.9 <= high <= 1.0


def test_the_keys_of_the_race_walk_a_quarter_of_a_step_and_change_the_way(race):
    chosen = []
    race.chosen.connect(lambda *where: chosen.append(where))
    race.mark(0, 0.5)
    for key, where in (
        (KEY.Key_Right, (0, 0.525)),
        (KEY.Key_Down, (1, 0.525)),
        (KEY.Key_Left, (1, 0.5)),
        (KEY.Key_Up, (0, 0.5)),
    ):
        QTest.keyClick(race, key)
        assert chosen[-1] == pytest.approx(where)
        assert (race.way, race.share) == pytest.approx(where)
        assert [chart.marker.value() for chart in (race.lengths_chart, race.scores_chart)] == pytest.approx(
            [100 * where[1]] * 2
        )
    race.lengths_chart.view.clicked.emit(QPointF(180.0, 1.0))
    assert chosen[-1] == (0, 1.0)
    race.lengths_chart.view.clicked.emit(QPointF(-3.0, 1.0))
    assert chosen[-1] == (0, 0.0)
