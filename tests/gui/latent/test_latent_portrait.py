"""The charts beside the large digit: |z|, D's score and the classifier's bars."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from ganplay.contract.objectives import LeastSquares, Minimax, Wasserstein
from ganplay.gui.charts.chart import Chart
from ganplay.gui.latent import geometry
from ganplay.gui.latent.class_bars import ClassBars
from ganplay.gui.latent.gauge import Gauge
from ganplay.gui.latent.scores import explanation
from ganplay.gui.theme import Appearance

from ..plot_frames import near, picture, pixels
from .conftest import LEFT, Visitor
from .fake_explorer import shares_of


def point_at(chart: Chart, x: float, y: float) -> str:
    """What is read out with the pointer at a place."""
    QTest.mouseMove(chart.canvas.viewport(), QPointF(*pixels(chart, (x, y))).toPoint())
    return chart.readout


def words(chart: Chart) -> list[tuple[str, str]]:
    return [(figure.words, figure.number) for figure in chart.figures]


def test_the_mark_of_a_gauge_stands_at_the_number_and_the_grey_stretch_on_the_shell(visitor: Visitor):
    gauge = visitor.page.portrait.shell
    length = float(np.linalg.norm(visitor.exploration.row))
    assert gauge.mark.lines[0, ::2] == pytest.approx([length, length])
    assert gauge.mark.token == "text"
    low, high = 4 - 2 / math.sqrt(2), 4 + 2 / math.sqrt(2)
    assert gauge.band.lines[0, ::2] == pytest.approx([low, high])
    assert gauge.visible_range[0] == pytest.approx((0, 8), abs=0.1)
    assert words(gauge) == [("|z|", f"{length:.2f}"), ("shell 4.0", "")]
    assert point_at(gauge, 4.0, 0.0).startswith("|z| ")
    assert gauge.readout.endswith(" (usual)")
    assert not point_at(gauge, 7.5, 0.0).endswith("(usual)")
    image = picture(gauge.canvas)
    column, line = np.round(pixels(gauge, (length, 0.0))).astype(int)
    assert near(image[line, column], gauge.appearance.color("text"), 20)


def test_a_gauge_goes_as_far_as_its_number(visitor: Visitor):
    visitor.exploration.move(np.full(16, 3.0))
    gauge = visitor.page.portrait.shell
    assert gauge.mark.lines[0, 0] == pytest.approx(12.0)
    assert gauge.visible_range[0][1] > 12.0
    ((_, numbers),) = gauge.bottom.tickValues(*gauge.visible_range[0], 240)
    assert max(numbers) >= 10


def test_the_gauge_of_d_has_a_tick_at_a_half_and_explains_itself_under_the_pointer(visitor: Visitor):
    gauge = visitor.page.portrait.score
    (x, low, x_too, high), score = gauge.band.lines[0], gauge.value
    assert x == x_too == 0.5
    assert low < 0 < high
    assert (gauge.mark.lines[0, 0], gauge.mark.token) == (score, "critic")
    assert words(gauge)[1] == ("½: D cannot tell", "")
    assert gauge.toolTip().startswith(f"D gives {score:.0%} to this picture being a training digit.")
    visitor.open("digits-wgan-gp")
    assert not len(gauge.band.lines)
    assert "higher" in gauge.toolTip()


@pytest.mark.parametrize(
    ("loss", "score", "says"),
    [
        (Minimax(), 0.25, "D gives 25% to this picture"),
        (LeastSquares(), 1.2, "answers 1.20 to this picture"),
        (Wasserstein(), -3.0, "no unit"),
        (Minimax(), math.nan, "no D to ask"),
    ],
)
def test_every_loss_has_its_explanation(loss, score, says):
    assert says in explanation(loss, score)


def test_a_long_note_is_elided_and_never_takes_a_second_line(qtbot):
    gauge = Gauge("D", "critic", Appearance())
    qtbot.addWidget(gauge)
    gauge.resize(212, gauge.height())
    gauge.show()
    gauge.set_scale((-20000.0, 0.0), None, "real is 1, generated 0, and whatever else there is to say of it")
    gauge.show_value(-12345.67)
    assert gauge.figures[1].words.endswith("…")
    assert gauge.headline_label.height() < 2 * gauge.headline_label.fontMetrics().height()
    assert gauge.view.height() >= 10, "there is something to point at"


def test_the_bars_are_the_classifiers_probabilities_and_the_likeliest_is_in_full_colour(visitor: Visitor):
    bars = visitor.page.portrait.bars
    shares = shares_of(visitor.exploration.row[None], 16, False)[0]
    best = int(shares.argmax())
    assert bars.bars[True].middles == pytest.approx([best])
    assert bars.bars[True].heights == pytest.approx([100 * shares[best]], rel=1e-5)
    others = np.delete(np.arange(10), best)
    assert bars.bars[False].middles == pytest.approx(others)
    assert bars.bars[False].heights == pytest.approx(100 * shares[others], rel=1e-5)
    assert [(item.token, item.alpha) for item in bars.bars.values()] == [("fake", 1.0), ("fake", 0.45)]
    ((_, places),) = bars.bottom.tickValues(-0.5, 9.5, 240)
    assert bars.bottom.tickStrings(places, 1, 1) == list("0123456789")
    assert bars.visible_range == (pytest.approx((-0.5, 9.5)), pytest.approx((0, 100)))
    assert point_at(bars, best, 50.0) == f"{best}: {100 * shares[best]:.1f} %"


def test_without_a_classifier_there_are_no_bars_and_the_reading_says_so(qtbot):
    bars = ClassBars(Appearance())
    qtbot.addWidget(bars)
    bars.show_classes((), None)
    assert bars.headline == "no classifier"
    assert all(not len(item.middles) for item in bars.bars.values())
    assert bars.table() == {}


def test_the_charts_zoom_come_back_and_are_saved(visitor: Visitor, tmp_path: Path):
    portrait = visitor.page.portrait
    for chart, place in ((portrait.score, (0.4, 0.0)), (portrait.bars, (7.0, 20.0))):
        before = chart.visible_range
        visitor.wheel(chart, place, 3)
        assert chart.visible_range[0][1] - chart.visible_range[0][0] < before[0][1] - before[0][0]
        at = QPointF(*pixels(chart, place)).toPoint()
        QTest.mouseDClick(chart.canvas.viewport(), LEFT, pos=at)
        np.testing.assert_allclose(chart.visible_range, before)
    portrait.bars.save(tmp_path / "bars.csv")
    with (tmp_path / "bars.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["class"] for row in rows] == list("0123456789")
    assert sum(float(row["probability"]) for row in rows) == pytest.approx(1.0)
    table = portrait.shell.table()
    assert table["|z|"] == pytest.approx([float(geometry.norm(visitor.exploration.z))])
    assert {"usual_from", "usual_to"} <= set(table)
