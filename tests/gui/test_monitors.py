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


def test_each_chart_is_given_its_view(pictures, qtbot):
    edges = np.linspace(0, 1, 3).astype(np.float32)
    few, many = (Histogram(edges, np.array(counts, np.float32)) for counts in ((3, 1), (0, 8)))
    told(pictures, AnswersView(few, many), WeightsView(many))
    for chart in (pictures.answers, pictures.weights):
        chart.setParent(None)
        qtbot.addWidget(chart)
        chart.show()
    assert pictures.answers.table()["real_count"].tolist() == [3, 1]
    assert pictures.answers.table()["fake_count"].tolist() == [0, 8]
    np.testing.assert_allclose(pictures.weights.curves["critic"].getData()[1], [0, 100])


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
        assert colours(monitors.outputs) == {"d_real": "real", "d_fake": "fake"}
    assert colours(plane.gradient) == {"g_grad": "pull", "lipschitz": "critic"}
    assert colours(pictures.gradient) == {"g_grad": "pull", "d_grad": "critic"}
    assert colours(plane.distances) == {"js": "text", "sliced_w2": "accent", "mmd2": "muted"}
    assert colours(pictures.frechet) | colours(pictures.score) == {"frechet": "text", "class_score": "fake"}
    assert colours(pictures.agreement) == {"label_agreement": "fake"}
    assert colours(pictures.information) == {"information": "critic"}
    logarithmic = [plane.gradient, plane.distances, pictures.gradient, pictures.frechet]
    assert [chart for each in (plane, pictures) for chart in each.curves if chart.left.log] == logarithmic


def test_what_theory_says_is_drawn_in_the_colour_of_what_it_is_said_of(plane, pictures):
    for monitors in (plane, pictures):
        monitors.show_settings(Settings())
        assert lines(monitors.losses) == [
            (round(2 * np.log(2), 4), "2 ln 2", "critic", False),
            (round(-np.log(2), 4), "−ln 2", "fake", False),
        ]
        assert lines(monitors.outputs) == [(0.5, "D = ½", "muted", False)]
    assert lines(pictures.answers) == [(0.5, "undecided", "text", True)]
    assert lines(pictures.information) == []
    pictures.show_settings(Settings(loss=Wasserstein(), condition=Codes(categories=10)))
    assert lines(pictures.outputs) == lines(pictures.answers) == []
    assert lines(pictures.information) == [(round(np.log(10), 4), "ln 10", "critic", False)]


def test_floors_are_drawn_where_they_are_known(plane, pictures):
    told(plane, floors={"js": 0.01, "sliced_w2": 0.02})
    assert lines(plane.distances) == [(0.01, "JS floor", "text", False), (0.02, "W2² floor", "accent", False)]
    told(pictures, floors={"frechet": 1.5, "class_score": 9.5})
    assert lines(pictures.frechet) == [(1.5, "floor", "text", False)]
    assert lines(pictures.score) == [(9.5, "real pictures", "fake", False)]
    told(pictures)
    assert lines(pictures.frechet) == lines(pictures.score) == []


def test_every_number_has_the_digits_that_it_is_read_with(plane, pictures):
    keys = GAN_COLUMNS.trace_keys, GAN_COLUMNS.measure_keys
    tables = (np.full((1, 1 + len(names)), 1.23456) for names in keys)
    report = Report(1, Phase.RUNNING, logs=(Log(GAN_COLUMNS, *tables),))
    heads = []
    for monitors in (plane, pictures):
        monitors.show_report(report)
        heads.append([word.rpartition(" ")[2] for chart in monitors.curves for word in chart.headline])
    usual = ["1.23", "1.23", "1.23", "1.23", "1.235"]
    assert heads[0] == [*usual, "1.2", "1.235", "1.235", "1.235"]
    assert heads[1] == [*usual, "1.235", "1.2", "1.23", "1.235", "1.23"]
