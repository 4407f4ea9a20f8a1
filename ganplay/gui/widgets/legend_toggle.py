"""A word of the legend that shows or hides what it names."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QHelpEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.tip import show_beside

Mark = Literal["dot", "line", "dashed", "swatch", "arrow", "grid"]


class LegendToggle(QAbstractButton):
    """A mark as it is drawn in the picture, and its word; muted and hollow when off.

    ``toggled`` comes from Qt: for a person's click as for ``setChecked``.
    """

    MARK = 12
    PADDING = 3

    def __init__(
        self, word: str, mark: Mark, token: str, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark: Mark = mark
        self._token = token
        self._appearance = appearance
        self.setText(word)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self._on_appearance_changed)

    def rename(self, word: str, token: str) -> None:
        """Stand for something else from now on."""
        if (word, token) != (self.text(), self._token):
            self._token = token
            self.setText(word)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Mark, gap, word."""
        px = self._appearance.px
        width = (
            px(self.MARK) + px(4) + self.fontMetrics().horizontalAdvance(self.text()) + 2 * px(self.PADDING)
        )
        return QSize(width, px(26))

    def event(self, event: QEvent) -> bool:
        """Show the tip above: below it would cover the picture whose legend this is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.toolTip():
            show_beside(self, event.globalPos())
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark and the word, on or off."""
        look, px = self._appearance, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(look.pen("accent", 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.brush("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        side = float(px(self.MARK))
        painter.save()
        self._draw_mark(painter, QRectF(px(self.PADDING), (self.height() - side) / 2, side, side))
        painter.restore()
        painter.setPen(look.color(self._token if self.isChecked() else "muted"))
        left = px(self.PADDING) + side + px(4)
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        look, on, middle = self._appearance, self.isChecked(), box.center()
        token = self._token if on else "muted"
        painter.setPen(look.pen(token, 1.5))
        painter.setBrush(look.brush(token) if on else Qt.BrushStyle.NoBrush)
        unit = box.width() / self.MARK
        match self._mark:
            case "dot":
                painter.drawEllipse(middle, 4 * unit, 4 * unit)
            case "line" | "dashed":
                pen = look.pen(token, 2 if on else 1)
                if self._mark == "dashed":
                    pen.setDashPattern([2.0, 1.5] if on else [4.0, 3.0])
                    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
            case "swatch":
                painter.setPen(look.pen(token if not on else "muted", 1))
                painter.setBrush(self._gradient(box) if on else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 2.5, -0.5, -2.5), 2 * unit, 2 * unit)
            case "arrow":
                tip = QPointF(box.right() - 2 * unit, box.top() + 2 * unit)
                painter.setPen(look.pen(token, 2 if on else 1.2))
                painter.drawLine(QPointF(box.left() + 2 * unit, box.bottom() - 2 * unit), tip)
                painter.drawLine(tip, tip - QPointF(6 * unit, 0))
                painter.drawLine(tip, tip + QPointF(0, 6 * unit))
            case "grid":
                painter.setPen(look.pen(token, 1.2 if on else 1))
                for offset in (1.0, 6.0, 11.0):
                    x, y = box.left() + offset * unit, box.top() + offset * unit
                    painter.drawLine(QPointF(x, box.top() + unit), QPointF(x, box.bottom() - unit))
                    painter.drawLine(QPointF(box.left() + unit, y), QPointF(box.right() - unit, y))

    def _gradient(self, box: QRectF) -> QLinearGradient:
        """The colours of the surface, from fake to real."""
        gradient = QLinearGradient(box.topLeft(), box.topRight())
        table = self._appearance.surface_table()
        for place in (0.0, 0.5, 1.0):
            gradient.setColorAt(place, QColor(*(int(part) for part in table[round(place * 255)])))
        return gradient

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
