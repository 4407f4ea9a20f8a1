"""What the planes and the eigenvalues show, asked of the items drawn, and what a hand does to them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ganplay.contract.games import XY, Simultaneous
from ganplay.gui.games.eigen_plot import arc_within
from ganplay.gui.games.field import contours, flow
from ganplay.gui.games.panels import largest_round
from ganplay.gui.games.phase_plot import HINT
from ganplay.gui.games.words import Words
from ganplay.gui.theme import Appearance

from ..plot_frames import near, picture, pixel_at, pixels
from ..test_charts import drag, wheel
from .conftest import OpenPlayer, Player

KEY = Qt.Key


@pytest.fixture
def nine(open_player: OpenPlayer) -> Player:
    return open_player("game-mescheder")


def pan(plane, player: Player, way: QPoint) -> None:
    """Drag empty ground."""
    start = pixel_at(plane, *(0.8 * np.array(plane.plane)[[1, 3]]))
    drag(plane, start, start + way)
    player.settle()


def test_simultaneous_descent_is_drawn_where_its_closed_form_says(player: Player):
    player.session.go_to(300)
    plane, eta = player.plane, player.session.settings.eta
    # On xy with x descending and y ascending a step multiplies x + iy by 1 + i eta.
    spiral = (1 + 1j) * (1 + 1j * eta) ** np.arange(301)
    lines = plane.trajectories[0].lines
    np.testing.assert_allclose(lines[:, 0] + 1j * lines[:, 1], spiral[:-1], rtol=1e-9)
    np.testing.assert_allclose(lines[:, 2] + 1j * lines[:, 3], spiral[1:], rtol=1e-9)
    np.testing.assert_allclose(plane.heads[0].points, [(spiral[-1].real, spiral[-1].imag)])
    np.testing.assert_allclose(plane.start.points, [(1, 1)])
    assert plane.trajectories[0].token == plane.heads[0].token == "rule1"
    np.testing.assert_allclose((plane.cross.lines[:, :2] + plane.cross.lines[:, 2:]) / 2, np.zeros((2, 2)))
    column, row = np.round(pixels(plane, plane.heads[0].points[0])).astype(int)
    assert near(picture(plane.canvas)[row, column], plane.appearance.color("rule1"), 20)
    table = plane.table()
    assert list(table) == ["step", "simultaneous, x", "simultaneous, y"]
    assert table["step"][-1] == 500
    assert table["simultaneous, y"][300] == pytest.approx(spiral[-1].imag)


def test_the_wheel_looks_closer_and_field_and_contours_are_those_of_what_is_seen(player: Player):
    player.click(player.page.legend.layers["value"])
    player.session.go_to(100)
    plane, whole = player.plane, player.plane.visible_range
    wheel(plane, 1.0, 1.0, 12)
    x_from, x_to, y_from, y_to = plane.plane
    assert x_to - x_from < 0.25 * (whole[0][1] - whole[0][0])
    np.testing.assert_allclose(plane.field.lines, flow(plane._game, 0, plane.plane))
    values = np.concatenate([contour.line for contour in contours(plane._game, 0, plane.plane)])
    assert len(plane.contours.lines) + len(plane.contours_below.lines) > 0.9 * len(values)
    for label in plane.labels.labels:
        if label.text not in ("x", "y"):
            assert label.x * label.y == pytest.approx(float(label.text.replace("−", "-")), abs=0.01)
            assert x_from <= label.x <= x_to
            assert y_from <= label.y <= y_to
    across = plane.cross.lines[0]
    assert (across[2] - across[0]) * plane.pixels_per_unit == pytest.approx(2 * plane.DOT)
    assert len(plane.trajectories[0].lines) < 100, "what lies beyond a side is left out"
    QTest.keyClick(plane, KEY.Key_A)
    np.testing.assert_allclose(plane.visible_range, whole)
    assert len(plane.trajectories[0].lines) == 100
    wheel(plane, 1.0, 1.0, 12)
    QTest.mouseDClick(plane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel_at(plane, 1.5, 1.5))
    np.testing.assert_allclose(plane.visible_range, whole)


def test_a_drag_of_empty_ground_pans_and_leaves_the_start(player: Player):
    plane = player.plane
    (left, _), (low, _) = plane.visible_range
    pan(plane, player, QPoint(-60, 40))
    assert player.session.settings.start == (1.0, 1.0)
    assert plane.visible_range[0][0] == pytest.approx(left + 60 / plane.pixels_per_unit, rel=0.1)
    assert plane.visible_range[1][0] == pytest.approx(low + 40 / plane.pixels_per_unit, rel=0.1)
    assert not plane.follows
    moved = plane.visible_range
    player.drag_slider("eta", 0.05)
    assert plane.visible_range == moved
    QTest.keyClick(plane, KEY.Key_A)
    x, y = plane.visible_range
    assert x[0] + x[1] == pytest.approx(0, abs=1e-9)
    # (1 + eta^2)^(500 / 2) = 1.87 times the first radius, sqrt 2, and room around it, rounded up.
    assert y == pytest.approx((-3, 3))


def test_the_start_can_be_dragged_while_zoomed_in_and_elsewhere_the_arrow_says_it_cannot(player: Player):
    plane, canvas = player.plane, player.plane.canvas.viewport()
    assert HINT in [label.text for label in plane.labels.labels]
    wheel(plane, 1.0, 1.0, 10)
    zoomed = plane.visible_range
    QTest.mouseMove(canvas, pixel_at(plane, 1.0, 1.0))
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mouseMove(canvas, pixel_at(plane, 1.0, 1.0) + QPoint(60, 60))
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    player.drag(plane, player.pixel(1, 1), player.pixel(1.5, 0.75))
    assert player.session.settings.start == pytest.approx((1.5, 0.75), abs=2 / plane.pixels_per_unit)
    assert plane.visible_range == zoomed
    assert HINT not in [label.text for label in plane.labels.labels]


def test_the_pointer_tells_place_value_and_whose_trajectory_it_is_on(player: Player):
    plane, canvas = player.plane, player.plane.canvas.viewport()
    player.session.go_to(100)
    x, y = plane.walked(player.session.seen[0])[60]
    QTest.mouseMove(canvas, pixel_at(plane, x, y))
    words = plane.readout
    read = dict(word.split(" ", 1) for word in words.split("   ")[:3])
    assert float(read["x"].replace("−", "-")) == pytest.approx(x, abs=0.1)
    assert float(read["y"].replace("−", "-")) == pytest.approx(y, abs=0.1)
    assert float(read["f"].replace("−", "-")) == pytest.approx(x * y, abs=0.3)
    assert "simultaneous, step " in words
    assert abs(int(words.rsplit(" ", 1)[1]) - 60) < 5
    QTest.mouseMove(canvas, pixel_at(plane, -12, -12))
    assert "simultaneous" not in plane.readout
    assert "f 1" in plane.readout


def test_the_menu_saves_the_trajectories(player: Player, tmp_path):
    texts = [action.text() for action in player.plane.menu().actions() if action.text()]
    assert texts[0] == "Back to the whole (A)"
    assert len(texts) == 5
    player.plane.save(tmp_path / "plane.csv")
    lines = (tmp_path / "plane.csv").read_text().splitlines()
    assert lines[:2] == ['step,"simultaneous, x","simultaneous, y"', "0,1.0,1.0"]
    player.plane.save(tmp_path / "plane.svg")
    assert "<svg" in (tmp_path / "plane.svg").read_text()


def test_words_that_would_be_cut_or_lie_on_others_are_left_out(player: Player):
    player.click(player.page.legend.layers["value"])
    plane = player.plane
    places = pixels(plane, [(label.x, label.y) for label in plane.labels.labels])
    seen = plane.view.sceneBoundingRect()
    kept = plane.labels.boxes(seen, places)
    assert 8 < len(kept) <= len(plane.labels.labels)
    assert {"x", "y"} <= {label.text for label, _ in kept}
    boxes = [box for _, box in kept]
    assert all(seen.contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_every_panel_says_its_scale_and_its_radii(nine: Player):
    nine.session.go_to(200)
    for plot, (title, _, runs) in zip(nine.page.panels.plots, nine.session.panels, strict=True):
        x, y, length = plot.bar
        (bar,) = plot.scale_bar.lines
        assert bar[2] - bar[0] == pytest.approx(length)
        assert plot.plane[0] < bar[0] < bar[2] < plot.plane[1]
        assert plot.plane[2] < bar[1] < plot.plane[3]
        label = plot.labels.labels[0]
        assert float(label.text) == length
        assert (label.x, label.y) == pytest.approx((x + length / 2, y))
        assert plot.figures[0].words == title
        assert [token for _, token in plot.radii.words] == ["rule1", "rule2", "rule3"]
        for run, head, line in zip(runs, plot.heads, plot.trajectories, strict=False):
            np.testing.assert_allclose(head.points[0], run.trajectory.path[200])
            assert head.token == line.token == run.token
    assert [plot.figures[0].token for plot in nine.page.panels.plots] == ["accent"] + ["text"] * 8
    assert nine.page.panels.plots[0].radii.words[0][0] == "2.64"


def test_a_panel_zooms_and_pans_and_only_a_click_enlarges_it(nine: Player):
    plot = nine.page.panels.plots[4]
    wheel(plot, 0.0, 0.0, 8)
    zoomed = plot.bar[2]
    assert zoomed < largest_round(2.0)
    assert float(plot.labels.labels[0].text) == zoomed
    middle = plot.canvas.viewport().rect().center()
    drag(plot, middle, middle + QPoint(30, 20))
    assert not nine.session.alone
    QTest.keyClick(plot, KEY.Key_A)
    assert plot.follows
    QTest.mouseMove(plot.canvas.viewport(), middle)
    assert plot.readout.startswith("x ")
    nine.click(plot)
    assert nine.session.alone
    assert nine.session.index == 4
    nine.press(KEY.Key_Escape)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(5, plot.height() - 4))
    assert nine.session.alone, "a click on the radii enlarges it too"


@pytest.mark.parametrize(
    ("most", "length"), [(0.99, 0.5), (1.0, 1.0), (3.4, 2.0), (70.0, 50.0), (0.02, 0.02)]
)
def test_a_scale_bar_is_as_long_as_a_round_number(most: float, length: float):
    assert largest_round(most) == pytest.approx(length)


def test_eigenvalues_stand_where_the_closed_form_says_and_are_told(player: Player):
    eigen, eta = player.page.monitors.eigen, player.session.settings.eta
    for chart in (eigen.whole, eigen.close_up):
        points = chart.values[0].points
        np.testing.assert_allclose(sorted(points.tolist()), [(1, -eta), (1, eta)], atol=1e-12)
        assert chart.values[0].token == "rule1"
        table = chart.table()
        np.testing.assert_allclose(table["simultaneous, modulus"], np.hypot(1, eta))
        lines = chart.circle.lines
        np.testing.assert_allclose(np.hypot(lines[:, 0], lines[:, 1]), 1)
    assert eigen.near == 0.2
    assert eigen.whole.figures[0].words == "around 0, ± 1.35"
    assert eigen.close_up.figures[0].words == "around 1, ± 0.2"
    corners = eigen.whole.frame.lines
    assert (corners[:, 0].min(), corners[:, 0].max()) == pytest.approx((0.8, 1.2))
    assert (corners[:, 1].min(), corners[:, 1].max()) == pytest.approx((-0.2, 0.2))
    assert len(eigen.close_up.frame.lines) == 0
    assert eigen.radii.words == (("largest |λ|", "muted"), (f"{np.hypot(1, eta):.6g}", "rule1"))
    (x_from, x_to), (y_from, y_to) = eigen.close_up.visible_range
    assert x_from <= 0.8 < 1.2 <= x_to
    assert y_from <= -0.2 < 0.2 <= y_to
    assert eigen.whole.readout_at(1.0, eta).splitlines() == [
        "simultaneous",
        "1.000+0.100i",
        "|λ| 1.00499",
    ]
    assert eigen.whole.readout_at(-0.5, -0.5).splitlines()[-1].startswith("|λ| 0.7")


def test_numbers_along_the_sides_of_the_complex_plane_stay_true(player: Player):
    eigen = player.page.monitors.eigen
    texts = {label.text: label for label in eigen.whole.numbers.labels}
    assert (texts["−1"].x, texts["1"].x, texts["i"].y, texts["−i"].y) == (-1, 1, 1, -1)
    wheel(eigen.close_up, 1.0, 0.0, 10)
    assert eigen.close_up.figures[0].words == "zoomed (A: back)"
    real = [label for label in eigen.close_up.numbers.labels if not label.text.endswith("i")]
    assert len(real) >= 2
    for label in real:
        assert float(label.text) == pytest.approx(label.x)
    QTest.keyClick(eigen.close_up, KEY.Key_A)
    assert eigen.close_up.figures[0].words == "around 1, ± 0.2"


def test_an_eigenvalue_far_out_stands_at_the_edge_until_one_zooms(player: Player):
    player.session.edit(dataclasses.replace(player.session.settings, game=XY(10.0), eta=1.0))
    player.settle()
    whole = player.page.monitors.eigen.whole
    assert player.session.runs[0].rule == Simultaneous()
    # 1 + 10i and its conjugate: at 0.96 of a reach of 4.
    np.testing.assert_allclose(np.hypot(*whole.values[0].points.T), 0.96 * 4)
    assert player.page.monitors.eigen.close_up.isHidden()
    wheel(whole, 0.0, 0.0, -5)
    np.testing.assert_allclose(sorted(whole.values[0].points.tolist()), [(1, -10), (1, 10)])


@pytest.mark.parametrize("view", [(0.8, 1.2, -0.2, 0.2), (0.7071, 0.70711, 0.7071, 0.70711), (-2, 2, -2, 2)])
def test_the_circle_is_drawn_as_far_as_it_is_seen(view: tuple[float, float, float, float]):
    arc, inner = arc_within(view)
    np.testing.assert_allclose(np.hypot(*arc.T), 1)
    sides = np.hypot(*np.diff(arc, axis=0).T)
    assert sides.max() <= 0.02 * (view[1] - view[0]), "no corner can be seen"
    around = np.linspace(-np.pi, np.pi, 2_000_001)
    x, y = np.cos(around), np.sin(around)
    seen = (x >= view[0]) & (x <= view[1]) & (y >= view[2]) & (y <= view[3])
    first, last = np.arctan2(arc[[0, -1], 1], arc[[0, -1], 0])
    assert seen.any()
    assert first <= around[seen].min()
    assert around[seen].max() <= last
    assert (np.hypot(*inner.T) <= max(0.0, np.hypot(*np.array(view)[[0, 2]])) + 1e-9).all()


def test_words_change_without_laying_the_page_out_anew(qtbot):
    words = Words(Appearance(), upright=True, longest="0.999999")
    qtbot.addWidget(words)
    hint = words.sizeHint()
    words.set_words([("1 exactly", "rule1"), ("0.995", "rule2")])
    words.resize(80, 80)
    assert words.sizeHint() == hint
    image = picture(words)
    line = hint.height()
    for place_, token in ((0, "rule1"), (1, "rule2")):
        assert near(image[place_ * line : (place_ + 1) * line], words._appearance.color(token), 60).any()
