"""The loss terms as the items of their charts hold them."""

from __future__ import annotations

import types

import numpy as np
import pytest

from ganplay.contract.inpainting import TERMS
from ganplay.gui.inpaint.curves_tab import EMPTY, WORDS, TermsPlot, lines_of, rows_of
from ganplay.gui.theme import Appearance


@pytest.fixture
def plot(qtbot):
    plot = TermsPlot(Appearance())
    qtbot.addWidget(plot)
    plot.resize(320, 480)
    plot.show()
    return plot


def progress(count=50, candidates=3, **changes):
    steps = np.arange(count, dtype=np.float32)[:, None]
    trace = np.stack(
        [(index + 1) / (steps + 1) + np.arange(candidates) for index in range(len(TERMS))], axis=2
    )
    usual = {"trace": trace, "answer": 1, "painted": (0, 20), "shown": count, "iteration": count}
    return types.SimpleNamespace(**(usual | changes))


def test_before_a_search_one_chart_says_what_to_do(plot):
    shown = [chart for chart in plot.charts.values() if not chart.isHidden()]
    assert [chart.message for chart in shown] == [EMPTY]


@pytest.mark.parametrize("key", WORDS)
def test_each_term_has_its_own_values_the_answer_bold(plot, key):
    found = progress()
    plot.show_progress(found)
    chart, values = plot.charts[key], found.trace[:, :, TERMS.index(key)]
    np.testing.assert_allclose(chart.answer.lines[:, 0], np.arange(49))
    np.testing.assert_allclose(chart.answer.lines[:, 1], values[:-1, 1], rtol=1e-6)
    np.testing.assert_allclose(chart.answer.lines[:, 3], values[1:, 1], rtol=1e-6)
    assert len(chart.candidates.lines) == 49 * 3
    np.testing.assert_allclose(chart.candidates.lines[:3, 1], values[0], rtol=1e-6)
    assert chart.answer.token == chart.candidates.token == WORDS[key][1]
    assert chart.answer.width > 2 * chart.candidates.width
    assert chart.figures[0].words == WORDS[key][0]
    assert float(chart.figures[0].number) == pytest.approx(values[-1, 1], abs=5e-4)
    (low, high) = chart.visible_range[1]
    assert low <= values.min() < values.max() <= high
    assert chart.readout_at(10.2, 0.0).startswith(f"iteration 10   answer {values[10, 1]:.3f}")
    assert chart.readout_at(10.2, 0.0).endswith(f"all {values[10, 0]:.3f} to {values[10, 2]:.3f}")
    assert chart.readout_at(-0.6, 0.0) == chart.readout_at(49.6, 0.0) == ""
    assert chart.readout_at(49.4, 0.0).startswith("iteration 49")
    np.testing.assert_allclose(chart.table()["candidate 3"], values[:, 2], rtol=1e-6)
    assert chart.table()["iteration"].tolist() == list(range(50))
    assert chart.visible_range[0] == (0, 100)


def test_marks_stand_where_the_hole_was_changed_and_where_one_looks_back(plot):
    plot.show_progress(progress())
    lines = plot.charts["total"].references.lines
    assert [(line.value(), line.angle) for line in lines] == [(20.0, 90)]
    back = progress(shown=30)
    plot.show_progress(back)
    chart = plot.charts["prior"]
    assert [line.value() for line in chart.references.lines] == [20.0, 30.0]
    assert [entry.token for entry in chart.references.references] == ["accent", "text"]
    assert [entry.label for entry in chart.references.references] == ["", "shown"]
    assert chart.figures[0].number == f"{back.trace[30, 1, TERMS.index('prior')]:.3f}"
    assert chart.figures[0].token == WORDS["prior"][1]


def test_all_charts_zoom_and_come_back_together(plot):
    plot.show_progress(progress())
    whole = plot.charts["prior"].visible_range
    context = plot.charts["context"].view
    context.setXRange(10, 20, padding=0)
    context.sigRangeChangedManually.emit([True, False])
    assert [chart.visible_range[0] for chart in plot.charts.values()] == [(10, 20)] * 4
    assert not any(chart.follows for chart in plot.charts.values())
    plot.charts["total"].view.follow()
    assert all(chart.follows for chart in plot.charts.values())
    assert plot.charts["prior"].visible_range == whole


def test_long_curves_are_thinned_evenly_and_end_at_the_last_iteration():
    rows = rows_of(1000, 10)
    assert len(rows) == 11
    assert rows[0] == 0
    assert rows[-1] == 999
    assert set(np.diff(rows)) <= {99, 100, 101}
    np.testing.assert_array_equal(
        lines_of(np.array([0, 2]), np.array([[1.0, 5.0], [3.0, 7.0]])), [(0, 1, 2, 3), (0, 5, 2, 7)]
    )


def test_while_zoomed_in_y_holds_all_that_has_been(plot):
    plot.show_progress(progress())
    chart = plot.charts["total"]
    chart.view.setXRange(10, 20, padding=0)
    chart.view.sigRangeChangedManually.emit([True, False])
    found = progress(200)
    found.trace[:, 0] += 9.0
    plot.show_progress(found)
    (low, high) = chart.visible_range[1]
    values = found.trace[:, :, TERMS.index("total")]
    assert low <= values.min() < values.max() <= high
    assert chart.visible_range[0] == (10, 20)


def test_many_candidates_have_fewer_lines_each_and_a_gap_where_nothing_is_known(plot):
    many = progress(500, 64)
    many.trace[7] = np.nan
    plot.show_progress(many)
    chart = plot.charts["total"]
    assert len(chart.candidates.lines) == 64 * 18
    assert len(chart.answer.lines) == 300
    for lines in (chart.candidates.lines, chart.answer.lines):
        assert (lines[:, 0].min(), lines[:, 2].max()) == (0, 499)
