"""Turned knobs: an upright line in the curves, a line among the events, and one for a drag."""

from __future__ import annotations

import dataclasses

import pytest

from ganplay.contract.objectives import NonSaturating
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Phase, Report
from ganplay.contract.training import Adam
from ganplay.gui.play.monitors import PlaneMonitors
from ganplay.gui.theme import Appearance


@pytest.fixture
def plane(qtbot):
    monitors = PlaneMonitors(Appearance())
    qtbot.addWidget(monitors)
    return monitors


def report(monitors, step, settings):
    monitors.show_report(Report(1, Phase.RUNNING, frame=Frame(step=step), settings=settings))


def listed(monitors):
    return [(event.step, event.sentence) for event in monitors.events.events]


def marked(monitors):
    assert all(plot.marks.references == monitors.losses.marks.references for plot in monitors._curves)
    return [line.value() for line in monitors.losses.marks.lines if line.angle == 90]


def test_a_turned_knob_is_marked_in_every_curve_and_listed(plane):
    plain = Settings()
    smooth = dataclasses.replace(plain, loss=NonSaturating(alpha=0.1))
    report(plane, 0, plain)
    assert (listed(plane), marked(plane)) == ([], [])
    report(plane, 500, smooth)
    assert listed(plane) == [(500, "Turned: loss.name minimax → non_saturating, loss.alpha 0 → 0.1.")]
    assert marked(plane) == [500]
    report(plane, 700, smooth)
    assert marked(plane) == [500]
    plane.begin()
    report(plane, 0, plain)
    assert (listed(plane), marked(plane)) == ([], [])


def test_a_drag_is_one_change_and_a_later_turn_another(plane):
    def rate(value):
        return dataclasses.replace(Settings(), g_optimiser=Adam(rate=value))

    for step, value in ((0, 1e-3), (100, 2e-3), (150, 4e-3), (200, 5e-3), (2000, 1e-3)):
        report(plane, step, rate(value))
    assert listed(plane) == [
        (2000, "Turned: g_optimiser.rate 0.005 → 0.001."),
        (100, "Turned: g_optimiser.rate 0.001 → 0.005."),
    ]
    assert marked(plane) == [100, 2000]
