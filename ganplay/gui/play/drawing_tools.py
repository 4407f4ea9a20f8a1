"""The tools of the sheet on which a distribution is drawn."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ganplay.gui import actions
from ganplay.gui.charts.brush import RADII, Brush
from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text


class DrawingTools(QWidget):
    """Brush or eraser, how broad, undo and clear."""

    def __init__(self, brush: Brush, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush, self._appearance = brush, appearance
        self.pen = self._tool("Draw (left button)", checkable=True)
        self.eraser = self._tool("Erase (or use the right button)", checkable=True)
        self.undo = self._tool(actions.UNDO_POINTS.tip)
        self.clear = self._tool("Clear the sheet")
        self.radius = Slider(SliderScale(RADII[0], RADII[-1], True, RADII), appearance, self)
        self.radius.set_current(brush.radius)
        self.radius.setToolTip("How broad the brush is")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text("draw with the mouse", "muted"))
        row.addStretch(1)
        row.addWidget(self.radius)
        for tool in (self.pen, self.eraser, self.undo, self.clear):
            row.addWidget(tool)
        self.radius.moved.connect(self._on_radius_moved)
        self.pen.clicked.connect(self._on_pen_clicked)
        self.eraser.clicked.connect(self._on_eraser_clicked)
        self.undo.clicked.connect(brush.undo)
        self.clear.clicked.connect(brush.clear)
        actions.UNDO_POINTS.attach(self.undo)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._show_tool()

    def _tool(self, tip: str, *, checkable: bool = False) -> QToolButton:
        tool = QToolButton(self)
        tool.setProperty("kind", "flat")
        tool.setToolTip(tip)
        tool.setCheckable(checkable)
        return tool

    def _show_tool(self) -> None:
        self.pen.setChecked(not self._brush.eraser)
        self.eraser.setChecked(self._brush.eraser)

    @Slot(object)
    def _on_radius_moved(self, radius: float) -> None:
        self._brush.radius = radius

    @Slot()
    def _on_pen_clicked(self) -> None:
        self._brush.eraser = False
        self._show_tool()

    @Slot()
    def _on_eraser_clicked(self) -> None:
        self._brush.eraser = True
        self._show_tool()

    @Slot()
    def _on_appearance_changed(self) -> None:
        look = self._appearance
        names = {
            self.pen: "brush",
            self.eraser: "eraser",
            self.undo: actions.UNDO_POINTS.icon,
            self.clear: "clear",
        }
        for tool, name in names.items():
            tool.setIcon(icon(name, look))
        self.radius.setFixedWidth(look.px(110))
