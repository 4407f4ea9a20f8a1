"""Paints with the mouse on a screen of another scale, as a process of its own.

Qt takes QT_SCALE_FACTOR at its start; run by tests/gui/inpaint/test_canvas_mouse.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

sys.path.insert(0, str(Path(__file__).parent))

from canvas_driver import CanvasDriver

from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.theme import Appearance


def main() -> None:
    app = QApplication([])
    appearance, editor = Appearance(), HoleEditor()
    canvas = HoleCanvas(editor, appearance)
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(13, 7, 5, 3)
    row.addWidget(QLabel("beside"))
    row.addWidget(canvas, 1)
    driver = CanvasDriver(editor, canvas, appearance)
    rng = np.random.default_rng(5)
    editor.tip = Tip(1)
    for width, height in ((431, 402), (333, 377)):
        window.resize(width, height)
        window.show()
        app.processEvents()
        assert canvas.devicePixelRatioF() == float(sys.argv[1])
        wanted = np.zeros((28, 28), bool)
        for each in rng.permutation(28):
            for column in (each, 27 - each, 13):
                wanted[each, column] = True
                driver.click(each, column)
        np.testing.assert_array_equal(editor.hole, wanted)
        np.testing.assert_array_equal(driver.striped(), wanted)
        editor.clear()
        driver.drag((2.5, 25.5), (25.5, 2.5))
        assert editor.hole.any(axis=0)[2:26].all()
        assert editor.hole.any(axis=1)[2:26].all()
        np.testing.assert_array_equal(driver.striped(), editor.hole)
        editor.clear()
    window.close()


main()
