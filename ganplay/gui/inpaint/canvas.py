"""The canvas: the input picture with its hole hatched, edited with mouse, pen or keyboard."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.masks import Hole
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.charts.arrays import draw_segments
from ganplay.gui.inpaint.brush import Position
from ganplay.gui.inpaint.brush_cursor import draw_cursor, extent
from ganplay.gui.inpaint.hatching import WHOLE, Block, Hatching, edges
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.placement import Placement
from ganplay.gui.sheets.keyed import KeyedWidget
from ganplay.gui.theme import Appearance

LEGEND = 22
"""Height in logical pixels of the line under the picture."""

SWATCH = 12

MARGIN = 3
"""Logical pixels around the picture for the outline of a hole at its edge, and for the focus."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PAINT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

NOTCH = 120
"""Qt's wheel angle of one notch."""

MIDDLE: Position = (SIDE / 2 - 0.5, SIDE / 2 - 0.5)


class HoleCanvas(KeyedWidget):
    """Shows and edits the picture of a hole editor: with mouse or pen, or with the arrows and Return."""

    KEYS = frozenset((*ARROWS, *PAINT_KEYS))

    offered = Signal(object)
    """A dropped picture: a ``Path`` or a ``QImage``."""

    def __init__(self, editor: HoleEditor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._editor = editor
        self._hatching = Hatching()
        self._prepared: tuple[int, float, bool] | None = None
        """Zoom, pixel ratio and whether stripes are transparent, as they were drawn last."""
        self._drawn: tuple[Grey, Hole] = (editor.picture, editor.hole)
        self._pointer: Position | None = None
        """Where the brush cursor is; None while it is hidden."""
        self._cursor_area = QRect()
        """The area that the brush cursor covers."""
        self._button = Qt.MouseButton.NoButton
        """The button that began the stroke."""
        self._wheel = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAccessibleName("the picture and the hole in it")
        editor.edited.connect(self._on_edited)
        editor.tools_changed.connect(self._on_tools_changed)

    @property
    def placement(self) -> Placement:
        """Where the picture lies now: the one mapping between it and the mouse."""
        corner = self.mapTo(self.window(), QPoint())
        legend = self.appearance.px(LEGEND)
        box = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -max(legend, MARGIN))
        return Placement.within(box, self.devicePixelRatioF(), (corner.x(), corner.y()))

    def sizeHint(self) -> QSize:
        """Fourteen pixels for each pixel of the picture, and the legend."""
        return QSize(14 * SIDE, 14 * SIDE + self.appearance.px(LEGEND))

    def minimumSizeHint(self) -> QSize:
        """Six pixels for each pixel of the picture, and the legend."""
        return QSize(6 * SIDE, 6 * SIDE + self.appearance.px(LEGEND))

    def restyle(self) -> None:
        """Draw the stripes in the new colours."""
        self._prepared = None
        super().restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; the right button, Alt or a pen's eraser does the opposite of the mode."""
        buttons = Qt.MouseButton
        if event.button() not in (buttons.LeftButton, buttons.RightButton) or self._editor.stroking:
            event.ignore()
            return
        opposite = (
            event.button() == buttons.RightButton
            or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            or event.pointerType() == QPointingDevice.PointerType.Eraser
        )
        self._button = event.button()
        self._editor.press(self._follow_pointer(event.position()), opposite=opposite)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the brush cursor and continue the stroke, if there is one."""
        self._editor.move(self._follow_pointer(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke when the button that began it is released."""
        if event.button() == self._button:
            self._editor.release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the brush."""
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel / NOTCH)
        self._wheel -= notches * NOTCH
        self._editor.tip = self._editor.tip.resized(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the brush by a pixel with the arrows, and paint with Return."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            across, down = ARROWS[key]
            x, y = self._pointer or MIDDLE
            # The middle of a pixel of the picture.
            self._move_cursor((_middle(x + across), _middle(y + down)))
        elif key in PAINT_KEYS and not self._editor.stroking:
            self._move_cursor(self._pointer or MIDDLE)
            self._editor.press(self._pointer or MIDDLE)
            self._editor.release()
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the brush cursor."""
        super().leaveEvent(event)
        if not self._editor.stroking:
            self._move_cursor(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the stroke: another window may have taken the mouse."""
        super().focusOutEvent(event)
        self._editor.release()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a picture or a file."""
        if event.mimeData().hasImage() or any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Signal the dropped picture."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.offered.emit(paths[0] if paths else QImage(event.mimeData().imageData()))

    def draw(self, painter: QPainter) -> None:
        """Draw the picture, the hole's outline, the legend and the brush."""
        placement = self.placement
        self._prepare(placement)
        painter.drawImage(QPointF(placement.left, placement.top), self._hatching.image(placement.ratio))
        pen = self.appearance.pen("accent", 2.0)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        corner = np.array((placement.left, placement.top) * 2)
        draw_segments(painter, edges(self._editor.hole) * placement.pixel + corner)
        if self.hasFocus():
            frame = QRectF(placement.left, placement.top, placement.side, placement.side)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.appearance.pen("accent", 1.5))
            painter.drawRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5))
        self._draw_legend(painter, placement)
        self._cursor_area = QRect()
        if self._pointer is not None:
            box = self._brush_box(self._pointer)
            # As it is drawn, since a resize moves it, too.
            self._cursor_area = self._area_of(box)
            draw_cursor(
                painter,
                self.appearance,
                box,
                square=self._editor.tip.square,
                erasing=self._editor.erasing,
            )

    def _draw_legend(self, painter: QPainter, placement: Placement) -> None:
        look, px = self.appearance, self.appearance.px
        font = look.font(9, tabular=True)
        metrics = QFontMetricsF(font)
        line = QRectF(placement.left, placement.top + placement.side, placement.side, px(LEGEND))
        middle = line.center().y() + px(1)
        swatch = QRectF(line.left() + 1, middle - px(SWATCH) / 2, px(SWATCH), px(SWATCH))
        painter.drawImage(swatch, self._hatching.swatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.pen("accent", 1.5))
        painter.drawRect(swatch)
        painter.setFont(font)
        base = middle + metrics.capHeight() / 2
        painter.setPen(look.color("text"))
        left = swatch.right() + px(6)
        painter.drawText(QPointF(left, base), self._editor.legend)
        right = line.right() - metrics.horizontalAdvance(self._words)
        if right > left + metrics.horizontalAdvance(self._editor.legend) + px(8):
            painter.setPen(look.color("warn" if self._editor.erasing else "muted"))
            painter.drawText(QPointF(right, base), self._words)

    @property
    def _words(self) -> str:
        """What the left button does now, for the legend."""
        editor, size = self._editor, self._editor.tip.size
        if editor.mode is Mode.FILL:
            return "bucket"
        if editor.erasing:
            return f"eraser, {size} px"
        return f"{'pen' if editor.inking else 'brush'}, {size} px"

    def _prepare(self, placement: Placement) -> None:
        wanted = placement.zoom, placement.ratio, self._editor.peeking
        if wanted != self._prepared:
            self._prepared = wanted
            self._hatching.prepare(placement.zoom, placement.ratio, self.appearance)
            self._draw_block(WHOLE)

    def _draw_block(self, block: Block) -> None:
        assert self._prepared is not None
        self._drawn = self._editor.picture, self._editor.hole
        self._hatching.draw(*self._drawn, block, through=self._prepared[2])

    @Slot()
    def _on_edited(self) -> None:
        """Draw the pixels that have changed."""
        picture, hole = self._drawn
        rows, columns = np.nonzero((picture != self._editor.picture) | (hole != self._editor.hole))
        if not len(rows) or self._prepared is None:
            return
        block = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
        self._draw_block(block)
        placement = self.placement
        left, top = placement.point((block[1].start, block[0].start))
        right, bottom = placement.point((block[1].stop, block[0].stop))
        outline = self.appearance.px(2)
        self.update(_around(QRectF(left, top, right - left, bottom - top), outline))
        self._update_legend()

    @Slot()
    def _on_tools_changed(self) -> None:
        if self._prepared is not None and self._prepared[2] != self._editor.peeking:
            self.update()
        self._update_legend()
        self._move_cursor(self._pointer)

    def _update_legend(self) -> None:
        placement = self.placement
        below = int(placement.top + placement.side)
        self.update(QRect(0, below, self.width(), self.height() - below))

    def _follow_pointer(self, point: QPointF) -> Position:
        """Move the brush cursor to the mouse; returns its place in the picture."""
        place = self.placement.place(point.x(), point.y())
        self._move_cursor(place)
        return place

    def _move_cursor(self, place: Position | None) -> None:
        self.update(self._cursor_area)
        self._pointer = place
        if place is not None:
            self.update(self._area_of(self._brush_box(place)))

    def _area_of(self, box: QRectF) -> QRect:
        """The area that the brush cursor covers."""
        return _around(extent(self.appearance, box), 1)

    def _brush_box(self, place: Position) -> QRectF:
        """The box of the brush at a place."""
        placement = self.placement
        x, y = placement.point(place)
        half = self._editor.tip.size * placement.pixel / 2
        return QRectF(x - half, y - half, 2 * half, 2 * half)


def _around(box: QRectF, margin: int) -> QRect:
    return box.toAlignedRect().adjusted(-margin, -margin, margin, margin)


def _middle(along: float) -> float:
    """The middle of the pixel of the picture that a coordinate is in, the nearest one if it is outside."""
    return min(max(math.floor(along), 0), SIDE - 1) + 0.5
