"""A picture and its hole as strokes change them, with undo and redo. No Qt."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

import numpy as np

from ganplay.contract.masks import Hole, nothing
from ganplay.gui.inpaint import brush
from ganplay.gui.inpaint.brush import Position, Tip
from ganplay.gui.inpaint.input_picture import DRAWN, InputPicture, blank

UNDO_DEPTH = 100


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    input_picture: InputPicture
    hole: Hole


@dataclass(frozen=True, slots=True, eq=False)
class _Stroke:
    tip: Tip
    erase: bool
    ink: bool
    before: _State


class HoleModel:
    """A brush makes pixels unknown or known, or draws and erases ink on the picture.

    Every stroke, and every replacement of hole or picture, is one step to undo. Arrays that have been
    handed out are never written to again.
    """

    def __init__(self) -> None:
        self._state = _State(blank(), nothing())
        self._undo: deque[_State] = deque(maxlen=UNDO_DEPTH)
        self._redo: list[_State] = []
        self._stroke: _Stroke | None = None
        self._at: Position = (0.0, 0.0)

    @property
    def input_picture(self) -> InputPicture:
        """The picture and what is known of it."""
        return self._state.input_picture

    @property
    def hole(self) -> Hole:
        """The unknown pixels."""
        return self._state.hole

    @property
    def stroking(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._stroke is not None

    @property
    def erasing(self) -> bool:
        """Whether the stroke that has begun erases."""
        return self._stroke is not None and self._stroke.erase

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._redo)

    def begin(self, place: Position, tip: Tip, *, erase: bool = False, ink: bool = False) -> None:
        """Begin a stroke."""
        self.end()
        self._stroke = _Stroke(tip, erase, ink, self._state)
        self._at = place
        self.move(place)

    def move(self, place: Position) -> None:
        """Continue the stroke to here, if there is one."""
        if self._stroke is None:
            return
        if self._stroke.ink:
            self._draw(self._stroke, place)
        else:
            self._paint(brush.swept(self._stroke.tip, self._at, place), self._stroke.erase)
        self._at = place

    def end(self) -> bool:
        """End the stroke; returns whether it has changed anything, and is a step to undo only then."""
        stroke, self._stroke = self._stroke, None
        if stroke is None or stroke.before is self._state:
            return False
        self._keep(stroke.before)
        return True

    def fill(self, place: Position, *, erase: bool = False) -> bool:
        """Flood fill: make the connected known pixels around a place unknown, or the unknown ones known."""
        filled = brush.area(self.hole, place)
        return self.change(hole=self.hole & ~filled if erase else self.hole | filled)

    def change(self, *, input_picture: InputPicture | None = None, hole: Hole | None = None) -> bool:
        """Replace picture or hole, as one step; returns whether that changes anything."""
        self.end()
        before = self._state
        if hole is not None and np.array_equal(hole, before.hole):
            hole = None
        if input_picture is None and hole is None:
            return False
        self._state = _State(
            input_picture or before.input_picture, _frozen(hole) if hole is not None else before.hole
        )
        self._keep(before)
        return True

    def undo(self) -> bool:
        """Undo the newest step; returns whether there was one."""
        self.end()
        if not self._undo:
            return False
        self._redo.append(self._state)
        self._state = self._undo.pop()
        return True

    def redo(self) -> bool:
        """Redo the step that was undone last; returns whether there was one."""
        self.end()
        if not self._redo:
            return False
        self._undo.append(self._state)
        self._state = self._redo.pop()
        return True

    def clear_history(self) -> None:
        """Drop all steps that could be undone or redone."""
        self._undo.clear()
        self._redo.clear()

    def _keep(self, before: _State) -> None:
        self._undo.append(before)
        self._redo.clear()

    def _paint(self, swept: Hole, erase: bool) -> None:
        hole = self.hole & ~swept if erase else self.hole | swept
        if not np.array_equal(hole, self.hole):
            self._state = replace(self._state, hole=_frozen(hole))

    def _draw(self, stroke: _Stroke, place: Position) -> None:
        ink = np.round(255 * brush.inked(stroke.tip, self._at, place)).astype(np.uint8)
        before = self.input_picture.picture
        picture = np.minimum(before, 255 - ink) if stroke.erase else np.maximum(before, ink)
        if not np.array_equal(picture, before):
            picture.setflags(write=False)
            self._state = replace(self._state, input_picture=InputPicture(picture, None, DRAWN))


def _frozen(hole: Hole) -> Hole:
    hole = np.array(hole)
    hole.setflags(write=False)
    return hole
