"""The tools below the canvas: what they do, and the state that their buttons show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.masks import PRESETS
from ganplay.contract.picture_files import read_mask
from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.mask_tools import PROMISE, MaskTools
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance
from ganplay.runtime.jobs import JobThread

from ..latent.fake_explorer import FakeEngine, FakeExplorer
from .canvas_driver import LEFT, CanvasDriver

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class ToolsDriver(QWidget):
    """A canvas above its tools."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.thread_ = JobThread(lambda: FakeEngine(FakeExplorer()))
        self.editor, appearance = HoleEditor(self), Appearance()
        self.canvas = HoleCanvas(self.editor, appearance)
        self.tools = MaskTools(self.editor, Exploration(self.thread_, self), appearance)
        self.driver = CanvasDriver(self.editor, self.canvas, appearance)
        column = QVBoxLayout(self)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.tools)

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.tools.words.toolTip(), timeout=20_000)

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
def tools_driver(qtbot: QtBot) -> Iterator[ToolsDriver]:
    tools_driver = ToolsDriver(qtbot)
    qtbot.addWidget(tools_driver)
    tools_driver.resize(440, 560)
    with qtbot.waitActive(tools_driver):
        tools_driver.show()
        tools_driver.activateWindow()
    yield tools_driver
    assert tools_driver.thread_.stop(10)


def test_undo_and_redo_have_buttons_and_keys(tools_driver: ToolsDriver) -> None:
    tools, driver = tools_driver.tools, tools_driver.driver
    assert not tools.undo.isEnabled()
    driver.drag((4.5, 4.5), (20.5, 4.5))
    first = tools_driver.hole
    driver.drag((4.5, 20.5), (20.5, 20.5))
    second = tools_driver.hole
    tools_driver.click(tools.undo)
    assert tools_driver.hole is first
    tools_driver.press(Qt.Key.Key_Z, CONTROL)
    assert not tools_driver.hole.any()
    assert not tools.undo.isEnabled()
    tools_driver.click(tools.redo)
    tools_driver.press(Qt.Key.Key_Y, CONTROL)
    assert tools_driver.hole is second
    assert not tools.redo.isEnabled()
    tools_driver.press(Qt.Key.Key_Z, CONTROL)
    tools_driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert tools_driver.hole is second


def test_e_turns_the_brush_round_and_brackets_change_its_size(tools_driver: ToolsDriver) -> None:
    tools_driver.press(Qt.Key.Key_E)
    assert tools_driver.editor.erasing
    assert tools_driver.tools.modes[Mode.ERASE].isChecked()
    tools_driver.press(Qt.Key.Key_E)
    assert not tools_driver.editor.erasing
    assert tools_driver.tools.modes[Mode.PAINT].isChecked()
    for _ in range(2):
        tools_driver.press(Qt.Key.Key_BracketRight)
    assert tools_driver.editor.tip.size == tools_driver.tools.slider.current == 5
    tools_driver.press(Qt.Key.Key_BracketLeft)
    assert tools_driver.tools._pixels.text() == "4 px"


def test_the_slider_and_the_shape_make_another_brush(tools_driver: ToolsDriver) -> None:
    QTest.keyClick(tools_driver.tools.slider, Qt.Key.Key_End)
    assert tools_driver.editor.tip == Tip(14)
    tools_driver.click(tools_driver.tools.shape)
    assert tools_driver.editor.tip == Tip(14, True)
    tools_driver.driver.drag((14.0, 14.0))
    assert tools_driver.hole.sum() == 196


@pytest.mark.parametrize("name", PRESETS)
def test_a_ready_made_mask_is_one_step(tools_driver: ToolsDriver, name: str) -> None:
    tools_driver.tools.menu.presets[name].trigger()
    np.testing.assert_array_equal(tools_driver.hole, PRESETS[name](0))
    np.testing.assert_array_equal(tools_driver.driver.striped(), tools_driver.hole)
    tools_driver.click(tools_driver.tools.undo)
    assert not tools_driver.hole.any()


def test_a_mask_drawn_by_lot_is_another_the_second_time(tools_driver: ToolsDriver) -> None:
    action = tools_driver.tools.menu.presets["random 25 %"]
    action.trigger()
    first = tools_driver.hole
    action.trigger()
    assert first.sum() == tools_driver.hole.sum() == 196
    assert (first != tools_driver.hole).any()


def test_invert_and_clear(tools_driver: ToolsDriver) -> None:
    tools_driver.tools.menu.presets["centre"].trigger()
    tools_driver.click(tools_driver.tools.invert)
    np.testing.assert_array_equal(tools_driver.hole, ~PRESETS["centre"](0))
    tools_driver.click(tools_driver.tools.clear)
    assert not tools_driver.hole.any()
    tools_driver.click(tools_driver.tools.undo)
    assert tools_driver.hole.sum() == 784 - 196


def test_ink_draws_wipes_and_leaves_the_hole_alone(tools_driver: ToolsDriver) -> None:
    tools, driver = tools_driver.tools, tools_driver.driver
    tools.menu.presets["top half"].trigger()
    hole = tools_driver.hole
    tools_driver.click(tools.ink)
    assert not tools.modes[Mode.FILL].isEnabled()
    driver.drag((6.0, 6.0), (20.0, 6.0), (10.0, 24.0))
    drawn = tools_driver.editor.picture
    assert {0, 255} < set(np.unique(drawn).tolist()), "black, white, and a soft edge between"
    assert tools_driver.hole is hole
    driver.drag((6.0, 6.0), (20.0, 6.0), button=Qt.MouseButton.RightButton)
    assert tools_driver.editor.picture.sum() < drawn.sum()
    tools_driver.click(tools.clear)
    assert not tools_driver.editor.picture.any()
    assert tools_driver.hole is hole
    tools_driver.click(tools.hole)
    assert not tools_driver.editor.inking


def test_half_a_digit_is_completed_around_its_ink(tools_driver: ToolsDriver) -> None:
    tools_driver.editor.start_drawing()
    tools_driver.driver.drag((10.0, 6.0), (18.0, 6.0))
    tools_driver.tools.menu.beyond.trigger()
    ink = tools_driver.editor.picture >= 64
    assert ink.any()
    assert not (tools_driver.hole & ink).any()
    assert tools_driver.hole[20:].all()


def test_a_mask_comes_back_from_its_file(tools_driver: ToolsDriver, tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    tools_driver.tools.menu.presets["pencil"].trigger()
    pencil = tools_driver.hole
    tools_driver.tools.menu.save_mask(path)
    image = QImage(str(path))
    row, column = np.argwhere(pencil)[0].tolist()
    assert image.pixelColor(column, row).lightness() == 255, "white is unknown"
    assert (image.width(), image.height()) == (28, 28)
    tools_driver.tools.menu.presets["centre"].trigger()
    with tools_driver.qtbot.waitSignal(tools_driver.editor.hole_changed, timeout=20_000):
        tools_driver.tools.menu.open_mask(path)
    np.testing.assert_array_equal(tools_driver.hole, pencil)
    tools_driver.click(tools_driver.tools.undo)
    np.testing.assert_array_equal(tools_driver.hole, PRESETS["centre"](0))


def test_a_mask_of_another_size_or_of_no_picture_is_refused_in_a_sentence(
    tools_driver: ToolsDriver, tmp_path: Path
) -> None:
    tools_driver.tools.menu.presets["centre"].trigger()
    hole = tools_driver.hole
    image = QImage(32, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(tmp_path / "large.png"))
    (tmp_path / "text.png").write_text("no picture")
    for name, words in (
        ("large.png", "large.png has 32 x 30 pixels; a mask has 28 x 28, white where"),
        ("text.png", "text.png cannot be read as a picture"),
        ("missing.png", "missing.png: No such file or directory"),
    ):
        tools_driver.tools.menu.open_mask(tmp_path / name)
        tools_driver.wait_for(words)
        assert tools_driver.hole is hole
    tools_driver.tools.menu.save_mask(tmp_path / "text.png" / "below.png")
    assert "cannot write" in tools_driver.tools.words.toolTip()
    tools_driver.click(tools_driver.tools.clear)
    assert tools_driver.tools.words.toolTip() == PROMISE
    tools_driver.tools.menu.save_mask(tmp_path / "mine.png")
    assert "mine.png" in tools_driver.tools.words.toolTip()
    np.testing.assert_array_equal(read_mask(tmp_path / "mine.png"), tools_driver.hole)


def test_a_grey_mask_is_unknown_where_it_is_bright(tmp_path: Path) -> None:
    levels = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert QImage(levels.data, 28, 28, 28, QImage.Format.Format_Grayscale8).save(str(tmp_path / "g.png"))
    np.testing.assert_array_equal(read_mask(tmp_path / "g.png"), levels > 127)


def test_every_tool_says_what_it_does(tools_driver: ToolsDriver) -> None:
    for button in tools_driver.tools.findChildren(QAbstractButton):
        assert button.toolTip(), button.text()
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_holes_and_ink_have_a_brush_each(tools_driver: ToolsDriver) -> None:
    editor = tools_driver.editor
    editor.tip = Tip(12)
    editor.inking = True
    assert editor.tip == Tip()
    editor.tip = Tip(1)
    editor.inking = False
    assert editor.tip == Tip(12)
