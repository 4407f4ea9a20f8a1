"""Editing the hole and the picture with a brush: modes, undo and the signals that tell of changes."""

from __future__ import annotations

from enum import Enum

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.masks import Hole, nothing, share
from ganplay.contract.snapshots import Grey
from ganplay.gui.inpaint.brush import Position, Tip
from ganplay.gui.inpaint.hole_model import HoleModel
from ganplay.gui.inpaint.input_picture import InputPicture, blank


class Mode(Enum):
    """What the left button does; the right one does the opposite."""

    PAINT = "paint"
    ERASE = "erase"
    FILL = "fill"


class HoleEditor(QObject):
    """The picture, its hole and the brush, shared by the canvas, its tools and the sources of pictures."""

    hole_changed = Signal(object)
    """The new hole, shape (28, 28); also during a stroke."""
    picture_changed = Signal(object)
    """The new :class:`InputPicture`; also during a stroke of ink."""
    stroke_finished = Signal()
    """A stroke or another step has ended; the two signals above have been sent."""
    edited = Signal()
    """Hole or picture has changed; sent before the two signals above, for the canvas."""
    tools_changed = Signal()
    """The tip, the mode or what the brush paints has changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = HoleModel()
        self._signalled = self._model.input_picture, self._model.hole
        self._tips = {inking: Tip() for inking in (False, True)}
        self._mode = Mode.PAINT
        self._inking = self._peeking = False

    @property
    def hole(self) -> Hole:
        """The unknown pixels, shape (28, 28); never written to again."""
        return self._model.hole

    @property
    def input_picture(self) -> InputPicture:
        """The picture and what is known of it."""
        return self._model.input_picture

    @property
    def picture(self) -> Grey:
        """The picture, whole, shape (28, 28); never written to again."""
        return self._model.input_picture.picture

    @property
    def legend(self) -> str:
        """What the stripes mean: ``striped = unknown, 196 px, 25 %``."""
        return f"striped = unknown, {int(self.hole.sum())} px, {100 * share(self.hole):.0f} %"

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._model.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._model.can_redo

    @property
    def stroking(self) -> bool:
        """Whether a stroke is going on."""
        return self._model.stroking

    @property
    def erasing(self) -> bool:
        """Whether the brush erases: by its mode, or because of the button that began the stroke."""
        return self._model.erasing if self._model.stroking else self._mode is Mode.ERASE

    @property
    def tip(self) -> Tip:
        """The brush; holes and ink have one each."""
        return self._tips[self._inking]

    @tip.setter
    def tip(self, tip: Tip) -> None:
        if tip != self.tip:
            self._tips[self._inking] = tip
            self.tools_changed.emit()

    @property
    def mode(self) -> Mode:
        """What the left button does."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self.tools_changed.emit()

    @property
    def inking(self) -> bool:
        """Whether the brush puts ink onto the picture, rather than holes into it."""
        return self._inking

    @inking.setter
    def inking(self, inking: bool) -> None:
        if inking != self._inking:
            self.release()
            self._inking = inking
            if self._mode is Mode.FILL:
                self._mode = Mode.PAINT
            self.tools_changed.emit()

    @property
    def peeking(self) -> bool:
        """Whether the picture is seen through the stripes (never by the search); always with ink."""
        return self._peeking or self._inking

    @peeking.setter
    def peeking(self, peeking: bool) -> None:
        if peeking != self._peeking:
            self._peeking = peeking
            self.tools_changed.emit()

    def press(self, place: Position, *, opposite: bool = False) -> None:
        """Begin a stroke, or fill; ``opposite`` erases instead of painting and the other way round."""
        erase = (self._mode is Mode.ERASE) != opposite
        if self._mode is Mode.FILL:
            self._finish_step(self._model.fill(place, erase=erase))
            return
        self._model.begin(place, self.tip, erase=erase, ink=self._inking)
        self._on_stroke()
        self.tools_changed.emit()

    def move(self, place: Position) -> None:
        """Continue the stroke to here, if there is one."""
        if self._model.stroking:
            self._model.move(place)
            self._on_stroke()

    def release(self) -> None:
        """End the stroke, if there is one."""
        if self._model.stroking:
            self._finish_step(self._model.end())
            self.tools_changed.emit()

    def set_hole(self, hole: Hole) -> None:
        """Replace the hole, as a step that can be undone."""
        self._finish_step(self._model.change(hole=hole))

    def set_picture(self, input_picture: InputPicture, *, keep_hole: bool = True) -> None:
        """Replace the picture and keep or remove the hole, as a step that can be undone."""
        self._finish_step(
            self._model.change(input_picture=input_picture, hole=None if keep_hole else nothing())
        )

    @Slot()
    def start_drawing(self) -> None:
        """Begin with a black picture without a hole, and with ink."""
        self.set_picture(blank(), keep_hole=False)
        self.inking = True

    @Slot()
    def invert(self) -> None:
        """Make what is known unknown and what is unknown known."""
        self.set_hole(~self.hole)

    @Slot()
    def clear(self) -> None:
        """Make every pixel known or, with ink, the picture black."""
        if not self._inking:
            self.set_hole(nothing())
        elif self.picture.any():
            self.set_picture(blank())

    @Slot()
    def undo(self) -> None:
        """Undo the newest step."""
        self._finish_step(self._model.undo())

    @Slot()
    def redo(self) -> None:
        """Redo the step that was undone last."""
        self._finish_step(self._model.redo())

    def clear_history(self) -> None:
        """Drop all steps that could be undone."""
        self._model.clear_history()
        self.stroke_finished.emit()

    @Slot()
    def toggle_eraser(self) -> None:
        """Change between painting and erasing."""
        self.mode = Mode.PAINT if self._mode is Mode.ERASE else Mode.ERASE

    @Slot()
    def enlarge(self) -> None:
        """Take the next larger brush."""
        self.tip = self.tip.resized(1)

    @Slot()
    def reduce(self) -> None:
        """Take the next smaller brush."""
        self.tip = self.tip.resized(-1)

    def _on_stroke(self) -> None:
        self.edited.emit()
        self._send_changes()

    def _finish_step(self, changed: bool) -> None:
        """Signal that a step has ended."""
        if changed:
            self.edited.emit()
            self._send_changes()
            self.stroke_finished.emit()

    def _send_changes(self) -> None:
        (input_picture, hole), self._signalled = (
            self._signalled,
            (self._model.input_picture, self._model.hole),
        )
        if self._signalled[0] is not input_picture:
            self.picture_changed.emit(self._signalled[0])
        if not np.array_equal(self._signalled[1], hole):
            self.hole_changed.emit(self._signalled[1])
