"""A person paints with the mouse, and sees what was painted, under the mouse and nowhere else."""

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

from .studio import LEFT, RIGHT, Painter

GREY = np.random.default_rng(0).integers(0, 256, (28, 28)).astype(np.uint8)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def painter(qtbot: QtBot) -> Painter:
    """Somebody at a canvas of 14 pixels to a pixel, with a brush of three."""
    appearance, editor = Appearance(), HoleEditor()
    canvas = HoleCanvas(editor, appearance)
    qtbot.addWidget(canvas)
    canvas.resize(400, 424)
    editor.set_picture(InputPicture(GREY, 4, "noise"))
    with qtbot.waitActive(canvas):
        canvas.show()
        canvas.activateWindow()
    editor.setParent(canvas)
    return Painter(editor, canvas, appearance)


def test_what_is_painted_is_under_the_mouse_on_screens_of_every_scale() -> None:
    script = Path(__file__).with_name("scaled.py")
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
def test_what_is_painted_is_under_the_mouse_at_every_zoom(painter: Painter, size: tuple[int, int]) -> None:
    painter.canvas.resize(*size)
    painter.editor.tip = Tip(1)
    for along in range(28):
        painter.click(along, 27 - along)
    np.testing.assert_array_equal(painter.editor.hole, np.eye(28, dtype=bool)[::-1])
    np.testing.assert_array_equal(painter.striped(), painter.editor.hole)


def test_a_fast_stroke_is_solid(painter: Painter) -> None:
    painter.drag((1.5, 26.5), (26.5, 1.5))
    hole = painter.editor.hole
    for along in range(28 - 2):
        assert hole[27 - along - 1, along + 1]
    np.testing.assert_array_equal(painter.striped(), hole)


def test_a_stroke_that_begins_outside_comes_in(painter: Painter) -> None:
    painter.canvas.resize(600, 424)
    painter.editor.tip = Tip(3, True)
    painter.drag((-4.0, 10.5), (5.5, 10.5))
    assert painter.editor.hole[9:12, :7].all()
    assert painter.editor.hole.sum() == 21


def test_a_square_paints_as_large_as_its_outline(painter: Painter) -> None:
    for size in SIZES:
        painter.editor.tip = Tip(size, True)
        painter.editor.clear()
        painter.drag((14.0, 14.0))
        assert painter.editor.hole.sum() == size**2
        ring = painter.canvas._ring((14.0, 14.0))
        assert ring.width() == size * painter.canvas.placement.pixel


def test_the_right_button_erases_and_the_mouse_says_so(painter: Painter) -> None:
    painter.editor.set_hole(PRESETS["centre"](0))
    canvas = painter.canvas
    QTest.mousePress(canvas, RIGHT, pos=painter.point((14.0, 14.0)))
    assert painter.editor.erasing
    assert canvas._words == "eraser, 3 px"
    red = painter.appearance.color("warn")
    image = canvas.grab().toImage()
    # The cross meets in the middle of the ring.
    assert image.pixelColor(painter.point((14.0, 14.0))) == red
    QTest.mouseRelease(canvas, RIGHT, pos=painter.point((14.0, 14.0)))
    assert not painter.editor.erasing
    assert not painter.editor.hole[13:15, 13:15].any()
    assert canvas.grab().toImage().pixelColor(painter.point((14.0, 14.0))) != red


def test_in_erase_mode_the_right_button_paints(painter: Painter) -> None:
    painter.editor.mode = Mode.ERASE
    painter.click(14, 14, RIGHT)
    assert painter.editor.hole[14, 14]
    painter.click(14, 14)
    assert not painter.editor.hole.any()


def test_alt_and_the_other_end_of_a_pen_erase(painter: Painter) -> None:
    painter.editor.set_hole(~painter.editor.hole)
    point = painter.point((5.5, 5.5))
    QTest.mouseClick(painter.canvas, LEFT, Qt.KeyboardModifier.AltModifier, point)
    assert not painter.editor.hole[5, 5]
    pen = QPointingDevice(
        "pen",
        7,
        QPointingDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Eraser,
        QPointingDevice.Capability.Position,
        1,
        1,
    )
    point = painter.point((20.5, 20.5))
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        place = point.toPointF()
        event = QMouseEvent(kind, place, painter.canvas.mapToGlobal(place), LEFT, buttons, NONE, pen)
        QApplication.sendEvent(painter.canvas, event)
    assert not painter.editor.hole[20, 20]


def test_a_second_button_does_not_end_the_stroke(painter: Painter) -> None:
    canvas = painter.canvas
    QTest.mousePress(canvas, LEFT, pos=painter.point((5.5, 5.5)))
    QTest.mousePress(canvas, RIGHT, pos=painter.point((5.5, 5.5)))
    QTest.mouseRelease(canvas, RIGHT, pos=painter.point((5.5, 5.5)))
    QTest.mouseMove(canvas, painter.point((20.5, 5.5)))
    QTest.mouseRelease(canvas, LEFT, pos=painter.point((20.5, 5.5)))
    assert painter.editor.hole[5, 4:22].all()


def test_the_wheel_takes_another_brush(painter: Painter) -> None:
    painter.scroll(1)
    assert painter.editor.tip.size == 4
    painter.scroll(-3)
    assert painter.editor.tip.size == 1
    painter.scroll(-3)
    assert painter.editor.tip.size == 1
    painter.scroll(99)
    assert painter.editor.tip.size == 14


def test_the_bucket_fills_an_outline(painter: Painter) -> None:
    painter.editor.tip = Tip(1)
    painter.drag((5.5, 5.5), (20.5, 5.5), (20.5, 20.5), (5.5, 20.5), (5.5, 5.5))
    painter.editor.mode = Mode.FILL
    painter.click(10, 10)
    assert painter.editor.hole.sum() == 16 * 16
    painter.click(10, 10, RIGHT)
    assert not painter.editor.hole.any()


def test_the_keyboard_paints(painter: Painter) -> None:
    canvas = painter.canvas
    canvas.setFocus()
    painter.editor.tip = Tip(1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    rows, columns = np.nonzero(painter.editor.hole)
    assert (np.diff(rows), np.diff(columns)) == ([1], [1])


def test_others_hear_of_a_stroke_once_per_turn_of_the_loop(painter: Painter, qtbot: QtBot) -> None:
    heard: list[object] = []
    editor = painter.editor
    editor.hole_changed.connect(lambda hole: heard.append(hole))
    editor.stroke_finished.connect(lambda: heard.append("finished"))
    points = [painter.point((along + 0.5, 9.5)) for along in range(4, 20)]
    # Sent at once, as they come from a fast mouse while the window is busy.
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, points[0].toPointF(), points[0].toPointF(), LEFT, LEFT, NONE
    )
    QApplication.sendEvent(painter.canvas, press)
    for point in points:
        place = point.toPointF()
        move = QMouseEvent(QEvent.Type.MouseMove, place, place, Qt.MouseButton.NoButton, LEFT, NONE)
        QApplication.sendEvent(painter.canvas, move)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)
    np.testing.assert_array_equal(heard[0], editor.hole)
    QTest.mouseRelease(painter.canvas, LEFT, pos=points[-1])
    assert heard[1:] == ["finished"], "the hole has not changed since"


Watched = tuple[HoleCanvas, list[QRect]]


@pytest.fixture
def watched(painter: Painter, qtbot: QtBot) -> Watched:
    """Another canvas on the same model, and what of it is painted anew from now on."""
    regions: list[QRect] = []

    def watch(canvas: HoleCanvas, event: QPaintEvent) -> None:
        regions.extend(event.region())
        HoleCanvas.paintEvent(canvas, event)

    canvas = type("Watched", (HoleCanvas,), {"paintEvent": watch})(painter.editor, painter.appearance)
    qtbot.addWidget(canvas)
    canvas.resize(400, 424)
    with qtbot.waitExposed(canvas):
        canvas.show()
    qtbot.waitUntil(lambda: bool(regions))
    regions.clear()
    return canvas, regions


def test_nothing_is_left_of_a_brush_that_has_grown_with_the_window(watched: Watched, qtbot: QtBot) -> None:
    canvas, regions = watched
    canvas._carry((9.0, 9.0))
    qtbot.waitUntil(lambda: bool(regions))
    canvas.resize(800, 824)
    qtbot.waitUntil(lambda: any(region.width() > 700 for region in regions))
    ring = canvas._ring((9.0, 9.0))
    regions.clear()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: any(region.contains(ring.toAlignedRect()) for region in regions))


def test_only_what_is_another_is_painted_anew(painter: Painter, watched: Watched, qtbot: QtBot) -> None:
    canvas, regions = watched
    painter.editor.press((3.5, 3.5))
    painter.editor.move((5.5, 3.5))
    qtbot.waitUntil(lambda: bool(regions))
    painter.editor.release()
    placement, stroke = canvas.placement, QRectF()
    for region in regions:
        if region.top() < placement.top + placement.side:
            stroke = stroke.united(QRectF(region))
    assert stroke.left() >= placement.point((1, 0))[0]
    assert stroke.right() <= placement.point((8, 0))[0]
    assert stroke.bottom() <= placement.point((0, 6))[1]
    shown = Painter(painter.editor, canvas, painter.appearance).striped()
    np.testing.assert_array_equal(shown, painter.editor.hole)


def test_known_pixels_look_as_grey_as_they_are_and_unknown_ones_are_striped(painter: Painter) -> None:
    painter.editor.set_hole(PRESETS["random 80 %"](3))
    np.testing.assert_array_equal(painter.striped(), painter.editor.hole)
    placement, shown = painter.canvas.placement, painter.shown()
    for row in range(28):
        for column in range(28):
            if not painter.editor.hole[row, column]:
                x, y = placement.point((column + 0.5, row + 0.5))
                assert shown[int(y), int(x)].tolist() == [GREY[row, column]] * 3


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_stripes_are_neither_black_nor_white_nor_grey(painter: Painter, dark: bool) -> None:
    painter.appearance.dark = dark
    painter.editor.set_hole(~painter.editor.hole)
    shown = painter.shown()[30:360, 30:360].reshape(-1, 3).astype(int)
    assert np.ptp(shown, axis=1).min() > 12
    assert len(np.unique(shown, axis=0)) >= 2


def test_nothing_under_the_stripes_is_seen_but_by_looking_under_them(painter: Painter) -> None:
    painter.editor.set_hole(PRESETS["centre"](0))
    shown = painter.shown()
    painter.editor.set_picture(InputPicture(255 - GREY, None, "other noise"))
    other = painter.shown()
    inside = slice(120, 290), slice(120, 290)
    np.testing.assert_array_equal(shown[inside], other[inside])
    assert (shown != other).any()
    painter.editor.peeking = True
    peeked = painter.shown()
    painter.editor.set_picture(InputPicture(GREY, None, "noise"))
    assert (peeked[inside] != painter.shown()[inside]).any()


def test_the_legend_counts(painter: Painter) -> None:
    assert painter.editor.legend == "striped = unknown, 0 px, 0 %"
    painter.editor.set_hole(PRESETS["centre"](0))
    assert painter.editor.legend == "striped = unknown, 196 px, 25 %"


def test_the_brush_leaves_with_the_mouse(painter: Painter, qtbot: QtBot) -> None:
    canvas = painter.canvas
    canvas.clearFocus()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    without = canvas.grab().toImage()
    QTest.mouseMove(canvas, painter.point((9.5, 9.5)))
    assert canvas.grab().toImage() != without
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.grab().toImage() == without
