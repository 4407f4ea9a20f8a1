"""What the tools beside the canvas do, and that their buttons say how things stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.masks import PRESETS
from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.mask_tools import PROMISE, MaskTools
from ganplay.gui.inpaint.picture_files import read_mask
from ganplay.gui.theme import Appearance

from .studio import LEFT, Painter

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Bench(QWidget):
    """A canvas above its tools."""

    def __init__(self) -> None:
        super().__init__()
        self.editor, appearance = HoleEditor(self), Appearance()
        self.canvas = HoleCanvas(self.editor, appearance)
        self.tools = MaskTools(self.editor, appearance)
        self.painter = Painter(self.editor, self.canvas, appearance)
        column = QVBoxLayout(self)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.tools)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, key, modifier)

    @property
    def hole(self) -> np.ndarray:
        return self.editor.hole


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = Bench()
    qtbot.addWidget(bench)
    bench.resize(440, 560)
    with qtbot.waitActive(bench):
        bench.show()
        bench.activateWindow()
    return bench


def test_undo_and_redo_have_buttons_and_keys(bench: Bench) -> None:
    tools, painter = bench.tools, bench.painter
    assert not tools.undo.isEnabled()
    painter.drag((4.5, 4.5), (20.5, 4.5))
    first = bench.hole
    painter.drag((4.5, 20.5), (20.5, 20.5))
    second = bench.hole
    bench.click(tools.undo)
    assert bench.hole is first
    bench.press(Qt.Key.Key_Z, CONTROL)
    assert not bench.hole.any()
    assert not tools.undo.isEnabled()
    bench.click(tools.redo)
    bench.press(Qt.Key.Key_Y, CONTROL)
    assert bench.hole is second
    assert not tools.redo.isEnabled()
    bench.press(Qt.Key.Key_Z, CONTROL)
    bench.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert bench.hole is second


def test_e_turns_the_brush_round_and_brackets_change_its_size(bench: Bench) -> None:
    bench.press(Qt.Key.Key_E)
    assert bench.editor.erasing
    assert bench.tools.modes[Mode.ERASE].isChecked()
    bench.press(Qt.Key.Key_E)
    assert not bench.editor.erasing
    assert bench.tools.modes[Mode.PAINT].isChecked()
    for _ in range(2):
        bench.press(Qt.Key.Key_BracketRight)
    assert bench.editor.tip.size == bench.tools.slider.current == 5
    bench.press(Qt.Key.Key_BracketLeft)
    assert bench.tools._pixels.text() == "4 px"


def test_the_slider_and_the_shape_make_another_brush(bench: Bench) -> None:
    QTest.keyClick(bench.tools.slider, Qt.Key.Key_End)
    assert bench.editor.tip == Tip(14)
    bench.click(bench.tools.shape)
    assert bench.editor.tip == Tip(14, True)
    bench.painter.drag((14.0, 14.0))
    assert bench.hole.sum() == 196


@pytest.mark.parametrize("name", PRESETS)
def test_a_ready_made_mask_is_one_step(bench: Bench, name: str) -> None:
    bench.tools.menu.presets[name].trigger()
    np.testing.assert_array_equal(bench.hole, PRESETS[name](0))
    np.testing.assert_array_equal(bench.painter.striped(), bench.hole)
    bench.click(bench.tools.undo)
    assert not bench.hole.any()


def test_a_mask_drawn_by_lot_is_another_the_second_time(bench: Bench) -> None:
    action = bench.tools.menu.presets["random 25 %"]
    action.trigger()
    first = bench.hole
    action.trigger()
    assert first.sum() == bench.hole.sum() == 196
    assert (first != bench.hole).any()


def test_invert_and_clear(bench: Bench) -> None:
    bench.tools.menu.presets["centre"].trigger()
    bench.click(bench.tools.invert)
    np.testing.assert_array_equal(bench.hole, ~PRESETS["centre"](0))
    bench.click(bench.tools.clear)
    assert not bench.hole.any()
    bench.click(bench.tools.undo)
    assert bench.hole.sum() == 784 - 196


def test_ink_draws_wipes_and_leaves_the_hole_alone(bench: Bench) -> None:
    tools, painter = bench.tools, bench.painter
    tools.menu.presets["top half"].trigger()
    hole = bench.hole
    bench.click(tools.ink)
    assert not tools.modes[Mode.FILL].isEnabled()
    painter.drag((6.0, 6.0), (20.0, 6.0), (10.0, 24.0))
    drawn = bench.editor.picture
    assert {0, 255} < set(np.unique(drawn).tolist()), "black, white, and a soft edge between"
    assert bench.hole is hole
    painter.drag((6.0, 6.0), (20.0, 6.0), button=Qt.MouseButton.RightButton)
    assert bench.editor.picture.sum() < drawn.sum()
    bench.click(tools.clear)
    assert not bench.editor.picture.any()
    assert bench.hole is hole
    bench.click(tools.hole)
    assert not bench.editor.inking


def test_half_a_digit_is_completed_around_its_ink(bench: Bench) -> None:
    bench.editor.start_drawing()
    bench.painter.drag((10.0, 6.0), (18.0, 6.0))
    bench.tools.menu.beyond.trigger()
    ink = bench.editor.picture >= 64
    assert ink.any()
    assert not (bench.hole & ink).any()
    assert bench.hole[20:].all()


def test_a_mask_comes_back_from_its_file(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    bench.tools.menu.presets["pencil"].trigger()
    pencil = bench.hole
    bench.tools.menu.save_mask(path)
    image = QImage(str(path))
    row, column = np.argwhere(pencil)[0].tolist()
    assert image.pixelColor(column, row).lightness() == 255, "white is unknown"
    assert (image.width(), image.height()) == (28, 28)
    bench.tools.menu.presets["centre"].trigger()
    bench.tools.menu.open_mask(path)
    np.testing.assert_array_equal(bench.hole, pencil)
    bench.click(bench.tools.undo)
    np.testing.assert_array_equal(bench.hole, PRESETS["centre"](0))


def test_a_mask_of_another_size_or_of_no_picture_is_refused_in_a_sentence(
    bench: Bench, tmp_path: Path
) -> None:
    bench.tools.menu.presets["centre"].trigger()
    hole = bench.hole
    image = QImage(32, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(tmp_path / "large.png"))
    (tmp_path / "text.png").write_text("no picture")
    for name, words in (
        ("large.png", "large.png has 32 x 30 pixels; a mask has 28 x 28, white where"),
        ("text.png", "text.png cannot be read as a picture"),
        ("missing.png", "missing.png cannot be read as a picture"),
    ):
        bench.tools.menu.open_mask(tmp_path / name)
        assert words in bench.tools.words.toolTip()
        assert bench.hole is hole
    bench.tools.menu.save_mask(tmp_path / "text.png" / "below.png")
    assert "cannot write" in bench.tools.words.toolTip()
    bench.click(bench.tools.clear)
    assert bench.tools.words.toolTip() == PROMISE
    bench.tools.menu.save_mask(tmp_path / "mine.png")
    assert "mine.png" in bench.tools.words.toolTip()
    np.testing.assert_array_equal(read_mask(tmp_path / "mine.png"), bench.hole)


def test_a_grey_mask_is_unknown_where_it_is_bright(tmp_path: Path) -> None:
    levels = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert QImage(levels.data, 28, 28, 28, QImage.Format.Format_Grayscale8).save(str(tmp_path / "g.png"))
    np.testing.assert_array_equal(read_mask(tmp_path / "g.png"), levels > 127)


def test_every_tool_says_what_it_does(bench: Bench) -> None:
    for button in bench.tools.findChildren(QAbstractButton):
        assert button.toolTip(), button.text()
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_holes_and_ink_have_a_brush_each(bench: Bench) -> None:
    editor = bench.editor
    editor.tip = Tip(12)
    editor.inking = True
    assert editor.tip == Tip()
    editor.tip = Tip(1)
    editor.inking = False
    assert editor.tip == Tip(12)
