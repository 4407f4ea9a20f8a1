"""The tools below the canvas: brush, masks, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ganplay.gui import actions
from ganplay.gui.inpaint.brush import SIZES, Tip
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.mask_menu import MaskMenu
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.elided import Elided
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text

PROMISE = "What lies under the stripes never reaches the search."


class MaskTools(QWidget):
    """Two rows of buttons: the brush above; masks, undo, redo and the rest below."""

    def __init__(
        self,
        editor: HoleEditor,
        exploration: Exploration,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._appearance = editor, appearance
        self.hole = self._choice("Hole", "The brush makes pixels unknown", "hatched")
        self.ink = self._choice(
            "Ink", "The brush draws: a digit of your own, or on the one there is", "pencil"
        )
        self.modes = {
            Mode.PAINT: self._choice("", "Brush (left button)", "brush"),
            Mode.ERASE: self._choice("", actions.ERASER.tooltip, actions.ERASER.icon),
            Mode.FILL: self._choice("", "Bucket: fills what an outline encloses", "bucket"),
        }
        self.shape = self._choice("", "Round or square", "tip_round")
        self.slider = Slider(SliderScale(SIZES[0], SIZES[-1], True, SIZES), appearance)
        self.slider.setToolTip(
            actions.tooltip(
                "How many pixels the brush is wide; the wheel changes it too",
                actions.SMALLER_BRUSH,
                actions.LARGER_BRUSH,
            )
        )
        self.slider.setAccessibleName("size of the brush")
        self._pixels = Text("", "muted")
        self.menu = MaskMenu(editor, exploration, appearance, self)
        self.masks = Tool(appearance, "Masks", "Holes that are ready made; open or save one", "chevron_down")
        self.invert = Tool(appearance, "", "Swap known and unknown", "invert")
        self.clear = Tool(appearance, "", "Make everything known; with ink: empty the sheet", "clear")
        self.undo, self.redo = Tool.of(actions.UNDO, appearance), Tool.of(actions.REDO, appearance)
        self.peek = self._choice("", "Look under the stripes: you see it, the search does not", "eye")
        self._acts = (self.invert, self.clear, self.undo, self.redo, self.peek)
        self.words = Elided(PROMISE, "small")
        self._lay_out()
        self._connect()
        self._show_tools()
        self._show_steps()
        self._on_looks_changed()

    def _choice(self, text: str, tip: str, picture: str) -> Tool:
        tool = Tool(self._appearance, text, tip, picture)
        tool.setProperty("kind", "flat")
        tool.setCheckable(True)
        return tool

    def _lay_out(self) -> None:
        self._brush, self._steps = QHBoxLayout(), QHBoxLayout()
        for layer in (self.hole, self.ink):
            self._brush.addWidget(layer)
        self._brush.addStretch(1)
        for widget in (*self.modes.values(), self.shape, self.slider, self._pixels):
            self._brush.addWidget(widget)
        self._steps.addWidget(self.masks)
        self._steps.addStretch(1)
        for widget in self._acts:
            self._steps.addWidget(widget)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._brush)
        self._rows.addLayout(self._steps)
        self._rows.addWidget(self.words)

    def _connect(self) -> None:
        editor = self._editor
        self._layers, self._modes = QButtonGroup(self), QButtonGroup(self)
        for index, layer in enumerate((self.hole, self.ink)):
            self._layers.addButton(layer, index)
        for mode, tool in self.modes.items():
            self._modes.addButton(tool, list(Mode).index(mode))
        self._layers.idClicked.connect(self._on_layer_clicked)
        self._modes.idClicked.connect(self._on_mode_clicked)
        self.shape.clicked.connect(self._on_shape_clicked)
        self.slider.moved.connect(self._on_size_moved)
        self.peek.clicked.connect(self._on_peek_clicked)
        self.masks.clicked.connect(self._on_masks_clicked)
        self.menu.refused.connect(self._on_refused)
        self.menu.saved.connect(self._on_saved)
        editor.tools_changed.connect(self._show_tools)
        editor.stroke_finished.connect(self._show_steps)
        self._appearance.changed.connect(self._on_looks_changed)
        for tool, slot in (
            (self.invert, editor.invert),
            (self.clear, editor.clear),
            (self.undo, editor.undo),
            (self.redo, editor.redo),
        ):
            tool.setProperty("kind", "flat")
            tool.clicked.connect(slot)
        actions.ERASER.listen(self, editor.toggle_eraser)
        actions.SMALLER_BRUSH.listen(self, editor.reduce)
        actions.LARGER_BRUSH.listen(self, editor.enlarge)

    @Slot()
    def _show_tools(self) -> None:
        editor = self._editor
        (self.ink if editor.inking else self.hole).setChecked(True)
        self.modes[editor.mode].setChecked(True)
        self.modes[Mode.FILL].setEnabled(not editor.inking)
        self.shape.setChecked(editor.tip.square)
        self.shape.set_picture("tip_square" if editor.tip.square else "tip_round")
        self.slider.set_current(editor.tip.size)
        self._pixels.setText(f"{editor.tip.size} px")
        self.peek.setChecked(editor.peeking)
        self.peek.setEnabled(not editor.inking)

    @Slot()
    def _show_steps(self) -> None:
        self.undo.setEnabled(self._editor.can_undo)
        self.redo.setEnabled(self._editor.can_redo)
        self._on_refused("")

    @Slot()
    def _on_masks_clicked(self) -> None:
        self.menu.popup(self.masks.mapToGlobal(self.masks.rect().bottomLeft()))

    @Slot(int)
    def _on_layer_clicked(self, index: int) -> None:
        self._editor.inking = index == 1

    @Slot(int)
    def _on_mode_clicked(self, index: int) -> None:
        self._editor.mode = list(Mode)[index]

    @Slot(bool)
    def _on_shape_clicked(self, square: bool) -> None:
        self._editor.tip = Tip(self._editor.tip.size, square)

    @Slot(object)
    def _on_size_moved(self, size: float) -> None:
        self._editor.tip = Tip(int(size), self._editor.tip.square)

    @Slot(bool)
    def _on_peek_clicked(self, on: bool) -> None:
        self._editor.peeking = on

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._say(sentence or PROMISE, warn=bool(sentence))

    @Slot(str)
    def _on_saved(self, name: str) -> None:
        self._say(f"The mask is saved as {name}.")

    def _say(self, sentence: str, *, warn: bool = False) -> None:
        self.words.set_text(sentence)
        self.words.set_role("warn" if warn else "small")

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._rows.setSpacing(px(4))
        for row in (self._brush, self._steps):
            row.setSpacing(px(3))
        self.slider.setFixedWidth(px(84))
        self._pixels.setFixedWidth(px(36))
        for tool in (
            *self.modes.values(),
            self.shape,
            self.invert,
            self.clear,
            self.undo,
            self.redo,
            self.peek,
        ):
            tool.setFixedSize(px(28), px(28))
        for tool in (self.hole, self.ink, self.masks):
            tool.setFixedHeight(px(28))
