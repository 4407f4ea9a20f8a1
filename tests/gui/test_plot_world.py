from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF

from ganplay.contract.commands import Look
from ganplay.contract.views import Surface
from ganplay.gui.charts.layers import LAYERS
from ganplay.gui.charts.world import WorldPlot
from ganplay.gui.theme import Appearance

from .plot_frames import left_real_right_fake, near, picture, pixels, plane, points, rgb


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def looks(request, qapp):
    looks = Appearance(dark=request.param)
    looks.dress(qapp)
    return looks


@pytest.fixture
def world(qtbot, looks):
    plot = WorldPlot(looks)
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.show()
    return plot


def at(world, x, y):
    """Row and column of a place of the plane in the picture of the plane."""
    column, row = pixels(world.chart, (x, y))
    return int(row), int(column)


def test_the_surface_is_green_where_d_says_real_purple_where_fake_and_the_card_where_undecided(world, looks):
    world.set_layers(frozenset({"discriminator"}))
    world.show_plane(plane(surface=left_real_right_fake()))
    shown = picture(world.chart.canvas)
    table = looks.surface_table()[:, :3].astype(int)
    np.testing.assert_allclose(shown[at(world, -1.7, 0.1)], table[255], atol=2)
    np.testing.assert_allclose(shown[at(world, 1.7, 0.1)], table[0], atol=2)
    np.testing.assert_array_equal(shown[at(world, 0.1, 0.1)], rgb(looks.color("card")))


def test_where_d_star_has_no_value_the_plane_is_hatched_and_where_it_is_one_half_it_is_plain(world, looks):
    values = np.full((64, 64), 0.5, dtype=np.float32)
    values[:, 32:] = np.nan
    world.set_layers(frozenset({"optimal"}))
    world.show_plane(plane(optimal=Surface(values, 0.0, 0.5, 1.0, "D*")))
    assert world.chart.surface.hatched
    shown, card = picture(world.chart.canvas), rgb(looks.color("card"))
    half, nothing = at(world, -1.0, 0.1), at(world, 1.0, 0.1)
    around = [shown[row - 12 : row + 12, column - 12 : column + 12] for row, column in (half, nothing)]
    assert (around[0] == card).all()
    inked = (around[1] != card).any(axis=2).mean()
    assert 0.05 < inked < 0.6
    assert "D* 0.50" in world.chart.readout_at(-1.0, 0.1)
    assert "no points here" in world.chart.readout_at(1.0, 0.1)
    world.show_plane(plane(optimal=Surface(np.full((64, 64), 0.5, np.float32), 0.0, 0.5, 1.0, "D*")))
    assert not world.chart.surface.hatched


def test_high_rows_of_the_surface_are_high_in_the_picture(world, looks):
    values = np.zeros((64, 64), dtype=np.float32)
    values[48:] = 1
    world.set_layers(frozenset({"discriminator"}))
    world.show_plane(plane(surface=Surface(values, 0.0, 0.5, 1.0, "D(x)")))
    shown, table = picture(world.chart.canvas), looks.surface_table()[:, :3].astype(int)
    np.testing.assert_allclose(shown[at(world, 0.1, 1.7)], table[255], atol=2)
    np.testing.assert_allclose(shown[at(world, 0.1, -1.5)], table[0], atol=2)


def test_points_are_where_the_model_put_them(world, looks):
    places = [(-1.0, 1.0), (0.5, -0.5), (1.5, 1.25)]
    world.show_plane(plane(real=points((-1.0, -1.0)), fake=points(*places)))
    shown = picture(world.chart.canvas)
    fake = near(shown, looks.color("fake"), 12)
    for x, y in places:
        row, column = at(world, x, y)
        assert fake[row - 1 : row + 2, column - 1 : column + 2].all()
        around = np.argwhere(fake[row - 6 : row + 7, column - 6 : column + 7]) - 6
        assert np.abs(around.mean(axis=0)).max() <= 1
    assert near(shown[at(world, -1.0, -1.0)], looks.color("real"), 12)
    assert fake.sum() < 3 * 40


def test_points_that_are_no_numbers_or_far_away_hurt_nothing(world, looks):
    wild = points((np.nan, 0), (np.inf, 1), (1e30, -1e30), (0.5, 0.5))
    world.set_layer("pull", True)
    world.show_plane(plane(fake=wild, pull=points((np.nan, 1), (1, 1), (np.inf, 0), (1e30, 1e30))))
    row, column = at(world, 0.5, 0.5)
    # The arrow that begins here goes up and to the right.
    assert near(picture(world.chart.canvas)[row + 1, column - 1], looks.color("fake"), 60)


@pytest.mark.parametrize("name", [layer.name for layer in LAYERS])
def test_every_layer_can_be_seen_and_hidden(world, name):
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1.5, 1.5, 5)), axis=2).astype(np.float32)
    surface = left_real_right_fake()
    world.set_layers(frozenset())
    world.show_plane(
        plane(
            real=points((0, 1)),
            fake=points((1, 0), (0, -1)),
            pull=points((20, 0), (0, 20)),
            manifold=grid,
            surface=surface,
            optimal=dataclasses.replace(surface, values=surface.values[:, ::-1] * 0.8),
        )
    )
    without = picture(world)
    world.set_layer(name, True)
    assert (picture(world) != without).any()
    world.set_layer(name, False)
    np.testing.assert_array_equal(picture(world), without)


def test_the_contour_runs_where_the_surface_is_neutral(world, looks):
    x = (np.arange(64) + 0.5) / 64 * 4 - 2
    radius = np.hypot(*np.meshgrid(x, x)).astype(np.float32)
    world.set_layers(frozenset({"contour"}))
    world.show_plane(plane(surface=Surface(radius, 0.0, 1.0, 2.0, "distance")))
    places = world.chart.contour.lines.reshape(-1, 2)
    assert len(places) > 100
    np.testing.assert_allclose(np.hypot(*places.T), 1.0, atol=2e-3)
    ink = near(picture(world.chart.canvas), looks.color("text"), 90)
    for angle in np.linspace(0, 2 * np.pi, 12):
        row, column = at(world, np.cos(angle), np.sin(angle))
        assert ink[row - 6 : row + 7, column - 6 : column + 7].any()
    world.set_layer("contour", False)
    assert len(world.chart.contour.lines) == 0


def test_a_steep_gradient_draws_arrows_and_a_vanishing_one_none(world, looks):
    world.set_layers(frozenset({"pull"}))
    places = points(*((x, y) for x in np.linspace(-1, 1, 10) for y in np.linspace(-1, 1, 10)))
    inked = []
    for steepness in (10.0, 0.01):
        world.show_plane(plane(fake=places, pull=np.full((100, 2), steepness, dtype=np.float32)))
        inked.append(int(near(picture(world.chart.canvas), looks.color("pull"), 60).sum()))
    assert inked[0] > 2000
    assert inked[1] < 20


def test_one_surface_takes_the_place_of_another(world):
    world.set_layer("optimal", True)
    assert {"discriminator", "optimal"} & world.layers == {"optimal"}
    world.set_layer("difference", True)
    assert {"optimal", "difference"} & world.layers == {"difference"}
    world.set_layer("difference", False)
    assert world.layers == {"real", "fake", "contour"}


def test_frames_are_asked_for_what_the_layers_need(world):
    assert world.look() == Look(surface=True)
    world.set_layers(frozenset({"real", "difference", "pull"}))
    assert world.look() == Look(surface=True, optimal=True, pull=True, resolution=128)
    world.set_layers(frozenset({"optimal", "manifold"}))
    assert world.look() == Look(surface=False, optimal=True, manifold=True, resolution=128)
    world.set_layers(frozenset({"real"}))
    assert world.look() == Look(surface=False)


def test_changed_layers_are_told_once(world, qtbot):
    with qtbot.waitSignal(world.layers_changed):
        world.set_layer("pull", True)
    with qtbot.assertNotEmitted(world.layers_changed):
        world.set_layer("pull", True)


def test_an_unknown_layer_is_refused_with_the_nearest_name(world):
    with pytest.raises(ValueError, match="manifold"):
        world.set_layer("manifolds", True)


def test_an_absent_surface_is_explained(world):
    world.set_layer("difference", True)
    world.show_plane(plane(surface=left_real_right_fake()), {"optimal": "A critic has none."})
    assert world.chart.notice == "A critic has none."
    world.set_layer("discriminator", True)
    assert world.chart.notice == ""


def test_the_bar_says_what_the_colours_mean(world):
    surface = Surface(np.zeros((4, 4), dtype=np.float32), -1.5, 0.25, 2.0, "critic")
    world.show_plane(plane(surface=surface))
    assert world.bar.labels == ("−1.5", "0.25", "2")
    world.show_plane(plane(surface=surface, optimal=surface))
    world.set_layer("difference", True)
    assert world.bar.labels == ("−1.8", "0", "1.8")
    assert "D − D*" in world.bar.title


def test_the_place_and_the_value_under_the_pointer_can_be_read(world, qtbot):
    world.show_plane(plane(surface=left_real_right_fake()))
    row, column = at(world, -1.5, 0.5)
    qtbot.mouseMove(world.chart.canvas.viewport(), QPoint(1, 1))
    qtbot.mouseMove(world.chart.canvas.viewport(), QPoint(column, row))
    words = world.chart.readout.replace("−", "-").split()
    assert words[::2] == ["x", "y", "D"]
    # The pointer stands on a whole pixel.
    assert [float(word) for word in words[1::2]] == pytest.approx([-1.5, 0.5, 1.0], abs=0.02)


def test_the_empty_plane_says_what_to_do_and_a_frame_ends_that(world, looks):
    assert world.chart.message.startswith("press Play")
    said = near(picture(world.chart), looks.color("muted"), 30).sum()
    world.set_message("")
    assert near(picture(world.chart), looks.color("muted"), 30).sum() < said - 100
    world.set_message("warming up torch")
    assert world.chart.message == "warming up torch"
    world.show_plane(plane())
    assert world.chart.message == ""


@pytest.mark.parametrize("size", [(900, 300), (300, 700), (140, 90)])
def test_the_plane_stays_square_and_inside(world, size):
    world.resize(*size)
    area = world.chart.geometry()
    seen = world.chart.view.sceneBoundingRect()
    assert seen.width() == pytest.approx(seen.height(), abs=1.5)
    assert world.rect().contains(area)
    assert world.rect().contains(world.bar.geometry())


def test_new_looks_change_every_colour_at_once(world, looks):
    world.set_layers(frozenset({"discriminator"}))
    world.show_plane(plane(surface=left_real_right_fake()))
    looks.dark = not looks.dark
    shown = picture(world.chart.canvas)
    np.testing.assert_array_equal(shown[at(world, 0.1, 0.1)], rgb(looks.color("card")))
    np.testing.assert_allclose(shown[at(world, 1.7, 0.1)], looks.surface_table()[0, :3], atol=2)


def test_a_projector_gets_larger_points(world, looks):
    world.set_layers(frozenset({"fake"}))
    world.show_plane(plane(fake=points((0.3, 0.3))))
    desk = near(picture(world.chart.canvas), looks.color("fake"), 30).sum()
    looks.scale = 2.0
    assert near(picture(world.chart.canvas), looks.color("fake"), 30).sum() > 3 * desk


def test_the_view_of_the_frame_is_the_view_of_the_plane(world, looks):
    world.show_plane(plane(extent=(0.0, 1.0, 0.0, 1.0), fake=points((0.25, 0.75))))
    np.testing.assert_allclose(world.chart.visible_range, ((0.0, 1.0), (0.0, 1.0)), atol=0.01)
    assert near(picture(world.chart.canvas)[at(world, 0.25, 0.75)], looks.color("fake"), 20)


@pytest.mark.parametrize(
    ("value", "label"),
    [(-0.0621, "−0.062"), (140.0, "140"), (-1.19e5, "−1·10⁵"), (0.0, "0"), (3e-6, "3·10⁻⁶")],
)
def test_a_critics_bar_has_room_for_its_numbers(world, value, label):
    world.show_plane(plane(surface=Surface(np.zeros((4, 4), dtype=np.float32), value, 0.0, 2.0, "critic")))
    assert world.bar.labels[0] == label
    figures = QFontMetricsF(world.bar.appearance.font(9)).horizontalAdvance(label)
    assert figures + 12 + 6 <= world.bar.sizeHint().width()
