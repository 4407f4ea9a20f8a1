"""A switch between off and on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganplay.gui.theme import Appearance


class Toggle(QAbstractButton):
    """A pill with a knob; a click or Space turns it over."""

    changed = Signal(object)
    refused = Signal(str)
    """Never sent: both ways are allowed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)
        appearance.changed.connect(self._on_appearance_changed)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Turn it without saying so."""
        self.setChecked(value)

    def sizeHint(self) -> QSize:
        """A pill."""
        return QSize(self._appearance.px(34), self._appearance.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Filled and to the right when on, hollow and to the left when off."""
        look, on = self._appearance, self.isChecked()
        height, radius = look.px(18), look.px(18) / 2
        pill = QRectF(0.5, (self.height() - height) / 2, self.width() - 1, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("accent" if on or self.hasFocus() else "muted", 1.5))
        painter.setBrush(look.brush("accent" if on else "raised"))
        painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("on_accent" if on else "muted"))
        x = pill.right() - radius if on else pill.left() + radius
        painter.drawEllipse(QPointF(x, pill.center().y()), radius - look.px(4), radius - look.px(4))
        if on and self.hasFocus():
            painter.setPen(look.pen("text", 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), radius - 1, radius - 1)

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self.changed.emit(on)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
