"""The column beside the picture: what it says of one frame."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.conditions import Codes
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.objectives import Wasserstein
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Log, Phase, Report
from ganplay.contract.views import AnswersView, Histogram, SharesView, WeightsView
from ganplay.gui.charts.curves import CurvePlot
from ganplay.gui.images.monitors import PictureMonitors
from ganplay.gui.play.monitors import PlaneMonitors
from ganplay.gui.theme import Appearance

SHARES = np.array([0.1, 0.15, 0.01, 0.74], np.float32)
FAIR = np.full(4, 0.25, np.float32)


def told(monitors, *views, **more):
    """The number and the words of the card of modes."""
    frame = Frame(step=1, views=views, **more)
    monitors.show_report(Report(1, Phase.RUNNING, frame=frame))
    return monitors._headline.text(), monitors._modes_card._note.text()


@pytest.fixture
def plane(qtbot):
    monitors = PlaneMonitors(Appearance())
    qtbot.addWidget(monitors)
    return monitors


@pytest.fixture
def pictures(qtbot):
    monitors = PictureMonitors(Appearance())
    qtbot.addWidget(monitors)
    return monitors


def test_modes_are_counted_and_the_quality_of_the_points_is_told(plane):
    assert (plane._headline.text(), plane._modes_card._note.text()) == ("–", "dashed: fair share")
    words = "dashed: fair share · 86% within 3σ (perfect: 99%)"
    assert told(plane, SharesView(SHARES, FAIR), numbers={"high_quality": 0.86}) == ("3 of 4", words)
    note = "These are 16 regions."
    assert told(plane, SharesView(SHARES, FAIR), notes={"modes": note}) == ("3 of 4", note)
    assert plane.modes.message == ""


def test_classes_are_named_and_without_a_classifier_the_note_stands_in_their_place(pictures):
    assert pictures.modes.message == "a bar for each class, once the first frame is there"
    words = "by the frozen classifier · dashed: in the data"
    assert told(pictures, SharesView(SHARES, FAIR, ("cat", "dog", "hen", "cow"))) == ("3 of 4", words)
    assert pictures.modes.readout_at(2.0, 0.0) == "hen: 1.0 % (fair: 25.0 %)"
    assert told(pictures, notes={"modes": "Nobody can sort these."}) == ("–", "Nobody can sort these.")
    assert pictures.modes.message == "Nobody can sort these."


def test_the_band_of_a_perfect_generator_is_drawn_behind_each_distance(plane):
    bands = {"js": (0.006, 0.008), "sliced_w2": (0.01, 0.03), "mmd2": (-0.002, 0.001)}
    told(plane, bands=bands, floors={"js": 0.007})
    chart = plane.charts["distances"]
    drawn = chart.bands
    assert [(band.low, band.high, band.token) for band in drawn.bands] == [
        (0.006, 0.008, "text"),
        (0.01, 0.03, "accent"),
        (-0.002, 0.001, "muted"),
    ]
    assert drawn.spans[0] == pytest.approx((np.log10(0.006), np.log10(0.008)))
    assert drawn.spans[2] == pytest.approx((-np.inf, -3)), "to the bottom: half of its readings are negative"
    words = [
        (line.label.toPlainText(), 10 ** line.value()) for line in plane.charts["distances"].references.lines
    ]
    assert words == [
        ("JS of a perfect G", pytest.approx(0.008)),
        ("W2² of a perfect G", pytest.approx(0.03)),
        ("MMD² of a perfect G", pytest.approx(0.001)),
    ]


def test_each_chart_is_given_its_view(pictures, qtbot):
    edges = np.linspace(0, 1, 3).astype(np.float32)
    few, many = (Histogram(edges, np.array(counts, np.float32)) for counts in ((3, 1), (0, 8)))
    told(pictures, AnswersView(few, many), WeightsView(many))
    for chart in (pictures.charts["answers"], pictures.charts["weights"]):
        chart.setParent(None)
        qtbot.addWidget(chart)
        chart.show()
    assert pictures.charts["answers"].table()["real_count"].tolist() == [3, 1]
    assert pictures.charts["answers"].table()["fake_count"].tolist() == [0, 8]
    np.testing.assert_allclose(pictures.charts["weights"].curves["critic"].getData()[1], [0, 100])


def test_curves_have_room_on_a_projector(plane, qtbot):
    plane.resize(327, 588)
    plane.show()
    plane.grab()
    assert plane.losses.view.height() > 100
    assert plane.charts["distances"].view.height() > 85
    assert plane.modes.view.height() > 30
    plane.tabs.current = "Signals"
    plane.grab()
    for plot in (plane.charts["outputs"], plane.charts["gradient"]):
        assert plot.view.height() > 25


def test_curves_that_are_measured_now_and_then_have_the_same_range_of_steps_as_the_losses(pictures):
    pictures.show_report(Report(1, Phase.RUNNING, frame=Frame(step=399, views=())))
    plots = (pictures.losses, pictures.charts["frechet"], pictures.charts["class_score"])
    for plot in plots:
        plot.refresh()
    ranges = {plot.visible_range[0] for plot in plots}
    assert len(ranges) == 1
    assert next(iter(ranges))[1] >= 399


def colours(chart):
    """The colour of each curve by its metric."""
    return {key: curve.token for key, curve in chart.curves.items()}


def lines(chart):
    """What is drawn to compare with: where, its name and its colour."""
    return [
        (round(entry.value, 4), entry.label, entry.token, entry.upright)
        for entry in chart.references.references
    ]


def test_what_is_of_d_is_blue_what_is_of_g_purple_and_what_is_of_the_data_green(plane, pictures):
    for monitors in (plane, pictures):
        assert colours(monitors.losses) == {"d_loss": "critic", "g_loss": "fake"}
        assert colours(monitors.charts["outputs"]) == {"d_real": "real", "d_fake": "fake"}
    assert colours(plane.charts["gradient"]) == {"g_grad": "pull", "lipschitz": "critic"}
    assert colours(pictures.charts["gradient"]) == {"g_grad": "pull", "d_grad": "critic"}
    assert colours(plane.charts["distances"]) == {"js": "text", "sliced_w2": "accent", "mmd2": "muted"}
    assert colours(pictures.charts["frechet"]) | colours(pictures.charts["class_score"]) == {
        "frechet": "text",
        "class_score": "fake",
    }
    assert colours(pictures.charts["agreement"]) == {"label_agreement": "fake"}
    assert colours(pictures.charts["information"]) == {"information": "critic"}
    logarithmic = [
        plane.charts["gradient"],
        plane.charts["distances"],
        pictures.charts["gradient"],
        pictures.charts["frechet"],
    ]
    charts = [chart for each in (plane, pictures) for chart in (each.losses, *each.charts.values())]
    assert {chart for chart in charts if chart.left.log} == set(logarithmic)


def test_what_theory_says_is_drawn_in_the_colour_of_what_it_is_said_of(plane, pictures):
    for monitors in (plane, pictures):
        monitors.show_settings(Settings())
        assert lines(monitors.losses) == [
            (round(2 * np.log(2), 4), "2 ln 2", "critic", False),
            (round(-np.log(2), 4), "−ln 2", "fake", False),
        ]
        assert lines(monitors.charts["outputs"]) == [(0.5, "D = ½", "muted", False)]
    assert lines(pictures.charts["answers"]) == [(0.5, "undecided", "text", True)]
    assert lines(pictures.charts["information"]) == []
    pictures.show_settings(Settings(loss=Wasserstein(), condition=Codes(categories=10)))
    assert lines(pictures.charts["outputs"]) == lines(pictures.charts["answers"]) == []
    assert lines(pictures.charts["information"]) == [(round(np.log(10), 4), "ln 10", "critic", False)]


def test_floors_are_drawn_where_they_are_known(plane, pictures):
    told(plane, floors={"js": 0.01, "sliced_w2": 0.02})
    assert lines(plane.charts["distances"]) == [
        (0.01, "JS floor", "text", False),
        (0.02, "W2² floor", "accent", False),
    ]
    told(pictures, floors={"frechet": 1.5, "class_score": 9.5})
    assert lines(pictures.charts["frechet"]) == [(1.5, "floor", "text", False)]
    assert lines(pictures.charts["class_score"]) == [(9.5, "real pictures", "fake", False)]
    told(pictures)
    assert lines(pictures.charts["frechet"]) == lines(pictures.charts["class_score"]) == []


def test_every_number_has_the_digits_that_it_is_read_with(plane, pictures):
    keys = GAN_COLUMNS.trace_keys, GAN_COLUMNS.measure_keys
    tables = (np.full((1, 1 + len(names)), 1.23456) for names in keys)
    report = Report(1, Phase.RUNNING, logs=(Log(GAN_COLUMNS, *tables),))
    read = []
    for monitors in (plane, pictures):
        monitors.show_report(report)
        charts = (monitors.losses, *monitors.charts.values())
        curves = [chart for chart in charts if isinstance(chart, CurvePlot)]
        read.append(
            {
                name: word.rpartition(" ")[2]
                for c in curves
                for name, word in zip(c.curves, c.headline, strict=True)
            }
        )
    usual = dict.fromkeys(("d_loss", "g_loss", "d_real", "d_fake"), "1.23") | {"g_grad": "1.235"}
    distances = dict.fromkeys(("js", "sliced_w2", "mmd2"), "1.235")
    assert read[0] == usual | {"lipschitz": "1.2"} | distances
    assert read[1] == usual | {
        "d_grad": "1.235",
        "frechet": "1.2",
        "class_score": "1.23",
        "label_agreement": "1.235",
        "information": "1.23",
    }
