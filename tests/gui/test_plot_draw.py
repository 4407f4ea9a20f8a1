"""Drawing a distribution with a real mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt

from ganplay.contract.codec import from_table
from ganplay.contract.data import MAX_POINTS, Drawn
from ganplay.gui.charts.world import WorldPlot
from ganplay.gui.theme import Appearance

from .plot_frames import near, picture, pixel_at, pixels, plane

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def sheet(qtbot):
    plot = WorldPlot(Appearance())
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.show()
    plot.set_drawing(True, 0.02)
    plot.show_plane(plane(extent=(0.0, 1.0, 0.0, 1.0)))
    return plot


@pytest.fixture
def drag(qtbot, sheet):
    def drag(*path, button=LEFT):
        places = [pixel_at(sheet.chart, *place) for place in path]
        qtbot.mouseMove(sheet.chart.canvas.viewport(), places[0])
        qtbot.mousePress(sheet.chart.canvas.viewport(), button, pos=places[0])
        for place in places[1:]:
            qtbot.mouseMove(sheet.chart.canvas.viewport(), place)
        qtbot.mouseRelease(sheet.chart.canvas.viewport(), button, pos=places[-1])

    return drag


def unit(sheet):
    """Pixels of one unit of the plane."""
    return float(np.diff(pixels(sheet.chart, [(0, 0), (1, 0)])[:, 0])[0])


def inked(sheet, from_x, to_x, y=0.5):
    """Share of the columns between two places of a horizontal stroke that show a real point."""
    green = near(picture(sheet.chart.canvas), sheet.chart.appearance.color("real"), 40)
    (left, row), (right, _) = pixels(sheet.chart, [(from_x, y), (to_x, y)]).astype(int)
    reach = int(sheet.brush.radius * unit(sheet))
    return green[row - reach : row + reach, left:right].any(axis=0).mean()


def test_a_fast_stroke_is_solid_on_the_screen(sheet, drag):
    drag((0.1, 0.5), (0.9, 0.5))
    assert inked(sheet, 0.1, 0.9) > 0.9
    assert inked(sheet, 0.1, 0.9, y=0.8) == 0


def test_the_eraser_and_the_right_button_wipe(sheet, drag):
    drag((0.1, 0.5), (0.9, 0.5))
    drag((0.3, 0.5), (0.4, 0.5), button=RIGHT)
    assert inked(sheet, 0.3, 0.4) == 0
    sheet.brush.eraser = True
    drag((0.6, 0.5), (0.7, 0.5))
    assert inked(sheet, 0.6, 0.7) == 0
    assert inked(sheet, 0.1, 0.25) > 0.9


def test_undo_brings_back_what_was_wiped(sheet, drag):
    drag((0.1, 0.5), (0.9, 0.5))
    drag((0.3, 0.5), (0.7, 0.5), button=RIGHT)
    assert inked(sheet, 0.3, 0.7) == 0
    sheet.brush.undo()
    assert inked(sheet, 0.1, 0.9) > 0.9
    sheet.brush.undo()
    assert inked(sheet, 0.1, 0.9) == 0


def test_what_was_drawn_is_told_at_the_end_of_the_stroke_and_is_a_valid_distribution(sheet, drag, qtbot):
    with qtbot.waitSignal(sheet.points_drawn) as told:
        drag((0.1, 0.5), (0.9, 0.5))
    (drawn,) = told.args
    assert 0 < len(drawn) <= MAX_POINTS
    settings = from_table({"data": {"name": "drawn", "points": [list(pair) for pair in drawn]}})
    assert settings.data == Drawn(points=drawn)


def test_a_long_stroke_is_told_on_its_way(sheet, qtbot):
    with qtbot.waitSignal(sheet.points_drawn, timeout=2000):
        qtbot.mouseMove(sheet.chart.canvas.viewport(), QPoint(100, 100))
        qtbot.mousePress(sheet.chart.canvas.viewport(), LEFT, pos=QPoint(100, 100))
        qtbot.mouseMove(sheet.chart.canvas.viewport(), QPoint(200, 100))
    assert sheet.brush.sketch.drawing
    qtbot.mouseRelease(sheet.chart.canvas.viewport(), LEFT, pos=QPoint(200, 100))
    assert not sheet.brush.sketch.drawing


def test_a_stroke_that_changes_nothing_is_not_told(sheet, drag, qtbot):
    sheet.brush.load(((0.5, 0.5),))
    with qtbot.assertNotEmitted(sheet.points_drawn, wait=150):
        drag((0.9, 0.9), (0.8, 0.9), button=RIGHT)


def test_an_empty_sheet_asks_for_something_and_tells_nothing(sheet, drag, qtbot):
    drag((0.2, 0.2), (0.8, 0.2))
    assert "draw something" not in sheet.chart.notice_label.text()
    with qtbot.assertNotEmitted(sheet.points_drawn, wait=150):
        sheet.brush.clear()
    assert sheet.chart.notice_label.isVisible()
    assert sheet.chart.notice_label.text().startswith("draw something")
    sheet.brush.undo()
    assert "draw something" not in sheet.chart.notice_label.text()
    assert inked(sheet, 0.2, 0.8, y=0.2) > 0.9


def test_the_brush_is_seen_where_it_would_draw(sheet, qtbot):
    sheet.brush.radius = 0.1
    canvas = sheet.chart.canvas.viewport()
    qtbot.mouseMove(canvas, QPoint(1, 1))
    qtbot.mouseMove(canvas, pixel_at(sheet.chart, 0.5, 0.5))
    ring, blur = sheet.chart.brush_circle, sheet.chart.blur_circle
    assert ring.isVisible()
    assert ring.rect().center().toTuple() == pytest.approx((0.5, 0.5), abs=0.005)
    assert ring.rect().width() == pytest.approx(0.2)
    assert blur.rect().width() == pytest.approx(0.2 + 4 * 0.02)
    QCoreApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert not ring.isVisible()


def test_a_sheet_shows_the_drawn_points_and_not_older_samples(sheet):
    old = np.full((50, 2), 0.9, dtype=np.float32)
    sheet.brush.load(((0.25, 0.25),))
    sheet.show_plane(plane(extent=(0.0, 1.0, 0.0, 1.0), real=old))
    green = near(picture(sheet.chart.canvas), sheet.chart.appearance.color("real"), 40)
    (x, y), (old_x, old_y) = pixels(sheet.chart, [(0.25, 0.25), (0.9, 0.9)]).astype(int)
    assert green[y, x]
    assert not green[old_y, old_x]


def test_the_mouse_draws_nothing_outside_the_drawing_mode(sheet, drag):
    sheet.set_drawing(False)
    drag((0.1, 0.5), (0.9, 0.5))
    assert len(sheet.brush.sketch.points) == 0
