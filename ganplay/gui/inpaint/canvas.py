"""The picture to be restored, and the hole that a person paints into it."""

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
from ganplay.gui.inpaint.brush import Place
from ganplay.gui.inpaint.brush_cursor import draw_cursor, extent
from ganplay.gui.inpaint.hatching import WHOLE, Block, Hatching, edges
from ganplay.gui.inpaint.hole_editor import HoleEditor, Mode
from ganplay.gui.inpaint.placement import Placement
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.keyed import KeyedPlot
from ganplay.gui.theme import Appearance

LEGEND = 22
"""Logical pixels for the line under the picture."""

SWATCH = 12

MARGIN = 3
"""Logical pixels around the picture for the outline of a hole at its edge, and for the focus."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
DAB = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

NOTCH = 120
"""What Qt says of one notch of a wheel."""

MIDDLE: Place = (SIDE / 2 - 0.5, SIDE / 2 - 0.5)


class HoleCanvas(KeyedPlot):
    """Carries the brush of a hole editor: with the mouse, a pen, or the arrows and Return."""

    KEYS = frozenset((*ARROWS, *DAB))

    offered = Signal(object)
    """A dropped picture: a ``Path`` or a ``QImage``."""

    def __init__(self, editor: HoleEditor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._editor = editor
        self._hatching = Hatching()
        self._prepared: tuple[int, float, bool] | None = None
        """The zoom, the ratio and whether one looks through the stripes, as all has been laid."""
        self._laid: tuple[Grey, Hole] = (editor.picture, editor.hole)
        self._pointer: Place | None = None
        """Where the brush hovers; None where it cannot be seen."""
        self._covered = QRect()
        """What it has been painted over."""
        self._button = Qt.MouseButton.NoButton
        """What has set it down."""
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
        """Where the picture lies at this moment: the one mapping between it and the mouse."""
        corner = self.mapTo(self.window(), QPoint())
        legend = self.appearance.px(LEGEND)
        box = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -max(legend, MARGIN))
        return Placement.within(box, self.devicePixelRatioF(), (corner.x(), corner.y()))

    def sizeHint(self) -> QSize:
        """Fourteen pixels for each of its own, and the legend."""
        return QSize(14 * SIDE, 14 * SIDE + self.appearance.px(LEGEND))

    def minimumSizeHint(self) -> QSize:
        """Six pixels for each, and the legend."""
        return QSize(6 * SIDE, 6 * SIDE + self.appearance.px(LEGEND))

    def restyle(self) -> None:
        """Have other stripes, too."""
        self._prepared = None
        super().restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the brush down; the right button, Alt or the other end of a pen does the opposite."""
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
        self._editor.press(self._hover(event.position()), opposite=opposite)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the brush, and paint all the way if it is down."""
        self._editor.move(self._hover(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the brush when the button is up that has set it down."""
        if event.button() == self._button:
            self._editor.release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take a larger or a smaller brush."""
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel / NOTCH)
        self._wheel -= notches * NOTCH
        self._editor.tip = self._editor.tip.resized(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows carry the brush by a pixel, Return sets it down there."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            across, down = ARROWS[key]
            x, y = self._pointer or MIDDLE
            # The middle of a pixel of the picture.
            self._carry((_middle(x + across), _middle(y + down)))
        elif key in DAB and not self._editor.stroking:
            self._carry(self._pointer or MIDDLE)
            self._editor.press(self._pointer or MIDDLE)
            self._editor.release()
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the brush with the mouse."""
        super().leaveEvent(event)
        if not self._editor.stroking:
            self._carry(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A stroke ends where another window takes the mouse away."""
        super().focusOutEvent(event)
        self._editor.release()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a picture, as a file or as it is."""
        if event.mimeData().hasImage() or any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer it to whoever reads pictures."""
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
        self._covered = QRect()
        if self._pointer is not None:
            ring = self._ring(self._pointer)
            # As it is drawn, not as it was carried there: a resize moves it, too.
            self._covered = self._cover(ring)
            draw_cursor(
                painter,
                self.appearance,
                ring,
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
        """What the left button does now."""
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
            self._lay(WHOLE)

    def _lay(self, block: Block) -> None:
        assert self._prepared is not None
        self._laid = self._editor.picture, self._editor.hole
        self._hatching.lay(*self._laid, block, through=self._prepared[2])

    @Slot()
    def _on_edited(self) -> None:
        """Paint anew what is another."""
        picture, hole = self._laid
        rows, columns = np.nonzero((picture != self._editor.picture) | (hole != self._editor.hole))
        if not len(rows) or self._prepared is None:
            return
        block = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
        self._lay(block)
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
        self._carry(self._pointer)

    def _update_legend(self) -> None:
        placement = self.placement
        below = int(placement.top + placement.side)
        self.update(QRect(0, below, self.width(), self.height() - below))

    def _hover(self, point: QPointF) -> Place:
        """Carry the brush under the mouse; returns where that is."""
        place = self.placement.place(point.x(), point.y())
        self._carry(place)
        return place

    def _carry(self, place: Place | None) -> None:
        self.update(self._covered)
        self._pointer = place
        if place is not None:
            self.update(self._cover(self._ring(place)))

    def _cover(self, ring: QRectF) -> QRect:
        """What the brush's outline covers."""
        return _around(extent(self.appearance, ring), 1)

    def _ring(self, place: Place) -> QRectF:
        """The brush's box at a place."""
        placement = self.placement
        x, y = placement.point(place)
        half = self._editor.tip.size * placement.pixel / 2
        return QRectF(x - half, y - half, 2 * half, 2 * half)


def _around(box: QRectF, margin: int) -> QRect:
    return box.toAlignedRect().adjusted(-margin, -margin, margin, margin)


def _middle(along: float) -> float:
    """The middle of the pixel of the picture that a coordinate is in, the nearest one if it is outside."""
    return min(max(math.floor(along), 0), SIDE - 1) + 0.5
