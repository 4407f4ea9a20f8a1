"""What the charts of games draw of runs whose places are known, each chart by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ganplay.contract.games import XY, Alternating, Bilinear, Extragradient, Match, Quadratic, Simultaneous
from ganplay.games.payoffs import game_of
from ganplay.gui.charts.arrows import CAP
from ganplay.gui.games.eigen_plot import EigenPlot, complex_numeral, numbers_along
from ganplay.gui.games.field import ACROSS, LONGEST, contours, flow, values_at
from ganplay.gui.games.panels import PanelPlot, Panels, digits_of, largest_round, radius_word
from ganplay.gui.games.phase_plot import HINT, PhasePlot
from ganplay.gui.games.portrait import FIELD, VALUE
from ganplay.gui.games.radius_plot import RadiusPlot
from ganplay.gui.games.rule_run import farthest, game_for, runs
from ganplay.gui.games.time_plot import TimePlot, values_over_steps

from ..plot_frames import near, picture, pixel_at, pixels

OBLONG = (1.0, 5.0, -1.0, 1.0)
BOTH = (Simultaneous(), Alternating())


def played(game=None, rules=BOTH, **changes):
    """A game and its runs from (1, 1) under these rules."""
    match = Match(**{"game": game or XY(), "eta": 0.1, "steps": 200} | changes)
    return game_for(match.game), runs(match, rules)


def middles(lines):
    return (lines[:, :2] + lines[:, 2:]) / 2


def test_arrows_stand_in_cells_and_are_as_long_as_the_root_of_the_speed():
    shafts = flow(game_of(XY()), 0, OBLONG)
    shafts = shafts[: len(shafts) // 3]
    cell = 4 / ACROSS
    x, y = middles(shafts).T
    np.testing.assert_allclose(np.unique(x.round(9)), (1 + cell * (np.arange(ACROSS) + 0.5)).round(9))
    rows = round(2 / cell)
    np.testing.assert_allclose(np.unique(y.round(9)), (-1 + cell * (np.arange(rows) + 0.5)).round(9))
    # x descends xy and y ascends it: the field is (-y, x).
    speed = np.hypot(x, y)
    longest = min(LONGEST * cell, CAP * 4)
    expected = (np.stack((-y, x)) / speed * longest * np.sqrt(speed / speed.max())).T
    np.testing.assert_allclose(shafts[:, 2:] - shafts[:, :2], expected, atol=1e-9)


def test_field_and_value_of_a_pair_leave_the_other_numbers_at_the_equilibrium():
    game = game_of(Bilinear())
    for pair in (0, 1):
        shafts = flow(game, pair, (-2, 2, -2, 2))
        shafts = shafts[: len(shafts) // 3]
        for (x, y), (dx, dy) in zip(
            middles(shafts)[::17], (shafts[:, 2:] - shafts[:, :2])[::17], strict=True
        ):
            place = game.equilibrium.copy()
            place[[pair, 2 + pair]] = x, y
            move = np.concatenate(game.field(*game.split(place)))[[pair, 2 + pair]]
            assert dx * move[1] == pytest.approx(dy * move[0], abs=1e-9)
            assert dx * move[0] + dy * move[1] > 0
            value = float(values_at(game, pair, np.array(x), np.array(y)))
            assert value == pytest.approx(float(game.value(place[:2], place[2:])))


def test_contours_are_at_round_values_and_every_second_is_written():
    found = contours(game_of(XY()), 0, OBLONG)
    # From -5 to 5 about twenty steps: of 0.5. The outermost are the corners.
    levels = {contour.level for contour in found} - {-5.0, 5.0}
    assert levels == {0.5 * multiple for multiple in range(-9, 10)}
    assert {contour.digits for contour in found} == {1}
    assert {contour.level for contour in found if contour.labelled} - {-5.0, 5.0} == set(range(-4, 5))


def test_a_portrait_shows_the_farthest_place_of_all_rules_and_a_round_bit_more(look, shown):
    plot = shown(PhasePlot(look))
    game, both = played()
    plot.show_runs(game, both)
    far = farthest(both)
    (left, right), (low, high) = plot.visible_range
    assert (low, high) == (-high, high)
    assert left == -right
    assert far < high <= 1.5 * far
    assert plot.pixels_per_unit == pytest.approx(pixels(plot, (1, 0))[0] - pixels(plot, (0, 0))[0])
    plot.show_step(7)
    for run, line, head in zip(both, plot.trajectories, plot.heads, strict=True):
        np.testing.assert_allclose(head.points, run.trajectory.path[7:8])
        np.testing.assert_allclose(line.lines[-1, 2:], run.trajectory.path[7])
        assert line.token == head.token == run.token
    np.testing.assert_allclose(plot.rim.points, [(1, 1)])
    assert (plot.rim.token, plot.start.token, plot.cross.token) == ("text", "card", "text")
    np.testing.assert_allclose(middles(plot.cross.lines), 0, atol=1e-12)
    arms = np.abs(plot.cross.lines[:, 2:] - plot.cross.lines[:, :2])
    np.testing.assert_allclose(arms * plot.pixels_per_unit, [(10, 0), (0, 10)], atol=1e-9)
    plot.show_runs(game, both[1:])
    assert [len(line.lines) > 0 for line in plot.trajectories] == [True, False]
    assert [len(head.points) for head in plot.heads] == [1, 0]
    plot.show_runs(game, ())
    assert plot.message == "Switch on a rule above."


def test_the_axes_of_a_portrait_are_named_in_their_corners_and_the_start_has_a_hint(look, shown):
    plot = shown(PhasePlot(look, 1))
    game, both = played(Bilinear(), start=(1.0, 0.5, 0.25, -0.5))
    plot.show_runs(game, both)
    x_from, x_to, y_from, y_to = plot.plane
    x, y, hint = plot.words()
    assert (x.x, x.y, x.text, x.anchor) == (x_to, y_from, "x₂", (1.0, 1.0))
    assert (y.x, y.y, y.text, y.anchor) == (x_from, y_to, "y₂", (0.0, 0.0))
    assert (hint.x, hint.y, hint.text, hint.anchor) == (0.5, -0.5, HINT, (0.0, 1.0))
    np.testing.assert_allclose(plot.walked(both[0]), both[0].trajectory.path[:1, [1, 3]])
    assert plot.table()["simultaneous, y₂"].tolist() == both[0].trajectory.path[:, 3].tolist()
    plot.show_step(1)
    assert len(plot.words()) == 2


def test_contours_are_solid_above_zero_dashed_below_and_a_level_lies_on_its_line(look, shown):
    plot = shown(PhasePlot(look))
    game, both = played()
    plot.show_runs(game, both)
    plot.set_layers(frozenset({VALUE}))
    for item, sign in ((plot.contours, 1), (plot.contours_below, -1)):
        assert (sign * item.lines[:, :2].prod(axis=1) > -0.01).all()
        assert len(item.lines) > 50
    assert plot.contours.dash == 0 < plot.contours_below.dash
    assert {item.token for item in (plot.contours, plot.contours_below, plot.field)} == {"muted"}
    assert len(plot.field.lines) == 0
    written = [label for label in plot.labels.labels if label.text not in ("x", "y", HINT)]
    assert len(written) > 3
    for label in written:
        assert float(label.text.replace("−", "-")) == pytest.approx(label.x * label.y, abs=0.05)
    plot.set_layers(frozenset({FIELD}))
    assert len(plot.contours.lines) == len(plot.contours_below.lines) == 0
    np.testing.assert_allclose(plot.field.lines, flow(game, 0, plot.plane))


def test_the_nearest_trajectory_within_reach_is_told_with_its_step(look, shown):
    plot = shown(PhasePlot(look))
    game, both = played(eta=0.3)
    plot.show_runs(game, both)
    plot.show_step(200)
    for run in both:
        x, y = run.trajectory.path[3]
        assert plot.facts_at(x, y)[-1] == f"{run.word}, step 3"
    path = both[0].trajectory.path
    away = (8.5 / plot.pixels_per_unit) * path[-1] / np.hypot(*path[-1])
    assert len(plot.facts_at(*(path[-1] + away))) == 3


def test_the_start_goes_where_the_mouse_is_to_a_pixel_and_snaps_to_the_equilibrium(look, shown):
    plot = shown(PhasePlot(look), 500, 500)
    game, both = played()
    plot.show_runs(game, both)
    moves = []
    plot.start_moved.connect(lambda *move: moves.append(move))
    canvas = plot.canvas.viewport()
    beside = pixel_at(plot, 1.0, 1.0) + QPoint(6, 6)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=beside)
    assert not moves or moves[-1][0] == 0
    for place in ((1.5, 0.5), (-0.5, -1.0)):
        QTest.mouseMove(canvas, pixel_at(plot, *place))
        pair, x, y = moves[-1]
        assert pair == 0
        assert (x, y) == pytest.approx(place, abs=1.5 / plot.pixels_per_unit)
        assert len(f"{x:g}") <= 5
    QTest.mouseMove(canvas, pixel_at(plot, 0.0, 0.0) + QPoint(2, 2))
    assert moves[-1] == (0, 0.0, 0.0)
    QTest.mouseMove(canvas, pixel_at(plot, 0.0, 0.0) + QPoint(5, 0))
    assert moves[-1] != (0, 0.0, 0.0)
    QTest.mouseMove(canvas, QPoint(5000, -5000))
    _, x, y = moves[-1]
    assert (x, y) == pytest.approx((plot.plane[1], plot.plane[3]), abs=2 / plot.pixels_per_unit)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=pixel_at(plot, 1.0, 1.0))
    told = len(moves)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=pixel_at(plot, 1.0, 1.0) + QPoint(10, 10))
    QTest.mouseMove(canvas, pixel_at(plot, 0.5, 0.5))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=pixel_at(plot, 0.5, 0.5))
    assert len(moves) == told, "too far away from the start to take it"


def test_a_panel_has_its_scale_in_the_corner_and_its_radii_below(look, shown):
    plot = shown(PanelPlot(look), 200, 200)
    game, both = played()
    plot.set_title("xy", chosen=True)
    plot.show_runs(game, both)
    plot.show_step(10)
    x, y, length = plot.bar
    np.testing.assert_allclose(plot.scale_bar.lines, [(x, y, x + length, y)])
    (right, bottom), (edge, floor) = pixels(plot, [(x + length, y), (plot.plane[1], plot.plane[2])])
    assert (edge - right, floor - bottom) == pytest.approx((7, 7), abs=0.5)
    assert length == largest_round((plot.plane[1] - plot.plane[0]) / 3)
    assert plot.words()[0].anchor == (0.5, 1.0)
    assert [(figure.words, figure.token, figure.bold) for figure in plot.figures] == [("xy", "accent", True)]
    assert plot.radii.words == tuple((f"{np.hypot(*run.trajectory.path[10]):.2f}", run.token) for run in both)
    assert [digits_of(value) for value in (0.02, 0.5, 1.0, 20.0)] == [2, 1, 0, 0]
    assert [radius_word(value) for value in (math.nan, math.inf, 0.5, 999.0, 1e3)] == [
        "not played",
        "gone",
        "0.50",
        "999.00",
        "1,000",
    ]


def test_radii_have_whole_decades_and_end_at_the_step_that_is_looked_at(look, shown):
    plot = shown(RadiusPlot(look))
    _, both = played(steps=500)
    plot.show_runs(both, 500)
    plot.show_step(50)
    # From sqrt 2 to 1.01^250 of it, 17.
    assert plot.visible_range == ((0, 500), (0, 2))
    assert plot.visible_range[1] == plot.span
    for run, line, form in zip(both, plot.curves, plot.closed_forms, strict=True):
        assert line.token == run.token
        np.testing.assert_allclose(line.lines[:, 1], np.log10(run.trajectory.radius[:50]), atol=1e-12)
        assert line.lines[-1, 2] == 50
        assert (form.dash > 0, form.token) == (True, "text")
    np.testing.assert_allclose(plot.closed_forms[0].lines[:, 1], np.log10(both[0].closed[:-1]), atol=1e-9)
    title, first, second, note = plot.figures
    assert (title.words, title.bold, note.words, note.token) == (
        "Radius",
        True,
        "dashed: closed form",
        "muted",
    )
    assert [(figure.token, figure.number) for figure in (first, second)] == [
        (run.token, f"{run.trajectory.radius[50]:.2f}") for run in both
    ]
    assert plot.readout_at(-3.0, 0.0) == "step 0   1.41   1.41"
    assert plot.readout_at(900.0, 0.0).startswith("step 500   ")
    assert plot.table()["step"].tolist() == list(range(501))
    assert "simultaneous, closed form" in plot.table()
    plot.show_runs((), 500)
    assert (plot.message, plot.table()) == ("no rule is switched on", {})
    assert len(plot.curves[0].lines) == len(plot.closed_forms[0].lines) == 0


def test_a_radius_of_nothing_is_drawn_at_the_least_and_one_that_is_gone_says_so(look, shown):
    plot = shown(RadiusPlot(look))
    _, (still,) = played(rules=BOTH[:1], start=(0.0, 0.0), steps=5)
    plot.show_runs((still,), 5)
    assert plot.span == (-14, -13)
    np.testing.assert_allclose(plot.curves[0].lines[:, 1], -14)
    _, (wild,) = played(XY(10.0), BOTH[:1], eta=1.0, steps=2000)
    plot.show_runs((wild,), 2000)
    assert plot.readout_at(2000.0, 0.0) == "step 2,000   gone"


def test_one_rule_has_x_and_y_over_each_other_and_several_one_below_the_other(look, shown):
    plot = shown(TimePlot(look))
    game, both = played()
    reach = 1.1 * farthest(both[:1])
    plot.show_runs(game, both[:1], 200, "here")
    upper, lower = plot.rows
    assert lower.isHidden()
    np.testing.assert_allclose(upper.visible_range, ((0, 200), (-reach, reach)))
    assert [(figure.words, figure.token, figure.bold) for figure in upper.figures] == [
        ("x(t), y(t) · here", "text", True),
        ("x drawn through, y dashed", "muted", False),
    ]
    plot.show_runs(game, both, 200)
    assert not lower.isHidden()
    assert [figure.words for figure in (*upper.figures, *lower.figures)] == ["x(t)", "over the steps", "y(t)"]
    plot.show_step(3)
    assert upper.readout_at(2.2, 0.0) == "   ".join(
        ["step 2", *(f"x {run.trajectory.path[2, 0]:.2f}" for run in both)]
    )
    for row, column in ((upper, 0), (lower, 1)):
        for run, item in zip(both, row.curves, strict=False):
            np.testing.assert_allclose(item.lines[:, 3], run.trajectory.path[1:4, column])
            assert (item.token, item.dash) == (run.token, 0)
        assert row.table()[f"{both[1].word}, {'xy'[column]}"].tolist() == (
            both[1].trajectory.path[:, column].tolist()
        )
    plot.show_runs(None, (), 200)
    assert (upper.message, upper.figures, lower.isHidden()) == ("no rule is switched on", (), True)
    assert not any(len(item.lines) for item in upper.curves)


def test_two_numbers_of_a_player_are_two_curves_of_its_chart(look, shown):
    plot = shown(TimePlot(look))
    game, both = played(Bilinear(), start=(1.0, 0.5, 0.25, -0.5))
    plot.show_runs(game, both, 200)
    plot.show_step(20)
    upper, lower = plot.rows
    assert upper.figures[1].words == "first entry drawn through, second dashed"
    for row, first in ((upper, 0), (lower, 2)):
        for place, item in enumerate(row.curves):
            path = both[place // 2].trajectory.path
            np.testing.assert_allclose(item.lines[:, 1], path[:20, first + place % 2])
            assert (item.dash > 0) is (place % 2 == 1)
            assert item.token == both[place // 2].token
        name = "xy"[first // 2]
        path = both[0].trajectory.path
        assert row.readout_at(5.0, 0.0).startswith(
            f"step 5   {name}1 {path[5, first]:.2f}   {name}2 ".replace("-", "−")
        )
    assert [item.width for item in upper.curves[:2]] == pytest.approx([1.6, 1.4])
    plot.show_step(190)
    plot.show_runs(*played(Bilinear(), (*BOTH, Extragradient()), start=(1.0, 0.5, 0.25, -0.5)), 200)
    assert upper.readout_at(5.0, 0.0) == "step 5", "six numbers have no room"


def test_what_runs_away_is_drawn_until_it_leaves(look, shown):
    plot = shown(TimePlot(look))
    game, (wild,) = played(XY(10.0), BOTH[:1], eta=0.5)
    plot.show_runs(game, (wild,), 200)
    plot.show_step(200)
    upper, _ = plot.rows
    reach = (upper.visible_range[1][1] - upper.visible_range[1][0]) / 2
    for item in upper.curves[:2]:
        outside = np.abs(item.lines[:, 3]) > reach
        assert outside.sum() == 1
        assert outside[-1]


def test_values_are_drawn_from_a_step_before_what_is_seen_to_one_after():
    values = np.arange(100.0) ** 2
    lines = values_over_steps(values, 10, 20)
    np.testing.assert_allclose(lines[:, 0], np.arange(9, 21))
    np.testing.assert_allclose(lines[:, 1], np.arange(9, 21) ** 2)
    assert lines[-1, 2:].tolist() == [21, 441]
    assert len(values_over_steps(values[:1], 0, 10)) == 0
    assert values_over_steps(values[:2], 0, 10).tolist() == [[0, 0, 1, 1]]


def test_eigenvalues_are_shown_as_far_as_they_reach_and_the_nearest_is_told(look, shown):
    plot = shown(EigenPlot(look), 600, 250)
    _, both = played(Quadratic(0.5), eta=0.5)
    plot.show_runs(both)
    far = max(abs(run.analysis.eigenvalues).max() for run in both)
    assert (plot.whole.figures[0].words, plot.whole.figures[0].token) == (
        f"around 0, ± {plot.reach:.3g}",
        "muted",
    )
    assert plot.reach == pytest.approx(min(max(1.35, 1.15 * far), 4))
    for run, item in zip(both, plot.whole.values, strict=True):
        values = run.analysis.eigenvalues
        np.testing.assert_allclose(item.points, np.stack((values.real, values.imag), axis=1))
        assert item.token == run.token
        at = values[0]
        word, number, size = plot.whole.readout_at(at.real + 0.01, at.imag - 0.01).split("\n")
        assert word == run.word
        assert number == complex_numeral(at, 3)
        assert size == f"|λ| {abs(at):.5f}"
        table = plot.whole.table()
        np.testing.assert_allclose(table[f"{run.word}, imaginary"], values.imag)
        np.testing.assert_allclose(table[f"{run.word}, real"], values.real)
    assert [token for _, token in plot.radii.words] == ["muted", "rule1", "rule2"]
    plot.show_runs(both[:1])
    assert len(plot.whole.values[1].points) == 0
    assert plot.whole.middle.lines.tolist() == [[-1000, 0, 1000, 0], [0, -1000, 0, 1000]]


@pytest.mark.parametrize(("eta", "near"), [(0.005, 0.01), (0.05, 0.1), (0.3, 0.5), (0.49, 0.5), (0.6, 0.0)])
def test_the_close_up_holds_all_that_is_near_one(look, shown, eta, near):
    plot = shown(EigenPlot(look), 600, 250)
    _, both = played(rules=BOTH[:1], eta=eta)
    plot.show_runs(both)
    assert plot.near == near
    assert plot.close_up.isHidden() is (near == 0)


def test_numbers_along_the_sides_stand_at_their_places():
    labels = numbers_along((-1.2, 1.2, -2.4, 2.4), 5.3)
    real = [(label.x, label.text) for label in labels if not label.text.endswith("i")]
    assert real == [(-1, "−1.0"), (-0.5, "−0.5"), (0, "0.0"), (0.5, "0.5"), (1, "1.0")]
    assert {(label.y, label.anchor) for label in labels if not label.text.endswith("i")} == {
        (-2.4, (0.5, 1.0))
    }
    imaginary = [label for label in labels if label.text.endswith("i")]
    assert {(label.x, label.anchor) for label in imaginary} == {(-1.2, (0.0, 0.5))}
    assert [(label.y, label.text) for label in imaginary] == [(-2, "−2i"), (-1, "−i"), (1, "i"), (2, "2i")]
    assert complex_numeral(0.5 - 0.25j, 2) == "0.50−0.25i"
    assert complex_numeral(-1 + 0j, 1) == "−1.0+0.0i"


def test_the_disc_is_what_lies_inside_the_circle_near_and_far(look, shown):
    plot = shown(EigenPlot(look), 600, 250)
    _, both = played(rules=BOTH[:1])
    plot.show_runs(both)
    for chart, inside, outside in (
        (plot.whole, (-0.5, 0.5), (-1.1, 0.9)),
        (plot.close_up, (0.9, 0.05), (1.1, 0.05)),
    ):
        shown_ = picture(chart.canvas)
        colours = [
            shown_[tuple(np.round(pixels(chart, place)[::-1]).astype(int))] for place in (inside, outside)
        ]
        assert near(colours[1], look.color("card"), 2)
        assert not near(colours[0], look.color("card"), 2)
        assert (chart.circle.token, chart.middle.token, chart.frame.token) == ("text", "line", "muted")
        assert len(chart.circle.lines) == 360
        np.testing.assert_allclose(chart.circle.lines[1:, :2], chart.circle.lines[:-1, 2:])
    assert chart.values[0].token == "rule1"


def test_the_nearest_eigenvalue_is_told_only_within_reach_of_the_pointer(look, shown):
    plot = shown(EigenPlot(look), 600, 250)
    _, both = played(rules=BOTH[:1])
    plot.show_runs(both)
    chart = plot.whole
    unit = pixels(chart, (1.0, 0.0))[0] - pixels(chart, (0.0, 0.0))[0]
    assert chart.readout_at(1.0, 0.1 + 9.5 / unit).startswith("simultaneous\n")
    assert chart.readout_at(1.0, 0.1 + 10.5 / unit).count("\n") == 1
    assert chart.readout_at(0.3, -0.4) == "0.30−0.40i\n|λ| 0.5000"


def test_panels_fill_a_square_of_rows_and_those_too_many_are_hidden(look, shown, qtbot):
    panels = shown(Panels(look), 600, 600)
    match = Match(game=XY(), eta=0.1, steps=20)
    for count, columns in ((5, 3), (4, 2), (1, 1)):
        panels.show_panels(
            [(f"panel {index}", match, runs(match, BOTH)) for index in range(count)], count - 1
        )
        qtbot.waitUntil(lambda count=count: len(panels.plots) >= count)
        panels.layout().activate()
        seen = [plot for plot in panels.plots if not plot.isHidden()]
        assert seen == panels.plots[:count]
        across = sorted({plot.x() for plot in seen})
        down = sorted({plot.y() for plot in seen})
        assert (len(across), len(down)) == (columns, math.ceil(count / columns))
        for index, plot in enumerate(seen):
            assert (plot.x(), plot.y()) == (across[index % columns], down[index // columns])
            assert plot.figures[0].words == f"panel {index}"
            assert plot.figures[0].token == ("accent" if index == count - 1 else "text")
    chosen = []
    panels.chosen.connect(chosen.append)
    QTest.mouseClick(panels.plots[0], Qt.MouseButton.RightButton, pos=QPoint(5, 3))
    assert chosen == []
    QTest.mouseClick(panels.plots[0], Qt.MouseButton.LeftButton, pos=QPoint(5, 3))
    QTest.mouseClick(panels.plots[0].canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert chosen == [0, 0]
    panels.plots[0].set_title("a title that is far too long for a panel of this width " * 3, chosen=False)
    title = panels.plots[0].figures[0].words
    assert title.endswith("…")
    width = panels.plots[0].width()
    assert 0.8 * width < panels.plots[0].headline_label.fontMetrics().horizontalAdvance(title) <= width
