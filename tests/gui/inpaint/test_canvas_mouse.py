"""Painting with the mouse changes the pixels under it, and only those look hatched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganplay.contract.masks import PRESETS
from ganplay.gui.inpaint.brush import SIZES, Tip
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.theme import Appearance

from .canvas_driver import LEFT, RIGHT, CanvasDriver

GREY = np.random.default_rng(0).integers(0, 256, (28, 28)).astype(np.uint8)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def driver(qtbot: QtBot) -> CanvasDriver:
    """A canvas of 14 pixels per pixel of the picture, with a brush of three."""
    appearance, editor = Appearance(), HoleEditor()
    canvas = HoleCanvas(editor, appearance)
    qtbot.addWidget(canvas)
    canvas.resize(400, 424)
    editor.set_picture(InputPicture(GREY, 4, "noise"))
    with qtbot.waitActive(canvas):
        canvas.show()
        canvas.activateWindow()
    editor.setParent(canvas)
    return CanvasDriver(editor, canvas, appearance)


def test_what_is_painted_is_under_the_mouse_on_screens_of_every_scale() -> None:
    script = Path(__file__).with_name("scaled_canvas.py")
    people = {
        factor: subprocess.Popen(
            [sys.executable, str(script), factor],
            env={**os.environ, "QT_SCALE_FACTOR": factor},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for factor in ("1", "1.25", "1.5", "2")
    }
    said = {factor: person.communicate()[0] for factor, person in people.items()}
    for factor, person in people.items():
        assert person.returncode == 0, f"at {factor}: {said[factor]}"


@pytest.mark.parametrize("size", [(200, 230), (311, 402), (400, 424), (777, 700)])
def test_what_is_painted_is_under_the_mouse_at_every_zoom(
    driver: CanvasDriver, size: tuple[int, int]
) -> None:
    driver.canvas.resize(*size)
    driver.editor.tip = Tip(1)
    for along in range(28):
        driver.click(along, 27 - along)
    np.testing.assert_array_equal(driver.editor.hole, np.eye(28, dtype=bool)[::-1])
    np.testing.assert_array_equal(driver.striped(), driver.editor.hole)


def test_a_fast_stroke_is_solid(driver: CanvasDriver) -> None:
    driver.drag((1.5, 26.5), (26.5, 1.5))
    hole = driver.editor.hole
    for along in range(28 - 2):
        assert hole[27 - along - 1, along + 1]
    np.testing.assert_array_equal(driver.striped(), hole)


def test_a_stroke_that_begins_outside_comes_in(driver: CanvasDriver) -> None:
    driver.canvas.resize(600, 424)
    driver.editor.tip = Tip(3, True)
    driver.drag((-4.0, 10.5), (5.5, 10.5))
    assert driver.editor.hole[9:12, :7].all()
    assert driver.editor.hole.sum() == 21


def test_a_square_paints_as_large_as_its_outline(driver: CanvasDriver) -> None:
    for size in SIZES:
        driver.editor.tip = Tip(size, True)
        driver.editor.clear()
        driver.drag((14.0, 14.0))
        assert driver.editor.hole.sum() == size**2
        box = driver.canvas._brush_box((14.0, 14.0))
        assert box.width() == size * driver.canvas.placement.pixel


def test_the_right_button_erases_and_the_mouse_says_so(driver: CanvasDriver) -> None:
    driver.editor.set_hole(PRESETS["centre"](0))
    canvas = driver.canvas
    QTest.mousePress(canvas, RIGHT, pos=driver.point((14.0, 14.0)))
    assert driver.editor.erasing
    assert canvas._words == "eraser, 3 px"
    red = driver.appearance.color("warn")
    image = canvas.grab().toImage()
    # The cross meets in the middle of the ring.
    assert image.pixelColor(driver.point((14.0, 14.0))) == red
    QTest.mouseRelease(canvas, RIGHT, pos=driver.point((14.0, 14.0)))
    assert not driver.editor.erasing
    assert not driver.editor.hole[13:15, 13:15].any()
    assert canvas.grab().toImage().pixelColor(driver.point((14.0, 14.0))) != red


def test_in_erase_mode_the_right_button_paints(driver: CanvasDriver) -> None:
    driver.editor.mode = Mode.ERASE
    driver.click(14, 14, RIGHT)
    assert driver.editor.hole[14, 14]
    driver.click(14, 14)
    assert not driver.editor.hole.any()


def test_alt_and_the_other_end_of_a_pen_erase(driver: CanvasDriver) -> None:
    driver.editor.set_hole(~driver.editor.hole)
    point = driver.point((5.5, 5.5))
    QTest.mouseClick(driver.canvas, LEFT, Qt.KeyboardModifier.AltModifier, point)
    assert not driver.editor.hole[5, 5]
    pen = QPointingDevice(
        "pen",
        7,
        QPointingDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Eraser,
        QPointingDevice.Capability.Position,
        1,
        1,
    )
    point = driver.point((20.5, 20.5))
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        place = point.toPointF()
        event = QMouseEvent(kind, place, driver.canvas.mapToGlobal(place), LEFT, buttons, NONE, pen)
        QApplication.sendEvent(driver.canvas, event)
    assert not driver.editor.hole[20, 20]


def test_a_second_button_does_not_end_the_stroke(driver: CanvasDriver) -> None:
    canvas = driver.canvas
    QTest.mousePress(canvas, LEFT, pos=driver.point((5.5, 5.5)))
    QTest.mousePress(canvas, RIGHT, pos=driver.point((5.5, 5.5)))
    QTest.mouseRelease(canvas, RIGHT, pos=driver.point((5.5, 5.5)))
    QTest.mouseMove(canvas, driver.point((20.5, 5.5)))
    QTest.mouseRelease(canvas, LEFT, pos=driver.point((20.5, 5.5)))
    assert driver.editor.hole[5, 4:22].all()


def test_the_wheel_takes_another_brush(driver: CanvasDriver) -> None:
    driver.scroll(1)
    assert driver.editor.tip.size == 4
    driver.scroll(-3)
    assert driver.editor.tip.size == 1
    driver.scroll(-3)
    assert driver.editor.tip.size == 1
    driver.scroll(99)
    assert driver.editor.tip.size == 14


def test_the_bucket_fills_an_outline(driver: CanvasDriver) -> None:
    driver.editor.tip = Tip(1)
    driver.drag((5.5, 5.5), (20.5, 5.5), (20.5, 20.5), (5.5, 20.5), (5.5, 5.5))
    driver.editor.mode = Mode.FILL
    driver.click(10, 10)
    assert driver.editor.hole.sum() == 16 * 16
    driver.click(10, 10, RIGHT)
    assert not driver.editor.hole.any()


def test_the_keyboard_paints(driver: CanvasDriver) -> None:
    canvas = driver.canvas
    canvas.setFocus()
    driver.editor.tip = Tip(1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    rows, columns = np.nonzero(driver.editor.hole)
    assert (np.diff(rows), np.diff(columns)) == ([1], [1])


def test_others_hear_of_every_move_that_changes_the_hole(driver: CanvasDriver) -> None:
    heard: list[object] = []
    editor = driver.editor
    editor.tip = Tip(1)
    editor.hole_changed.connect(lambda hole: heard.append(hole))
    editor.stroke_finished.connect(lambda: heard.append("finished"))
    points = [driver.point((along + 0.5, 9.5)) for along in (4, 5, 5, 6)]
    QTest.mousePress(driver.canvas, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(driver.canvas, point)
    assert [int(hole.sum()) for hole in heard] == [1, 2, 3]
    np.testing.assert_array_equal(heard[-1], editor.hole)
    QTest.mouseRelease(driver.canvas, LEFT, pos=points[-1])
    assert heard[3:] == ["finished"], "the hole has not changed since"


Watched = tuple[HoleCanvas, list[QRect]]


@pytest.fixture
def watched(driver: CanvasDriver, qtbot: QtBot) -> Watched:
    """Another canvas on the same model, and what of it is painted anew from now on."""
    regions: list[QRect] = []

    def watch(canvas: HoleCanvas, event: QPaintEvent) -> None:
        regions.extend(event.region())
        HoleCanvas.paintEvent(canvas, event)

    canvas = type("Watched", (HoleCanvas,), {"paintEvent": watch})(driver.editor, driver.appearance)
    qtbot.addWidget(canvas)
    canvas.resize(400, 424)
    with qtbot.waitExposed(canvas):
        canvas.show()
    qtbot.waitUntil(lambda: bool(regions))
    regions.clear()
    return canvas, regions


def test_nothing_is_left_of_a_brush_that_has_grown_with_the_window(watched: Watched, qtbot: QtBot) -> None:
    canvas, regions = watched
    canvas._move_cursor((9.0, 9.0))
    qtbot.waitUntil(lambda: bool(regions))
    canvas.resize(800, 824)
    qtbot.waitUntil(lambda: any(region.width() > 700 for region in regions))
    box = canvas._brush_box((9.0, 9.0))
    regions.clear()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: any(region.contains(box.toAlignedRect()) for region in regions))


def test_only_what_is_another_is_painted_anew(driver: CanvasDriver, watched: Watched, qtbot: QtBot) -> None:
    canvas, regions = watched
    driver.editor.press((3.5, 3.5))
    driver.editor.move((5.5, 3.5))
    qtbot.waitUntil(lambda: bool(regions))
    driver.editor.release()
    placement, stroke = canvas.placement, QRectF()
    for region in regions:
        if region.top() < placement.top + placement.side:
            stroke = stroke.united(QRectF(region))
    assert stroke.left() >= placement.point((1, 0))[0]
    assert stroke.right() <= placement.point((8, 0))[0]
    assert stroke.bottom() <= placement.point((0, 6))[1]
    shown = CanvasDriver(driver.editor, canvas, driver.appearance).striped()
    np.testing.assert_array_equal(shown, driver.editor.hole)


def test_known_pixels_look_as_grey_as_they_are_and_unknown_ones_are_striped(driver: CanvasDriver) -> None:
    driver.editor.set_hole(PRESETS["random 80 %"](3))
    np.testing.assert_array_equal(driver.striped(), driver.editor.hole)
    placement, shown = driver.canvas.placement, driver.shown()
    for row in range(28):
        for column in range(28):
            if not driver.editor.hole[row, column]:
                x, y = placement.point((column + 0.5, row + 0.5))
                assert shown[int(y), int(x)].tolist() == [GREY[row, column]] * 3


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_stripes_are_neither_black_nor_white_nor_grey(driver: CanvasDriver, dark: bool) -> None:
    driver.appearance.dark = dark
    driver.editor.set_hole(~driver.editor.hole)
    shown = driver.shown()[30:360, 30:360].reshape(-1, 3).astype(int)
    assert np.ptp(shown, axis=1).min() > 12
    assert len(np.unique(shown, axis=0)) >= 2


def test_nothing_under_the_stripes_is_seen_but_by_looking_under_them(driver: CanvasDriver) -> None:
    driver.editor.set_hole(PRESETS["centre"](0))
    shown = driver.shown()
    driver.editor.set_picture(InputPicture(255 - GREY, None, "other noise"))
    other = driver.shown()
    inside = slice(120, 290), slice(120, 290)
    np.testing.assert_array_equal(shown[inside], other[inside])
    assert (shown != other).any()
    driver.editor.peeking = True
    peeked = driver.shown()
    driver.editor.set_picture(InputPicture(GREY, None, "noise"))
    assert (peeked[inside] != driver.shown()[inside]).any()


def test_the_legend_counts(driver: CanvasDriver) -> None:
    assert driver.editor.legend == "striped = unknown, 0 px, 0 %"
    driver.editor.set_hole(PRESETS["centre"](0))
    assert driver.editor.legend == "striped = unknown, 196 px, 25 %"


def test_the_brush_leaves_with_the_mouse(driver: CanvasDriver, qtbot: QtBot) -> None:
    canvas = driver.canvas
    canvas.clearFocus()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    without = canvas.grab().toImage()
    QTest.mouseMove(canvas, driver.point((9.5, 9.5)))
    assert canvas.grab().toImage() != without
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.grab().toImage() == without
