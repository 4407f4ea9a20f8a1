"""Where charts put their parts, and what these say: numbers of axes, labels, readouts, arrows, surfaces."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest

from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.views import Histogram, Surface
from ganplay.gui.charts.arrows import CAP, HEAD, arrows
from ganplay.gui.charts.axis import ChartAxis
from ganplay.gui.charts.bars import BAR_WIDTH, Bars
from ganplay.gui.charts.chart import Chart, rounded
from ganplay.gui.charts.colour_bar import ColourBar
from ganplay.gui.charts.curves import CurvePlot, Series, value_range
from ganplay.gui.charts.dots import dot
from ganplay.gui.charts.export import image, save
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.histogram import HistogramPlot
from ganplay.gui.charts.labels import Label, Labels
from ganplay.gui.charts.numerals import numeral, power_of_ten, round_step, ticks
from ganplay.gui.charts.plane_chart import FULL, PlaneChart
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.references import LABEL_SHARE, Reference, References
from ganplay.gui.charts.segments import dashed, joined
from ganplay.gui.charts.surface_colours import neutral_lines, value_at
from ganplay.gui.charts.world import WorldPlot

from .plot_frames import near, picture, pixel_at, pixels, plane, points
from .test_plot_charts import log, tick_labels

OBLONG = (0.0, 4.0, 10.0, 12.0)
"""An extent whose sides and corners all differ."""


def metrics(look, points=9):
    return QFontMetricsF(look.font(points, tabular=True))


@pytest.mark.parametrize(
    ("side", "size", "labels"),
    [
        ("bottom", 320, "0 2 4 6 8 10"),
        ("left", 180, "0 2 4 6 8 10"),
        ("right", 360, "0 1 2 3 4 5 6 7 8 9 10"),
        ("bottom", 10, "0 5 10"),
    ],
)
def test_an_axis_has_as_many_numbers_as_there_is_room_for(look, side, size, labels):
    assert list(tick_labels(ChartAxis(side, look), 0.0, 10.0, size).values()) == labels.split()


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-3.0, -1.0, "10⁻³ 0.01 0.1"),
        (-1.0, 0.9, "0.1 0.2 0.5 1 2 5"),
        (-0.31, 0.8, "0.5 1 2 5"),
        (1.0, 1.2, "10 12 14"),
    ],
)
def test_a_logarithmic_axis_says_the_numbers_themselves(look, low, high, labels):
    assert list(tick_labels(ChartAxis("left", look, log=True), low, high, 150).values()) == labels.split()


def test_a_unit_stands_behind_every_number(look):
    assert list(tick_labels(ChartAxis("left", look, unit="%"), 0, 50, 72).values()) == ["0 %", "50 %"]


def test_the_room_of_an_axis_is_that_of_its_widest_number_and_its_title(look):
    axis, advance = ChartAxis("left", look), metrics(look).horizontalAdvance
    axis.make_room(0.0, 2e5)
    assert axis.fixedWidth == math.ceil(advance("200,000")) + 10
    axis.set_fixed_ticks([(0.0, "trousers"), (1.0, "shirt")])
    axis.make_room(0.0, 2e5)
    assert axis.fixedWidth == math.ceil(advance("trousers")) + 10
    axis.set_title("garment")
    axis.make_room(0.0, 2e5)
    assert axis.fixedWidth == math.ceil(advance("trousers")) + 10 + round(metrics(look).height())
    below = ChartAxis("bottom", look)
    assert below.fixedHeight == round(metrics(look).height()) + 6


def test_a_name_is_elided_to_what_lies_between_two_ticks_and_a_lone_one_is_whole(look):
    axis = ChartAxis("bottom", look)
    axis.set_fixed_ticks([(0.0, "trousers"), (1.0, "pullover")])
    for label in tick_labels(axis, -0.5, 1.5, 80).values():
        assert 25 < metrics(look).horizontalAdvance(label) <= 38
    axis.set_fixed_ticks([(0.0, "trousers")])
    assert tick_labels(axis, -0.5, 0.5, 10) == {0.0: "trousers"}
    assert tick_labels(axis, 0.5, 1.5, 80) == {}


def test_marked_numbers_are_red_and_the_others_grey(look, shown):
    chart = shown(Chart(look))
    chart.show_range((-0.5, 1.5), (0.0, 1.0))
    chart.bottom.set_fixed_ticks([(0.0, "1"), (1.0, "2")], frozenset({1.0}))
    image, below = picture(chart.canvas), round(pixels(chart, (0.0, 0.0))[1])
    for x, token, other in ((0.0, "muted", "warn"), (1.0, "warn", "muted")):
        column = round(pixels(chart, (x, 0.0))[0])
        written = image[below + 4 :, column - 9 : column + 9]
        assert near(written, look.color(token), 40).any()
        assert not near(written, look.color(other), 25).any()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("anchor", [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.0)])
def test_a_label_lies_with_its_anchor_at_its_place_and_a_gap_away(look, anchor, scale):
    look.scale = scale
    labels = Labels(look)
    labels.set_labels([Label(0, 0, "0.25", anchor, 5.0, points=8.0)])
    ((_, box),) = labels.boxes(QRectF(0, 0, 400, 300), np.array([(200.0, 150.0)]))
    assert box.width() == pytest.approx(metrics(look, 8).horizontalAdvance("0.25") + 6 * scale)
    assert box.height() == pytest.approx(metrics(look, 8).height())
    x, y = box.left() + anchor[0] * box.width(), box.top() + anchor[1] * box.height()
    away = [scale * (5.0 - 10.0 * share) for share in anchor]
    assert (x - 200, y - 150) == pytest.approx(away)


def test_of_labels_that_touch_the_first_is_written(look):
    labels = Labels(look)
    first, over, apart, cut = (Label(0, 0, text) for text in ("first", "over", "apart", "cut"))
    labels.set_labels([first, over, apart, cut])
    places = np.array([(50.0, 50.0), (52.0, 55.0), (50.0, 90.0), (2.0, 150.0)])
    assert [label for label, _ in labels.boxes(QRectF(0, 0, 200, 200), places)] == [first, apart]


def test_a_label_is_written_in_its_colour_where_it_belongs(look, shown):
    chart = shown(Chart(look))
    labels = Labels(look)
    labels.set_labels([Label(3.0, 70.0, "WWW", token="real", points=12.0)])
    chart.view.addItem(labels)
    chart.show_range((0.0, 10.0), (0.0, 100.0))
    rows, columns = np.nonzero(near(picture(chart.canvas), look.color("real"), 20))
    at = pixels(chart, (3.0, 70.0))
    assert (columns.min() + columns.max()) / 2 == pytest.approx(at[0], abs=2)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(at[1], abs=3)


def test_the_labels_of_references_stand_left_of_one_another_and_those_of_upright_ones_above(look, shown):
    chart = shown(Chart(look), 600, 300)
    chart.show_range((0.0, 10.0), (0.0, 100.0))
    references = References(chart, look)
    across = [Reference(20.0 + 15 * index, f"line {index}", "real") for index in range(4)]
    references.set_references([*across, Reference(4.0, "here", upright=True), Reference(5.0, "")])
    chart.grab()
    seen = chart.view.sceneBoundingRect()
    for index, line in enumerate(references.lines[:4]):
        right = seen.left() + (0.98 - LABEL_SHARE * (index % 3)) * seen.width()
        assert line.label.sceneBoundingRect().right() == pytest.approx(right, abs=2)
        assert line.label.color == look.color("real")
    upright = references.lines[4].label.sceneBoundingRect()
    assert upright.center().x() == pytest.approx(pixels(chart, (4.0, 0.0))[0], abs=2)
    assert seen.top() <= upright.top() <= seen.top() + 0.1 * seen.height()
    assert not hasattr(references.lines[5], "label")
    logarithmic = References(chart, look, log=True)
    logarithmic.set_references([Reference(100.0, ""), Reference(-2.0, "", upright=True), Reference(0.0, "")])
    assert [line.value() for line in logarithmic.lines] == [2.0, -2.0]
    assert logarithmic.positions == [2.0]


def test_the_readout_stands_at_the_top_right_and_the_message_in_the_middle(look, shown):
    chart = shown(Chart(look, log_y=True))
    chart.show_range((0.0, 10.0), (-2.0, 2.0))
    QTest.mouseMove(chart.canvas.viewport(), pixel_at(chart, 5.0, 1.0))
    box, area = chart.readout_label.geometry(), chart.canvas.rect()
    assert 0 <= box.top() < 8
    assert 0 <= area.right() - box.right() < 8
    x, y = (float(word) for word in chart.readout.split())
    assert (x, y) == (pytest.approx(5.0, abs=0.05), pytest.approx(10.0, rel=0.1))
    assert chart.readout_at(1.0, 2.0) == "1.00   100.000"
    chart.refresh_readout()
    assert chart.readout
    chart.set_message("nothing yet")
    message, seen = chart.message_label.geometry(), chart.view.sceneBoundingRect().toRect()
    assert (message.center() - seen.center()).manhattanLength() <= 2
    assert seen.contains(message)
    assert message.width() > 0.9 * seen.width()
    chart.refresh_readout()
    assert chart.readout == "", "there is nothing to read where there is nothing to see"
    chart.set_message("")
    chart.refresh_readout()
    assert chart.readout
    QCoreApplication.sendEvent(chart.canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert chart.readout == ""


def test_heads_are_a_third_of_short_arrows_and_open_by_as_much_as_said():
    tails = np.array([(1.0, 10.5), (2.0, 11.0)])
    lines = arrows(tails, np.array([(0.0, 0.3), (-1e4, 0.0)]), OBLONG)
    shafts, heads = lines[:2], lines[2:].reshape(2, 2, 4)
    np.testing.assert_allclose(shafts[:, :2], tails)
    lengths = np.hypot(*(shafts[:, 2:] - shafts[:, :2]).T)
    assert lengths == pytest.approx([0.006 * 0.3 * 16, CAP * 4])
    for barbs in heads:
        size = np.hypot(*(barbs[:, 2:] - barbs[:, :2]).T)
        assert size == pytest.approx([lengths[0] / 3, HEAD * 4])
        backwards = (barbs[:, 2:] - barbs[:, :2]) / size[:, None]
        ahead = (shafts[:, 2:] - shafts[:, :2]) / lengths[:, None]
        np.testing.assert_allclose((backwards * ahead).sum(axis=1), np.cos(np.radians(152)))
    none = arrows(tails, np.array([(np.nan, 1.0), (1.0, 0.0)]), OBLONG)
    np.testing.assert_allclose(none[0], [1.0, 10.5, 1.0, 10.5])


def test_a_surface_lies_on_its_extent_and_is_read_there(look, shown):
    values = np.array([[0.1, 0.2, 0.3, 0.4], [0.5, 0.6, 0.7, 0.8]], np.float32)
    surface = Surface(values, 0.0, 0.25, 1.0, "D")
    for row in range(2):
        for column in range(4):
            for away in (-0.4, 0.4):
                at = value_at(surface, OBLONG, column + 0.5 + away, 10.5 + row + away)
                assert at == pytest.approx(values[row, column])
    for x, y in ((-0.1, 11.0), (4.1, 11.0), (1.0, 9.9), (1.0, 12.1)):
        assert math.isnan(value_at(surface, OBLONG, x, y))
    chart = shown(PlaneChart(look))
    chart.show_plane(plane(extent=OBLONG), frozenset())
    chart.show_surface(surface, None, "D")
    covered = chart.surface.mapRectToParent(chart.surface.boundingRect())
    assert covered.getCoords() == pytest.approx((0.0, 10.0, 4.0, 12.0))
    assert chart.readout_at(2.5, 11.5) == "x 2.50   y 11.50   D 0.70"
    chart.show_surface(None, None, "")
    assert chart.surface.image is None
    assert chart.readout_at(2.5, 11.5) == "x 2.50   y 11.50"


def test_the_neutral_line_stands_where_the_values_say_on_any_extent():
    values = np.tile(np.arange(4) + 0.5, (2, 1)).astype(np.float32)
    lines = neutral_lines(Surface(values, 0.0, 2.2, 4.0, "x"), OBLONG)
    np.testing.assert_allclose(lines[:, ::2], 2.2, rtol=1e-6)
    assert (lines[:, 1::2].min(), lines[:, 1::2].max()) == (10.0, 12.0)
    upwards = neutral_lines(Surface(np.repeat([[1.0], [3.0]], 4, axis=1), 0.0, 1.5, 4.0, "y"), OBLONG)
    np.testing.assert_allclose(upwards[:, 1::2], 10.75)
    assert (upwards[:, ::2].min(), upwards[:, ::2].max()) == (0.0, 4.0)


def test_numbers_change_their_form_where_it_is_said():
    assert [numeral(value) for value in (999_999.0, 1e6, 0.005, 0.0049, -0.004)] == [
        "999,999.00",
        "1.0·10⁶",
        "0.01",
        "4.9·10⁻³",
        "−4.0·10⁻³",
    ]
    assert [power_of_ten(exponent) for exponent in (-3, -2, 0, 3, 4)] == ["10⁻³", "0.01", "1", "1000", "10⁴"]
    assert [round_step(span, 5) for span in (4.9, 5.0, 9.0, 24.0, 26.0, 60.0)] == [1, 1, 2, 5, 10, 20]
    assert [len(part) for part in ticks(1.0, 1.0, 5)] == [0, 0]
    assert ticks(0.0, 0.05, 5)[1] == ["0.00", "0.01", "0.02", "0.03", "0.04", "0.05"]


def test_a_spike_leaves_through_the_edge_half_the_usual_height_beyond_the_rest():
    usual = np.linspace(0.0, 1.0, 401)
    low, high = np.quantile(usual, (0.05, 0.95))
    for sign in (1.0, -1.0):
        values = sign * np.append(usual, [1000.0])
        ends = value_range(values, values, ())
        beyond = max(abs(end) for end in ends)
        assert beyond == pytest.approx(high + (high - low) / 2, abs=0.01)
    higher = np.append(usual, [5.0])
    assert value_range(higher, higher, ())[1] < 2, "more than four times as high as the rest"
    once = np.append(usual, [3.0])
    assert value_range(once, once, ()) == (0.0, 3.0), "so far everything is shown"
    assert value_range(once, once, (-2.0,)) == (-2.0, 3.0)
    nothing = np.full(3, np.nan)
    assert value_range(nothing, nothing, (1.0, 4.0)) == (1.0, 4.0)


def test_curves_are_told_in_full_and_their_title_is_bold(look, shown):
    plot = shown(
        CurvePlot(look, GAN_COLUMNS, (Series("d_loss", "critic"), Series("g_loss", "fake")), title="Losses")
    )
    plot.append(log([3, 4], d_loss=[1.0, 2.0], g_loss=[0.5, np.nan]))
    assert plot.readout_at(-7.0, 0.0) == "step 0   D –   G –"
    plot.refresh()
    title, first, second = plot.figures
    assert (title.words, title.bold) == ("Losses", True)
    assert [(entry.words, entry.token, entry.number) for entry in (first, second)] == [
        ("D", "critic", "2.00"),
        ("G", "fake", "0.50"),
    ]
    table = plot.table()
    assert [table[f"d_loss_{column}"].tolist() for column in ("step", "low", "high")] == [
        [3, 4],
        [1, 2],
        [1, 2],
    ]
    assert {key: curve.token for key, curve in plot.curves.items()} == {"d_loss": "critic", "g_loss": "fake"}
    # A lone value is a dash of 1/75 of what is seen.
    ((left, _, right, _),) = plot.curves["g_loss"].lines[-1:]
    (from_, to), _ = plot.visible_range
    assert ((left + right) / 2, right - left) == pytest.approx((3.0, (to - from_) / 75))


def test_a_logarithmic_chart_ends_on_whole_decades(look, shown):
    plot = shown(CurvePlot(look, GAN_COLUMNS, (Series("g_grad", "fake"),), log=True))
    plot.append(log([1, 2], g_grad=[0.02, 3.0]))
    plot.refresh()
    assert plot.visible_range[1] == (-2, 1)
    plot.clear()
    plot.append(log([1, 2], g_grad=[1.0, 1.0]))
    plot.refresh()
    assert plot.visible_range[1] == (0, 1)
    assert plot.readout_at(1.0, 0.0).endswith(" 1.00")


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_dot_is_a_disc_of_its_colour_in_a_rim_of_the_cards(look, ratio):
    look.scale = 2.0
    pixmap = dot(look, "fake", 4.5, ratio)
    image = pixmap.toImage()
    middle = image.width() // 2
    assert image.width() == image.height() == 2 * middle + 1
    assert pixmap.devicePixelRatio() == ratio
    row = [image.pixelColor(column, middle) for column in range(image.width())]
    full = [color.alpha() > 250 and color.name() == look.color("fake").name() for color in row]
    assert sum(full) == pytest.approx(9.0 * ratio, abs=2)
    assert full[middle]
    assert sum(color.alpha() > 0 for color in row) == pytest.approx((9.0 + 3.2) * ratio, abs=2)


def test_a_bar_stands_on_zero_in_the_middle_of_its_place(look, shown):
    chart, bars = shown(Chart(look, rules=False)), Bars(look, "real")
    bars.set_bars([1.0, 3.0], [40.0, 80.0])
    chart.view.addItem(bars)
    chart.show_range((0.0, 4.0), (-10.0, 100.0))
    green = near(picture(chart.canvas), look.color("real"), 30)
    for x, height in ((1.0, 40.0), (3.0, 80.0)):
        (left, top), (right, bottom) = pixels(chart, [(x - BAR_WIDTH / 2, height), (x + BAR_WIDTH / 2, 0.0)])
        around = green[:, round(left) - 9 : round(right) + 9]
        rows, columns = np.flatnonzero(around.any(axis=1)), np.flatnonzero(around.any(axis=0))
        assert (rows.min(), rows.max() + 1) == pytest.approx((top, bottom), abs=1.5)
        assert (columns.min(), columns.max() + 1) == pytest.approx((9, 9 + right - left), abs=1.5)
    np.testing.assert_allclose(bars.middles, [1.0, 3.0])


def test_a_histogram_is_read_bin_by_bin_and_is_nothing_beside(look, qtbot):
    plot = HistogramPlot(look, ("real",))
    qtbot.addWidget(plot)
    histogram = Histogram(np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 2.0, 5.0]))
    plot.show_histograms((histogram,), (-1.0, 4.0))
    told = [plot.readout_at(x, 0.0).split("   ")[1] for x in (-0.5, 0.0, 0.9, 1.0, 2.9, 3.1)]
    assert told == ["0.0 %", "12.5 %", "12.5 %", "25.0 %", "62.5 %", "0.0 %"]
    assert plot.readout_at(1.2345, 0.0) == "1.234   25.0 %"
    assert plot.visible_range == ((-1.0, 4.0), (0.0, pytest.approx(1.05 * 62.5)))
    assert plot.table()["real_edge"].tolist() == [0, 1, 2, 3]
    two = HistogramPlot(look, ("real", "fake"))
    qtbot.addWidget(two)
    two.show_histograms((histogram, histogram), (-1.0, 4.0))
    alone, above = (chart.curves["real"].opts["brush"].color().alphaF() for chart in (plot, two))
    assert (alone, above) == pytest.approx((0.75, 0.55), abs=0.01), "what lies below can be seen"


def test_columns_of_different_length_are_filled_up(look, shown, tmp_path):
    chart = shown(Chart(look))
    save(chart, {"a": [1, 2], "b": [3]}, tmp_path / "chart.csv")
    assert (tmp_path / "chart.csv").read_text() == "a,b\n1,3\n2,\n"
    save(chart, {}, tmp_path / "chart.svg")
    assert 'viewBox="0 0 400 300"' in (tmp_path / "chart.svg").read_text()


def test_the_eraser_is_red_and_a_full_sheet_says_so(look, shown, monkeypatch):
    chart = shown(PlaneChart(look), 300, 300)
    chart.set_drawing(True, 0.05)
    np.testing.assert_allclose(chart.visible_range, ((0, 1), (0, 1)), atol=0.1)
    canvas, middle = chart.canvas.viewport(), pixel_at(chart, 0.5, 0.25)
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    for eraser, token in ((False, "text"), (True, "warn")):
        chart.brush.eraser = eraser
        QTest.mouseMove(canvas, middle + QPoint(1, 0))
        QTest.mouseMove(canvas, middle)
        assert chart.brush_circle.pen().color() == look.color(token)
    for circle, reach in ((chart.brush_circle, 0.03), (chart.blur_circle, 0.13)):
        assert circle.rect().center().toTuple() == pytest.approx((0.5, 0.25), abs=0.01)
        assert (circle.rect().width(), circle.rect().height()) == pytest.approx((2 * reach, 2 * reach))
    monkeypatch.setattr(type(chart.brush.sketch), "full", True)
    chart.brush.edited.emit()
    assert chart.notice_label.text() == FULL
    chart.set_drawing(False, 0.0)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert chart.brush_circle.isVisible() is False
    assert chart.blur_circle.isVisible() is False
    assert chart.notice_label.isHidden()


def test_a_notice_stands_at_the_top_left_of_the_plane_and_the_readout_below_it(look, shown):
    chart = shown(PlaneChart(look))
    chart.show_plane(plane(real=points((0, 0))), frozenset())
    chart.set_notice("D*: not there yet")
    notice = chart.notice_label.geometry()
    assert (notice.left(), notice.top()) == (round(chart.left.width()) + 6, 6)
    QTest.mouseMove(chart.canvas.viewport(), pixel_at(chart, 0.5, 0.5))
    readout = chart.readout_label.geometry()
    assert notice.bottom() < readout.top() < notice.bottom() + 8
    assert 0 <= chart.canvas.rect().right() - readout.right() < 8


def test_the_bar_stands_beside_the_plane_and_both_in_the_middle(look, shown):
    for size in ((700, 300), (300, 700)):
        world = shown(WorldPlot(look), *size)
        chart, bar = world.chart.geometry(), world.bar.geometry()
        seen = world.chart.view.sceneBoundingRect().translated(chart.topLeft())
        assert (bar.top(), bar.height()) == pytest.approx((seen.top(), seen.height()), abs=1.5)
        assert bar.left() == pytest.approx(seen.right() + 16, abs=1.5)
        assert chart.left() == pytest.approx(world.width() - bar.right(), abs=3)
        assert chart.top() == pytest.approx(world.height() - chart.bottom(), abs=3)
        assert chart.left() < 4 or chart.top() < 4, "as large as there is room"


def test_numbers_of_an_axis_are_drawn_in_the_middle_of_their_ticks(look, shown):
    chart = shown(Chart(look))
    chart.show_range((0.0, 10.0), (0.0, 100.0))
    chart.grab()
    sheet = QImage(9, 9, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for axis, along in ((chart.bottom, 0), (chart.left, 1)):
        _, lines, numbers = axis.generateDrawSpecs(painter)
        assert lines == []
        for rect, _, text in numbers:
            box = axis.mapRectToScene(QRectF(rect))
            at = pixels(chart, (float(text), float(text)))[along]
            assert box.center().toTuple()[along] == pytest.approx(at, abs=1.5)
            assert axis.boundingRect().contains(rect)
        assert len(numbers) >= 4
    painter.end()


def test_the_menu_saves_under_the_name_that_is_chosen(look, shown, tmp_path, monkeypatch):
    chart = shown(Chart(look))
    monkeypatch.setattr(chart, "table", lambda: {"x": [1.0]})
    names = iter([str(tmp_path / "a"), str(tmp_path / "b.svg"), ""])
    asked = []

    def choose(*arguments):
        asked.append(arguments[2:])
        return next(names), ""

    monkeypatch.setattr("ganplay.gui.charts.chart.QFileDialog.getSaveFileName", choose)
    for action in chart.menu().actions()[3:]:
        action.trigger()
    assert asked == [(f"chart.{suffix}", f"*.{suffix}") for suffix in ("png", "svg", "csv")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "b.svg"]
    monkeypatch.setattr(chart, "table", dict)
    assert len([action for action in chart.menu().actions() if action.text()]) == 4, "no data, no CSV"


def test_points_have_their_size_on_the_screen_on_slides_and_on_paper(look, shown, tmp_path):
    chart, cloud = shown(Chart(look)), Points(look, "fake", 10.0)
    cloud.set_points(np.array([(5.0, 50.0), (np.nan, 1.0)]))
    chart.view.addItem(cloud)
    chart.show_range((0.0, 10.0), (0.0, 100.0))
    saved = image(chart)
    column, row = np.round(2 * pixels(chart, (5.0, 50.0))).astype(int).tolist()
    inked = {
        x
        for x in range(column - 20, column + 21)
        for y in range(row - 20, row + 21)
        if saved.pixelColor(x, y).name() == look.color("fake").name()
    }
    assert 15 <= len(inked) <= 20, "twice ten, less the soft edge"
    for token in ("fake", "real"):
        cloud.token = token
        row, column = np.nonzero(near(picture(chart.canvas), look.color(token), 20))
        assert column.max() - column.min() + 1 == row.max() - row.min() + 1 == pytest.approx(10, abs=2)
    save(chart, {}, tmp_path / "chart.svg")
    text = (tmp_path / "chart.svg").read_text()
    assert re.findall(r'<(?:circle|ellipse)[^>]* r[x]?="([0-9.]+)"', text) == ["5"]


def test_dashes_leave_out_what_cannot_be_drawn():
    straight = joined(np.array([(0.0, 0.0), (30.0, 0.0)]))
    wild = np.array([(np.nan, 0.0, 1.0, 1.0), (0.0, 0.0, 2e5, 0.0)])
    expected = [[0, 0, 6, 0], [12, 0, 18, 0], [24, 0, 30, 0]]
    np.testing.assert_allclose(dashed(np.concatenate((wild, straight)), 6.0), expected)
    assert len(dashed(wild, 6.0)) == 0
    far = dashed(np.array([(0.0, 0.0, 9e4, 0.0)]), 1e4)
    np.testing.assert_allclose(far[:, 0], np.arange(0, 9e4, 2e4))


def test_the_bar_writes_two_figures_or_a_power_of_ten(look, shown):
    bar = shown(ColourBar(look), 80, 300)
    values = (9999.0, -1e4, 0.001, 0.0009, 10.4, 9.64, 0.123, -0.5)
    for value, label in zip(
        values, ("9999", "−1·10⁴", "0.001", "9·10⁻⁴", "10", "9.6", "0.12", "−0.5"), strict=True
    ):
        bar.show_surface(Surface(np.zeros((2, 2), np.float32), value, value, value, "D"))
        assert bar.labels == (label,) * 3
    surface = Surface(np.zeros((2, 2), np.float32), -1.0, 0.0, 3.0, "D(x)")
    bar.show_surface(surface)
    assert list(tick_labels(bar.axis, 0.0, 1.0, 300).items()) == [(0.03, "−1"), (0.5, "0"), (0.97, "3")]
    assert (bar.title, bar.toolTip()) == ("D(x)", "D(x)")
    bar.resize(bar.sizeHint().width(), 300)
    picture(bar)
    assert bar.strip.sceneBoundingRect().getRect() == pytest.approx((0, 0, 12, 300), abs=1)
    assert bar.axis.geometry().getRect() == pytest.approx((12, 0, bar.width() - 12, 300), abs=1)


def test_figures_are_bold_or_not_and_numbers_always(look, shown):
    chart = shown(Chart(look))
    chart.set_headline((Figure("Losses", bold=True), Figure("D", "critic", "1.31")))
    bold, plain = chart.headline_label.text().split("&nbsp; ")
    assert "font-weight:600" in bold
    assert plain.count("font-weight:400") == 1
    assert "font-weight:600" in plain
    assert chart.headline_label.width() == chart.width()
    assert rounded(0.123456789012345, 0.0) == 0.123456789012345
