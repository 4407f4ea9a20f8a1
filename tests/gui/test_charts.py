"""What every chart does under a hand: zoom, pan, the way back, the menu, files; and its axes."""

from __future__ import annotations

import csv
import itertools
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest

from ganplay.contract.errors import GanplayError
from ganplay.contract.views import Surface
from ganplay.gui.charts.axis import TICK_POINTS, ChartAxis
from ganplay.gui.charts.chart import Chart, rounded
from ganplay.gui.charts.colour_bar import ColourBar
from ganplay.gui.charts.headline import Figure
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.references import Reference, References
from ganplay.gui.charts.segments import Segments, joined
from ganplay.gui.charts.world import WorldPlot
from ganplay.gui.theme import Appearance

from .plot_frames import near, picture, pixel_at, pixels, plane, points

LEFT = Qt.MouseButton.LeftButton


class Diagonal(Chart):
    """A line from (0, 0) to (10, 100) and its ends as points."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.line = Segments(appearance, "critic")
        self.ends = Points(appearance, "fake", 6.0)
        for item in (self.line, self.ends):
            self.view.addItem(item, ignoreBounds=True)
        self.line.set_lines(np.array([(0.0, 0.0, 10.0, 100.0)]))
        self.ends.set_points(np.array([(2.0, 20.0), (8.0, 80.0)]))
        self.show_range((0.0, 10.0), (0.0, 100.0))

    def table(self):
        return {"x": [0.0, 10.0], "y": [0.0, 100.0]}


@pytest.fixture
def chart(qtbot):
    chart = Diagonal(Appearance())
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.show()
    return chart


def wheel(chart, x, y, turns):
    at = QPointF(pixel_at(chart, x, y))
    canvas = chart.canvas.viewport()
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(canvas, event)


def drag(chart, start, end):
    canvas = chart.canvas.viewport()
    QTest.mousePress(canvas, LEFT, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
        QTest.qWait(15)
    QTest.mouseRelease(canvas, LEFT, pos=end)


def test_the_wheel_zooms_at_the_pointer_and_the_numbers_stay_true(chart):
    before = pixels(chart, (8.0, 80.0))
    wheel(chart, 8.0, 80.0, 5)
    (left, right), (low, high) = chart.visible_range
    assert right - left < 5
    assert high - low < 50
    # A pointer stands on a whole pixel, and half a pixel is stretched with the rest.
    np.testing.assert_allclose(pixels(chart, (8.0, 80.0)), before, atol=2)
    assert not chart.follows
    ((_, positions),) = chart.bottom.tickValues(left, right, 300)
    labels = chart.bottom.tickStrings(positions, 1, 1)
    assert len(labels) >= 3
    assert [float(label) for label in labels] == pytest.approx(positions)
    assert all(left <= position <= right for position in positions)


def test_the_axis_makes_room_for_the_longer_numbers_of_a_closer_look(chart):
    usual = chart.left.width()
    wheel(chart, 8.0, 80.0, 30)
    low, high = chart.visible_range[1]
    ((_, positions),) = chart.left.tickValues(low, high, 250)
    metrics = QFontMetricsF(chart.appearance.font(TICK_POINTS, tabular=True))
    widest = max(map(metrics.horizontalAdvance, chart.left.tickStrings(positions, 1, 1)))
    assert chart.left.fixedWidth > widest > usual
    chart.view.follow()
    assert chart.left.fixedWidth == usual


def test_a_drag_pans_and_keeps_the_scale(chart):
    start = pixel_at(chart, 5.0, 50.0)
    drag(chart, start, start + QPoint(60, 0))
    (left, right), (low, high) = chart.visible_range
    assert right - left == pytest.approx(10)
    assert high - low == pytest.approx(100)
    unit = pixels(chart, (1.0, 0.0))[0] - pixels(chart, (0.0, 0.0))[0]
    assert left == pytest.approx(-60 / unit, abs=12 / unit)
    assert not chart.follows


def test_a_double_click_and_the_key_a_come_back_to_the_newest_range(chart):
    for come_back in (
        lambda: QTest.mouseDClick(chart.canvas.viewport(), LEFT, pos=pixel_at(chart, 8.0, 80.0)),
        lambda: QTest.keyClick(chart, Qt.Key.Key_A),
    ):
        wheel(chart, 8.0, 80.0, 5)
        chart.show_range((0.0, 10.0), (0.0, 100.0))
        assert not chart.follows
        come_back()
        assert chart.follows
        np.testing.assert_allclose(chart.visible_range, ((0, 10), (0, 100)))
    QTest.keyClick(chart, Qt.Key.Key_B)
    wheel(chart, 8.0, 80.0, 5)
    QTest.keyClick(chart, Qt.Key.Key_B)
    assert not chart.follows


def test_a_range_that_comes_while_somebody_has_zoomed_waits_for_the_way_back(chart):
    wheel(chart, 8.0, 80.0, 5)
    zoomed = chart.visible_range
    chart.show_range((0.0, 20.0), (0.0, 200.0))
    assert chart.visible_range == zoomed
    chart.view.follow()
    np.testing.assert_allclose(chart.visible_range, ((0, 20), (0, 200)))


def test_the_pointer_reads_the_place_and_nothing_when_it_is_gone(chart):
    canvas = chart.canvas.viewport()
    QTest.mouseMove(canvas, pixel_at(chart, 5.0, 50.0))
    x, y = (float(word) for word in chart.readout.split())
    assert (x, y) == (pytest.approx(5, abs=0.05), pytest.approx(50, abs=0.5))
    QTest.mouseMove(canvas, QPoint(2, 2))
    assert chart.readout == ""


@pytest.mark.parametrize(
    ("value", "pixel", "read"),
    [(-4e-16, 0.01, 0.0), (1.2345, 0.02, 1.23), (812.4, 3.0, 812.0), (2e-7, 1e-8, 2e-7)],
)
def test_a_place_is_read_out_to_the_digits_that_a_pixel_tells_apart(value, pixel, read):
    assert rounded(value, pixel) == pytest.approx(read, rel=1e-12)
    assert not str(rounded(value, pixel)).startswith("-")


def test_the_menu_offers_the_way_back_copy_and_three_kinds_of_file(chart):
    texts = [action.text() for action in chart.menu().actions() if action.text()]
    assert texts == [
        "Back to the whole (A)",
        "Copy the picture",
        "Save as PNG…",
        "Save as SVG…",
        "Save the data as CSV…",
    ]
    wheel(chart, 8.0, 80.0, 5)
    chart.menu().actions()[0].trigger()
    assert chart.follows
    chart.menu().actions()[2].trigger()
    assert QGuiApplication.clipboard().image().size() == chart.size() * 2


def test_a_right_click_opens_the_menu_where_it_was(chart, qtbot):
    with qtbot.waitSignal(chart.view.menu_wanted):
        QTest.mouseClick(chart.canvas.viewport(), Qt.MouseButton.RightButton, pos=pixel_at(chart, 5.0, 50.0))
    menu = QGuiApplication.focusWindow() or chart.findChildren(type(chart.menu()))[-1]
    menu.close()


def test_a_png_has_twice_the_pixels_and_shows_the_chart(chart, tmp_path):
    chart.save(tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (800, 600)
    column, row = np.round(2 * pixels(chart, (2.0, 20.0))).astype(int)
    assert image.pixelColor(int(column), int(row)).name() == chart.appearance.color("fake").name()


def test_an_svg_is_made_of_lines_and_round_points_not_of_pixels(chart, tmp_path):
    chart.save(tmp_path / "chart.svg")
    root = ElementTree.parse(tmp_path / "chart.svg").getroot()
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("circle") + names.count("ellipse") == 2
    assert "image" not in names
    words = {(element.text or "").strip() for element in root.iter() if element.tag.endswith("text")}
    assert {"0", "100", "2", "8"} <= words


def test_a_csv_holds_the_data_with_their_names(chart, tmp_path):
    chart.save(tmp_path / "chart.csv")
    with (tmp_path / "chart.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [["x", "y"], ["0.0", "0.0"], ["10.0", "100.0"]]


def test_another_suffix_is_refused_and_nothing_is_written(chart, tmp_path):
    with pytest.raises(GanplayError, match=r"\.png, \.svg or \.csv"):
        chart.save(tmp_path / "chart.pdf")
    assert list(tmp_path.iterdir()) == []


def test_lines_and_points_are_drawn_where_their_data_say(chart):
    image = picture(chart.canvas)
    for x, y in chart.ends.points:
        column, row = np.round(pixels(chart, (x, y))).astype(int)
        assert near(image[row, column], chart.appearance.color("fake"), 20)
    for x in (1.0, 4.0, 5.0, 9.0):
        column, row = np.round(pixels(chart, (x, 10 * x))).astype(int)
        assert near(
            image[row - 1 : row + 2, column - 1 : column + 2], chart.appearance.color("critic"), 60
        ).any()


def test_a_headline_is_written_in_the_colours_of_its_figures(chart):
    chart.set_headline((Figure("D", "critic", "1.31"), Figure("<b>", "fake", bold=True)))
    text = chart.headline_label.text()
    assert chart.appearance.palette.critic in text
    assert "1.31" in text
    assert "&lt;b&gt;" in text
    chart.set_headline([Figure("a figure with many words", "muted", "1.00")] * 4)
    chart.resize(200, 300)
    chart.grab()
    one = chart.headline_label.fontMetrics().height()
    assert chart.headline_label.height() > 2 * one, "what is too long for one line goes on in the next"
    assert chart.headline_label.width() <= 200
    chart.set_headline(())
    assert chart.headline_label.isHidden()


def test_a_new_theme_recolours_everything_that_is_drawn(chart):
    chart.appearance.dark = True
    image = picture(chart.canvas)
    column, row = np.round(pixels(chart, (2.0, 20.0))).astype(int)
    assert near(image[row, column], chart.appearance.color("fake"), 20)
    assert near(image[5, 200], chart.appearance.color("card"), 4)


def test_the_lines_across_are_at_the_numbers_at_every_height(chart):
    chart.show_range((0.0, 10.0), (-7.0, 107.0))
    counts = set()
    sheet = QImage(9, 9, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for height in range(150, 260, 3):
        chart.resize(400, height)
        column = picture(chart.canvas)[:, int(pixels(chart, (7.7, 0.0))[0])]
        drawn = np.flatnonzero(~near(column, chart.appearance.color("card"), 6))
        drawn = drawn[np.abs(drawn - pixels(chart, (7.7, 77.0))[1]) > 4]
        _, _, numbers = chart.left.generateDrawSpecs(painter)
        top = chart.view.sceneBoundingRect().top()
        expected = sorted(top + rect.center().y() for rect, _, _ in numbers)
        np.testing.assert_allclose(drawn, expected, atol=1.5, err_msg=f"{height} pixels high")
        counts.add(len(numbers))
    painter.end()
    assert len(counts) > 1


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-3.0, 1.0, ["10⁻³", "0.01", "0.1", "1", "10"]),
        (0.0, 1.0, ["1", "5", "10"]),
        (1.0, 1.2, ["10", "12", "14"]),
    ],
)
def test_a_logarithmic_axis_has_decades_and_round_numbers_between_them(qapp, low, high, labels):
    axis = ChartAxis("left", Appearance(), log=True)
    ((_, positions),) = axis.tickValues(low, high, 36.0 * len(labels))
    written = axis.tickStrings(positions, 1, 1)
    for position, label in zip(positions, written, strict=True):
        if "⁻" not in label:
            assert 10.0**position == pytest.approx(float(label), rel=1e-6)
    assert set(labels) & set(written)
    assert len(written) >= 2


def test_names_on_an_axis_are_elided_and_numbers_thinned(qapp):
    axis = ChartAxis("bottom", Appearance())
    axis.set_fixed_ticks([(0, "trousers"), (1, "pullover")])
    ((_, positions),) = axis.tickValues(-0.5, 1.5, 60)
    assert positions == [0, 1]
    assert all(label.endswith("…") for label in axis.tickStrings(positions, 1, 1))
    axis.set_fixed_ticks([(place, str(place + 1)) for place in range(100)])
    ((_, positions),) = axis.tickValues(-0.5, 99.5, 300)
    assert positions == list(range(0, 100, 10))
    assert axis.tickStrings(positions, 1, 1)[1] == "11"


def test_references_stand_across_or_upright_with_labels_apart(chart):
    references = References(chart, chart.appearance)
    lines = (
        Reference(20.0, "low", "real"),
        Reference(25.0, "near", "fake"),
        Reference(4.0, "x", upright=True),
    )
    assert references.set_references(lines)
    assert not references.set_references(lines)
    assert references.positions == [20.0, 25.0]
    assert [line.angle for line in references.lines] == [0, 0, 90]
    assert [line.value() for line in references.lines] == [20.0, 25.0, 4.0]
    assert [line.pen.color().name() for line in references.lines] == [
        chart.appearance.color(token).name() for token in ("real", "fake", "muted")
    ]
    chart.grab()
    boxes = [line.label.sceneBoundingRect() for line in references.lines[:2]]
    assert not boxes[0].intersects(boxes[1])
    seen = chart.view.sceneBoundingRect()
    assert all(seen.left() <= box.left() and box.right() <= seen.right() for box in boxes)


@pytest.mark.parametrize("value", [0.5, 99.5])
def test_the_label_of_a_line_at_the_edge_stays_in_the_picture(chart, value):
    references = References(chart, chart.appearance)
    references.set_references((Reference(value, "ln 2", "real"),))
    chart.grab()
    (line,) = references.lines
    box, seen = line.label.sceneBoundingRect(), chart.view.sceneBoundingRect()
    assert seen.top() <= box.top() + 1
    assert box.bottom() - 1 <= seen.bottom()


def test_the_message_of_an_empty_chart_stands_clear_of_the_numbers_of_its_axes(chart):
    chart.set_message("nothing has been measured yet, and this takes more than a line")
    chart.resize(220, 120)
    chart.grab()
    view = chart.view.sceneBoundingRect().toAlignedRect()
    assert view.contains(chart.message_label.geometry())
    assert chart.message_label.width() > 0.9 * view.width()
    assert chart.message_label.autoFillBackground()


def test_labels_of_lines_go_where_no_curve_and_no_other_label_is(chart):
    chart.show_range((0.0, 100.0), (0.0, 100.0))
    references = References(chart, chart.appearance)
    references.set_references([Reference(value, f"line {value:g}") for value in (50.0, 51.0, 52.0, 53.0)])
    # A curve that runs along the lines at the right, where labels are liked best.
    x = np.linspace(40.0, 100.0, 300)
    curve = joined(np.stack((x, 51.0 + 6.0 * np.sin(x)), axis=1))
    references.keep_clear_of([curve])
    chart.grab()
    boxes = [line.label.sceneBoundingRect() for line in references.lines]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.adjusted(1, 1, -1, -1).intersects(other)
    seen = chart.view.sceneBoundingRect()
    places = [chart.view.mapViewToScene(QPointF(*point)) for point in curve[:, :2].tolist()]
    for box in boxes:
        assert seen.adjusted(-1, -1, 1, 1).contains(box)
        assert not any(box.adjusted(1, 1, -1, -1).contains(place) for place in places)
    before = [line.label.orthoPos for line in references.lines]
    references.keep_clear_of([curve[:100]])
    assert [line.label.orthoPos for line in references.lines] == before, "a label that is clear stays"


def test_the_colour_bar_has_its_high_colour_above_and_the_numbers_beside(qtbot):
    bar = ColourBar(Appearance())
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint().width(), 300)
    bar.show_surface(Surface(np.zeros((2, 2), dtype=np.float32), -1.0, 0.0, 20.0, "D(x)"))
    bar.show()
    image, table = picture(bar), bar.appearance.surface_table()[:, :3].astype(int)
    np.testing.assert_allclose(image[3, 5], table[255], atol=3)
    np.testing.assert_allclose(image[296, 5], table[0], atol=3)
    ((_, positions),) = bar.axis.tickValues(0.0, 1.0, 300)
    assert bar.axis.tickStrings(positions, 1, 1) == ["−1", "0", "20"]
    assert positions == pytest.approx([0, 0.5, 1], abs=0.05)
    bar.show_surface(None)
    assert bar.title == ""
    assert not near(picture(bar), bar.appearance.color("muted"), 40).any()


def test_the_items_of_the_plane_are_the_views_own_in_the_legends_colours(qtbot):
    world = WorldPlot(Appearance())
    qtbot.addWidget(world)
    world.resize(500, 400)
    world.show()
    grid = np.stack(np.meshgrid([0.0, 1.0], [0.0, 2.0]), axis=2).astype(np.float32)
    shown = plane(
        real=points((0, 1)), fake=points((1, 0), (0, -1)), pull=points((20, 0), (0, 20)), manifold=grid
    )
    world.set_layers(frozenset({"real", "fake", "pull", "manifold"}))
    world.show_plane(shown)
    chart = world.chart
    np.testing.assert_array_equal(chart.real.points, shown.real)
    np.testing.assert_array_equal(chart.fake.points, shown.fake)
    np.testing.assert_array_equal(chart.gradients.lines[:2, :2], shown.fake)
    edges = {tuple(line) for line in chart.manifold.lines.tolist()}
    assert edges == {(0, 0, 1, 0), (0, 2, 1, 2), (0, 0, 0, 2), (1, 0, 1, 2)}
    tokens = [item.token for item in (chart.real, chart.fake, chart.gradients, chart.manifold, chart.contour)]
    assert tokens == ["real", "fake", "pull", "fake", "text"]
    heights = [
        item.zValue()
        for item in (chart.surface, chart.contour, chart.manifold, chart.real, chart.fake, chart.gradients)
    ]
    assert heights == sorted(set(heights))
    assert chart.table()["generated_y"].tolist() == [0, -1]
    crowd = np.tile(np.float32([[0.5, 0.5]]), (300, 1))
    world.show_plane(plane(fake=crowd, pull=np.ones_like(crowd)))
    assert len(chart.gradients.lines) == 3
    world.set_layers(frozenset())
    for item in (chart.real, chart.fake):
        assert len(item.points) == 0
    for item in (chart.gradients, chart.manifold):
        assert len(item.lines) == 0
