"""The map of latent space and the paths over it, as the items of the chart hold them."""

from __future__ import annotations

import types

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ganplay.contract.inpainting import Plane
from ganplay.gui.inpaint.class_colours import CLASS_TOKENS
from ganplay.gui.inpaint.path_tab import DIM, EMPTY, UNREAD, PathPlot, project
from ganplay.gui.theme import Appearance

from ..plot_frames import pixel_at

LEFT = Qt.MouseButton.LeftButton
STEPS = 40
CLASSES = (3, 5, 3)
"""What the three candidates are read as."""
SLOPES = np.array([(0.5, 0.5), (-0.5, 0.5), (0.5, -0.5)])
"""Where each path ends when it has gone all its way, in the units of the map."""


def plane(cells=2):
    """Pictures that are white in their upper half, over losses that grow from the lower left."""
    pictures = np.zeros((cells, cells, 28, 28), np.uint8)
    pictures[:, :, :14] = 200
    losses = np.arange(cells * cells, dtype=np.float32).reshape(cells, cells)
    return Plane(np.zeros(2), np.eye(2), 2.0, pictures, losses)


def progress(**changes):
    """Three candidates that walk straight outwards; the second is looked at."""
    shares = np.linspace(0, 1, STEPS)[:, None, None]
    classes = np.zeros((3, 10), np.float32)
    classes[np.arange(3), CLASSES] = 1.0
    usual = {
        "plane": plane(),
        "path": 2.0 * shares * SLOPES,
        "shown": STEPS,
        "classes": classes,
        "focus": 1,
        "totals": np.array([0.25, 0.5, 0.75]),
    }
    return types.SimpleNamespace(**(usual | changes))


@pytest.fixture
def plot(qtbot):
    plot = PathPlot(Appearance())
    qtbot.addWidget(plot)
    plot.resize(320, 400)
    plot.show()
    return plot


def test_before_a_search_it_says_what_will_be_there(plot):
    assert plot.message == EMPTY
    assert plot.map.image is None
    plot.show_progress(progress())
    assert plot.message == ""
    assert plot.visible_range[0] == pytest.approx((-1, 1))
    plot.show_progress(None)
    assert plot.message == EMPTY
    assert not any(len(item.lines) for item in (plot.halo, plot.focus_path, *plot.paths.values()))


def test_paths_are_projected_onto_the_plane_s_axes():
    random = np.random.default_rng(0)
    axes = np.linalg.qr(random.standard_normal((8, 2)))[0].T
    origin = random.standard_normal(8)
    plane = Plane(origin, axes, 2.5, np.zeros((1, 1, 28, 28), np.uint8), np.zeros((1, 1)))
    off = random.standard_normal(8)
    off -= axes.T @ (axes @ off)
    z = origin + 1.5 * axes[0] - 0.5 * axes[1] + off
    assert project(plane, z[None]) == pytest.approx(np.array([[0.6, -0.2]]))


def test_paths_have_the_colour_of_their_class_and_the_focus_is_bold(plot):
    plot.show_progress(progress())
    other, focus = plot.paths[CLASS_TOKENS[3]], plot.focus_path
    np.testing.assert_allclose(plot.ends[CLASS_TOKENS[3]].points, SLOPES[[0, 2]])
    np.testing.assert_allclose(plot.focus_end.points, SLOPES[[1]])
    np.testing.assert_allclose(focus.lines[:, 2:], np.linspace(0, 1, STEPS)[1:, None] * SLOPES[1])
    assert (len(other.lines), len(plot.halo.lines)) == (2 * (STEPS - 1),) * 2
    assert focus.token == plot.focus_end.token == CLASS_TOKENS[5]
    np.testing.assert_array_equal(plot.end_halo.points, plot.ends[CLASS_TOKENS[3]].points)
    assert plot.end_halo.diameter > plot.ends[CLASS_TOKENS[3]].diameter
    assert plot.focus_end_halo.diameter > plot.focus_end.diameter > plot.end_halo.diameter
    assert focus.width > 2 * other.width
    assert sum(len(item.lines) for item in plot.paths.values()) == len(other.lines)
    plot.show_progress(progress(classes=None))
    assert len(plot.paths[UNREAD].lines) == 2 * (STEPS - 1)
    assert focus.token == UNREAD


def test_looking_back_shows_the_paths_up_to_there(plot):
    plot.show_progress(progress(shown=10))
    np.testing.assert_allclose(plot.focus_end.points, SLOPES[[1]] * 10 / (STEPS - 1))


def test_pictures_stand_upright_and_dim_with_their_loss(plot):
    plot.show_progress(progress())
    shown = plot.map.image
    assert plot.map.mapRectToParent(plot.map.boundingRect()).getCoords() == (-1, -1, 1, 1)
    # The first row is the lowest: the upper half of a picture has the higher rows.
    assert not shown[:14].any()
    assert not shown[28:42].any()
    levels = [shown[row, column] for row in (20, 48) for column in (14, 42)]
    assert levels == [int(200 * (1 - (1 - DIM) * rank / 3)) for rank in range(4)]


def test_the_map_is_drawn_again_only_for_another_plane(plot):
    first = progress()
    plot.show_progress(first)
    shown = plot.map.image
    plot.show_progress(progress(plane=first.plane, shown=3))
    assert plot.map.image is shown
    plot.show_progress(progress(plane=plane(3)))
    assert plot.map.image.shape == (84, 84)


def test_the_readout_names_the_candidate_and_elsewhere_the_loss(plot):
    plot.show_progress(progress(), ("zero", "one", "two", "shirt", *"456789"))
    assert plot.readout_at(0.5, 0.5) == "candidate 1   loss 0.250   reads as shirt"
    assert plot.readout_at(-0.9, 0.9) == "loss here 2.000"
    for beyond in ((0.9, -1.1), (0.9, 1.1), (-1.1, 0.9), (1.1, 0.9)):
        assert plot.readout_at(*beyond) == ""
    assert plot.readout_at(0.9, -0.9) == "loss here 1.000"
    plot.show_progress(progress(classes=None))
    assert plot.readout_at(0.5, -0.5) == "candidate 3   loss 0.750"


def test_a_click_near_an_end_chooses_and_a_drag_pans(plot):
    chosen = []
    plot.chosen.connect(chosen.append)
    plot.show_progress(progress())
    canvas = plot.canvas.viewport()
    end = pixel_at(plot, 0.5, -0.5)
    QTest.mouseClick(canvas, LEFT, pos=end + QPoint(8, 8))
    assert chosen == [2]
    QTest.mouseClick(canvas, LEFT, pos=end + QPoint(14, 14))
    assert chosen == [2]
    QTest.mousePress(canvas, LEFT, pos=end)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(canvas, end + QPoint(60, 0) * share)
        QTest.qWait(15)
    QTest.mouseRelease(canvas, LEFT, pos=end + QPoint(60, 0))
    assert chosen == [2]
    assert not plot.follows
    assert pixel_at(plot, 0.5, -0.5).x() == pytest.approx(end.x() + 60, abs=2)


def test_the_pointer_says_that_an_end_can_be_clicked(plot):
    plot.show_progress(progress())
    canvas = plot.canvas.viewport()
    for at, shape in (
        ((0.5, 0.5), Qt.CursorShape.PointingHandCursor),
        ((0.0, 0.9), Qt.CursorShape.ArrowCursor),
    ):
        QTest.mouseMove(canvas, pixel_at(plot, *at))
        assert canvas.cursor().shape() == shape


def test_the_table_holds_where_each_candidate_was(plot):
    assert plot.table() == {}
    plot.show_progress(progress())
    table = plot.table()
    np.testing.assert_array_equal(table["iteration"], np.arange(STEPS))
    np.testing.assert_allclose(table["candidate 3 up"], -0.5 * np.linspace(0, 1, STEPS))
    assert len(table) == 1 + 2 * 3
