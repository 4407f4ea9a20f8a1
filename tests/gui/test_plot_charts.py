"""Curves, modes and weights as a person sees them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.snapshots import Log
from ganplay.contract.views import AnswersView, Histogram, SharesView, WeightsView
from ganplay.gui.charts.answers import AnswersPlot
from ganplay.gui.charts.axis import label_stride
from ganplay.gui.charts.curves import CurvePlot, Series, trace, value_range
from ganplay.gui.charts.modes import ModesPlot, headline, runs, scale_top
from ganplay.gui.charts.numerals import decades, numeral, ticks
from ganplay.gui.charts.ranges import settle, settle_steps
from ganplay.gui.charts.references import Reference
from ganplay.gui.charts.weights import WeightsPlot

from .plot_frames import near, picture, pixel_at


@pytest.fixture
def shown(shown):
    """In the size that a plot has beside the plane."""
    return lambda plot, width=320, height=220: shown(plot, width, height)


def log(steps, **columns):
    first, rest = GAN_COLUMNS.trace_keys, GAN_COLUMNS.measure_keys
    trace = np.full((len(steps), 1 + len(first)), np.nan)
    measures = np.full((len(steps), 1 + len(rest)), np.nan)
    trace[:, 0] = measures[:, 0] = steps
    for key, values in columns.items():
        table, keys = (trace, first) if key in first else (measures, rest)
        table[:, 1 + keys.index(key)] = values
    return Log(GAN_COLUMNS, trace, measures)


def losses(look, **options):
    return CurvePlot(look, GAN_COLUMNS, (Series("d_loss", "critic"), Series("g_loss", "fake")), **options)


def test_the_newest_losses_are_large_figures(look, shown):
    plot = shown(losses(look))
    assert plot.headline == ("D –", "G –")
    plot.append(log([1, 2], d_loss=[1.5, 1.3142], g_loss=[0.5, -0.7249]))
    assert plot.headline == ("D 1.31", "G −0.72")
    plot.clear()
    assert plot.headline == ("D –", "G –")


def test_a_growing_curve_draws_itself(look, shown, qtbot):
    plot = shown(losses(look))
    plot.append(log([1], d_loss=[1.0]))
    plot.append(log([2], d_loss=[2.0]))
    qtbot.waitUntil(lambda: len(plot.curves["d_loss"].lines) == 1)
    np.testing.assert_allclose(plot.curves["d_loss"].lines, [(1, 1, 2, 2)])
    assert [(entry.words, entry.number) for entry in plot.figures] == [("D", "2.00"), ("G", "–")]


def test_curves_are_drawn_in_their_colours_one_above_the_other(look, shown):
    plot = shown(losses(look))
    plot.append(log(range(1, 201), d_loss=np.full(200, 1.75), g_loss=np.full(200, 1.25)))
    plot.refresh()
    image = picture(plot)[24:]
    blue, purple = (
        np.nonzero(near(image, look.color(token), 60).sum(axis=1) > 100)[0] for token in ("critic", "fake")
    )
    assert len(blue)
    assert len(purple)
    assert blue.max() < purple.min()


def test_a_log_in_pieces_draws_what_one_log_draws(look, shown):
    steps, values = np.arange(1, 1001), np.random.default_rng(0).normal(size=1000)
    whole, pieces = shown(losses(look)), shown(losses(look))
    whole.append(log(steps, d_loss=values))
    for part in np.split(np.arange(1000), [3, 400, 401, 990]):
        pieces.append(log(steps[part], d_loss=values[part]))
    whole.refresh()
    pieces.refresh()
    np.testing.assert_array_equal(whole.curves["d_loss"].lines, pieces.curves["d_loss"].lines)
    np.testing.assert_array_equal(picture(whole), picture(pieces))


def test_a_spike_of_one_step_is_seen_after_fifty_thousand(look, shown):
    values = np.random.default_rng(0).normal(1.0, 0.1, 50_000)
    values[31_234] = -2.0
    plot = shown(losses(look))
    plot.append(log(range(50_000), d_loss=values))
    plot.refresh()
    lines = plot.curves["d_loss"].lines
    assert lines[:, 1].min() == -2.0
    assert abs(lines[lines[:, 1].argmin(), 0] - 31_234) < 50_000 / 300


def test_a_reference_is_a_dashed_line_with_its_name(look, shown):
    plot = shown(losses(look))
    plot.set_references([Reference(1.386, "2 ln 2", "critic"), Reference(float("nan"), "none")])
    (line,) = plot.references.lines
    assert line.value() == 1.386
    assert line.label.toPlainText() == "2 ln 2"
    assert line.pen.color() == look.color("critic", 0.9)
    (_, (low, high)) = plot.visible_range
    assert low < 1.386 < high


def test_the_empty_chart_says_so_and_missing_values_are_no_curve(look, shown):
    plot = shown(losses(look, empty="the losses begin with the first step"))
    assert plot.message == "the losses begin with the first step"
    plot.append(log([1, 2, 3]))
    plot.refresh()
    assert plot.message
    plot.append(log([4], d_loss=[1.0]))
    plot.refresh()
    assert not plot.message


def test_a_logarithmic_chart_draws_exponents_and_leaves_out_what_has_no_logarithm(look, shown):
    plot = shown(CurvePlot(look, GAN_COLUMNS, (Series("g_grad", "fake"),), log=True))
    plot.append(log(range(100), g_grad=np.where(np.arange(100) % 2, 1e-3, 0.0)))
    plot.refresh()
    lines = plot.curves["g_grad"].lines
    np.testing.assert_allclose(lines[np.isfinite(lines).all(axis=1)][:, 1::2], -3)
    plot.set_references([Reference(0.1, "floor"), Reference(-1.0, "none")])
    assert [line.value() for line in plot.references.lines] == [-1.0]


def test_a_zoom_shows_more_detail_and_the_way_back_follows_again(look, shown):
    plot = shown(losses(look))
    values = np.random.default_rng(0).normal(size=5000)
    plot.append(log(range(5000), d_loss=values))
    plot.refresh()
    whole = plot.visible_range
    plot.view.setXRange(1000, 1100, padding=0)
    plot.view.sigRangeChangedManually.emit([True, False])
    plot.refresh()
    lines = plot.curves["d_loss"].lines
    inside = lines[(lines[:, 0] >= 1000) & (lines[:, 2] <= 1100)]
    np.testing.assert_allclose(inside[:, 1], values[1000:1100])
    assert not plot.follows
    assert plot.visible_range[0] == (1000, 1100)
    plot.append(log([5000], d_loss=[0.0]))
    plot.refresh()
    assert plot.visible_range[0] == (1000, 1100)
    plot.view.follow()
    assert whole[0] == (0, 5000)
    assert plot.visible_range[0] == (0, 6000)


def test_the_pointer_reads_the_step_and_each_curve(look, shown):
    plot = shown(losses(look))
    plot.append(log([10, 20], d_loss=[1.0, 2.0], g_loss=[0.5, 0.25]))
    assert plot.readout_at(15.0, 0.0) == "step 15   D 1.00   G 0.50"
    assert plot.readout_at(20.4, 0.0) == "step 20   D 2.00   G 0.25"
    assert plot.readout_at(5.0, 0.0) == "step 5   D –   G –"


def test_measures_and_traces_find_their_columns(look, shown):
    plot = shown(CurvePlot(look, GAN_COLUMNS, (Series("js", "critic", 3), Series("d_real", "real"))))
    plot.append(log([10], js=[0.1234], d_real=[0.75]))
    assert plot.headline == ("JS 0.123", "D(x) 0.75")


def test_a_curve_is_broken_where_nothing_was_measured_and_a_lone_value_is_a_dash():
    values = np.array([0.1, 0.2, np.nan, 0.5, np.nan, 0.3, 0.4])
    lines = trace(np.arange(7.0), values, values, dash=0.2)
    lines = lines[np.isfinite(lines).all(axis=1)]
    np.testing.assert_allclose(lines, [(0, 0.1, 1, 0.2), (5, 0.3, 6, 0.4), (2.8, 0.5, 3.2, 0.5)])


def test_a_stretch_is_drawn_from_its_lowest_to_its_highest_value():
    lines = trace(np.array([0.0, 5.0]), np.array([0.0, 0.2]), np.array([1.0, 0.6]), dash=0.2)
    np.testing.assert_allclose(lines[:3], [(0, 0, 0, 1), (0, 1, 5, 0.6), (5, 0.6, 5, 0.2)])


def test_a_spike_does_not_flatten_the_rest_of_the_curve():
    values = np.concatenate((np.linspace(1.0, 2.0, 499), [1000.0]))
    low, high = value_range(values, values, [])
    assert low == 1
    assert 2 <= high < 3
    assert value_range(values[:-1], values[:-1], [5.0]) == (1.0, 5.0)
    assert value_range(np.array([np.nan]), np.array([np.nan]), []) == (0.0, 1.0)


def test_an_axis_stands_still_while_all_fits_and_ends_on_round_numbers():
    span = settle(0.0, 9.7, None)
    assert span == (0.0, 10.0)
    assert settle(0.5, 9.9, span) == span
    assert settle(0.5, 10.1, span) == (0.0, 12.0)
    assert settle(0.0, 2.0, span) != span
    low, high = settle(3.0, 3.0, None)
    assert low < 3 < high


@pytest.mark.parametrize("last", [0, 1, 99, 100, 101, 3000, 123_456])
def test_the_steps_fit_and_fill_most_of_their_axis(last):
    low, high = settle_steps(last)
    assert low == 0
    assert last < high <= max(1.3 * last, 100)


def test_numbers_are_written_as_a_class_reads_them():
    assert [numeral(v) for v in (1.386, -0.7, -0.0, 12345.6, 0.0)] == [
        "1.39",
        "−0.70",
        "0.00",
        "12,345.60",
        "0.00",
    ]
    assert numeral(float("nan")) == "–"
    assert numeral(3.2e-7) == "3.2·10⁻⁷"
    assert numeral(-2.5e9) == "−2.5·10⁹"
    assert ticks(-1.0, 2.0, 6)[1] == ["−1.0", "−0.5", "0.0", "0.5", "1.0", "1.5", "2.0"]
    assert ticks(0, 3500, 4)[1] == ["0", "1,000", "2,000", "3,000"]
    assert decades(-5, 1, 4)[1] == ["10⁻⁵", "10⁻³", "0.1", "10"]


def bars(plot):
    """Mode, height in per cent, and whether its bar is that of a covered mode, for each bar."""
    return sorted(
        (round(x), float(height), found)
        for found, item in plot.bars.items()
        for x, height in zip(item.middles, item.heights, strict=True)
    )


def tick_labels(axis, low, high, size):
    """The labels that an axis writes, by position."""
    ((step, positions),) = axis.tickValues(low, high, size)
    return dict(zip(positions, axis.tickStrings(positions, 1, step), strict=True))


def shares(values, fair=None, names=()):
    values = np.array(values, dtype=np.float32)
    fair = np.full(len(values), 1 / len(values)) if fair is None else np.array(fair)
    return SharesView(values, fair.astype(np.float32), names)


def test_bars_are_as_high_as_the_shares_and_pale_where_a_mode_is_lost(look, shown):
    plot = shown(ModesPlot(look))
    plot.show_shares(shares([0.04, 0.2, 0.36, 0.4]))
    modes, heights, covered = zip(*bars(plot), strict=True)
    assert modes == (0, 1, 2, 3)
    np.testing.assert_allclose(heights, [4, 20, 36, 40], rtol=1e-6)
    assert covered == (False, True, True, True)
    full, pale = plot.bars[True], plot.bars[False]
    assert (full.token, full.alpha, pale.token) == ("fake", 1.0, "fake")
    assert pale.alpha < 0.5
    inside, above = (
        picture(plot.canvas)[pixel_at(plot, 2, per_cent).toTuple()[::-1]] for per_cent in (33, 39)
    )
    assert near(inside, look.color("fake"))
    assert not near(above, look.color("fake"))
    np.testing.assert_allclose(plot.fair.lines, [(-0.5, 25, 3.5, 25)])
    assert plot.visible_range == ((-0.5, 3.5), (0, 50))
    assert tick_labels(plot.left, 0, 50, 60) == {0: "0 %", 50: "50 %"}


@pytest.mark.parametrize("count", [1, 2, 25, 64, 100])
def test_any_number_of_modes_has_a_bar_each(look, shown, count):
    plot = shown(ModesPlot(look), width=340)
    plot.show_shares(shares(np.full(count, 0.9 / count)))
    assert [mode for mode, _, _ in bars(plot)] == list(range(count))
    assert near(picture(plot), look.color("fake"), 70)[-40].any()
    labels = tick_labels(plot.bottom, -0.5, count - 0.5, 300)
    assert labels[0] == "1"
    assert len(labels) in [-(-count // stride) for stride in (1, 2, 5, 10)]


def test_the_numbers_under_the_bars_never_touch():
    for count in range(1, 101):
        slot = 280 / count
        assert label_stride(count, 20, slot) * slot >= 20 or label_stride(count, 20, slot) == count


def test_a_lost_mode_is_pointed_at(look, shown):
    plot = shown(ModesPlot(look))
    plot.show_shares(shares([0.25, 0.25, 0.25, 0.25]))
    assert not near(picture(plot), look.color("warn"), 60).any()
    plot.show_shares(shares([0.5, 0.25, 0.25, 0.0]))
    assert near(picture(plot), look.color("warn"), 60).any()
    assert plot.readout_at(0.2, 0.0) == "1: 50.0 % (fair: 25.0 %)"
    assert plot.readout_at(5.0, 0.0) == ""


def test_equal_fair_shares_are_one_line_and_unequal_ones_are_steps():
    assert runs(np.full(8, 0.125)) == [(0, 8)]
    assert runs(np.array([0.1, 0.1, 0.4, 0.4])) == [(0, 2), (2, 4)]


def test_the_fair_share_stays_at_half_height_until_a_mode_takes_more_than_twice_of_it():
    fair = np.full(8, 0.125)
    assert scale_top(fair, fair) == 0.25
    assert scale_top(np.array([0.3]), fair) == 0.5
    assert scale_top(np.array([0.99]), fair) == 1.0
    assert scale_top(np.array([1.0]), np.array([1.0])) == 1.0


def test_the_headline_counts_the_covered_modes_among_those_that_the_data_have():
    assert headline(shares([0.05, 0.05, 0.04, 0.86])) == "3 of 4"
    assert headline(shares([0.3, 0.0, 0.0, 0.7], fair=[0.5, 0.5, 0.0, 0.0])) == "1 of 2"
    assert headline(None) == "–"


def test_missing_shares_are_explained(look, shown):
    plot = shown(ModesPlot(look))
    assert plot.message == "a bar for each mode, once the first frame is there"
    plot.show_shares(None, "There is nothing to count here.")
    assert plot.message == "There is nothing to count here."
    plot.show_shares(shares([1.0]))
    assert plot.message == ""


def test_weights_at_the_corners_are_high_bars_at_the_dashed_bounds(look, shown):
    edges = np.linspace(-0.1, 0.1, 41).astype(np.float32)
    counts = np.ones(40, dtype=np.float32)
    counts[[0, -1]] = 200
    plot = shown(WeightsPlot(look))
    plot.set_bound(0.1)
    plot.show_view(WeightsView(Histogram(edges, counts)))
    x, heights = plot.curves["critic"].getData()
    np.testing.assert_allclose(x, edges)
    np.testing.assert_allclose(heights, 100 * counts / counts.sum())
    assert [line.value() for line in plot.references.lines] == [-0.1, 0.1]
    assert [line.label.toPlainText() for line in plot.references.lines] == ["−c", "+c"]
    ((left, right), (bottom, top)) = plot.visible_range
    assert (left, right) == pytest.approx((-0.115, 0.115))
    assert (bottom, top) == (0, pytest.approx(1.05 * 100 * 200 / 438))
    assert plot.readout_at(-0.0999, 0.0) == "−0.100   45.7 %"
    plot.set_bound(None)
    assert plot.references.lines == []
    assert plot.visible_range[0] == (pytest.approx(-0.1), pytest.approx(0.1))


def test_no_weights_yet_is_explained(look, shown):
    plot = shown(WeightsPlot(look))
    assert plot.message
    plot.show_view(WeightsView(Histogram(np.array([0.0, 1.0]), np.array([0.0]))))
    assert plot.message
    assert plot.curves == {}


def test_answers_are_two_histograms_in_the_colours_of_what_was_asked_about(look, shown):
    edges = np.linspace(0, 1, 5).astype(np.float32)
    asked = {"real": np.array([0.0, 1, 2, 5]), "fake": np.array([4.0, 0, 0, 0])}
    real, fake = (Histogram(edges, counts) for counts in asked.values())
    plot = shown(AnswersPlot(look))
    assert plot.message
    plot.show_view(AnswersView(real, fake))
    plot.set_undecided(0.5)
    for token, counts in asked.items():
        x, heights = plot.curves[token].getData()
        np.testing.assert_allclose(x, edges)
        np.testing.assert_allclose(heights, 100 * counts / counts.sum())
        assert plot.curves[token].opts["brush"].color().name() == look.color(token).name()
    assert [(line.value(), line.label.toPlainText()) for line in plot.references.lines] == [
        (0.5, "undecided")
    ]
    assert plot.readout_at(0.9, 0.0) == "0.900   62.5 %   0.0 %"
    assert plot.table()["real_count"].tolist() == [0, 1, 2, 5]
    plot.show_view(None)
    assert plot.message
    assert plot.curves == {}


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (2000, 1200)])
def test_no_size_breaks_a_chart(look, shown, size):
    charts = (losses(look), ModesPlot(look), WeightsPlot(look))
    charts[0].append(log(range(10), d_loss=np.arange(10.0)))
    charts[1].show_shares(shares([0.5, 0.5]))
    charts[2].show_view(WeightsView(Histogram(np.linspace(-1, 1, 11), np.ones(10))))
    for chart in charts:
        assert picture(shown(chart, *size)).shape[:2] == size[::-1]


def test_a_label_leaves_the_curve_that_reaches_it(look, shown, qtbot):
    plot = shown(losses(look))
    plot._labels_soon.setInterval(0)
    plot.set_references([Reference(1.4, "2 ln 2", "critic")])
    steps = np.arange(200)
    # To and fro over the line at the right, where labels are liked best, and far below it at the left.
    plot.append(
        log(steps, d_loss=np.where(steps < 120, 0.4, 1.4 + 0.1 * np.sin(steps)), g_loss=np.zeros(200))
    )

    def is_clear():
        box = plot.references.lines[0].label.sceneBoundingRect().adjusted(1, 1, -1, -1)
        ends = plot.curves["d_loss"].lines.reshape(-1, 2).tolist()
        return len(ends) > 100 and not any(
            box.contains(plot.view.mapViewToScene(QPointF(x, y))) for x, y in ends
        )

    qtbot.waitUntil(is_clear)
