"""One of several words, each with its sentence on hover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QToolTip, QWidget

from ganplay.gui.icons import icon
from ganplay.gui.theme import Appearance


class Choice(NamedTuple):
    """A word to choose: its key, what a person reads, and what it means in one sentence."""

    key: str
    title: str
    help: str = ""


class ChoiceBox(QComboBox):
    """A combo box that paints itself from the theme. The wheel never changes it."""

    changed = Signal(object)
    """The key that a person chose."""
    again = Signal(object)
    """The key that is in force already was chosen once more."""
    refused = Signal(str)
    """Never sent: there is nothing wrong to choose."""

    def __init__(
        self, choices: Sequence[Choice], appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        for index, choice in enumerate(choices):
            self.addItem(choice.title, choice.key)
            self.setItemData(index, choice.help, Qt.ItemDataRole.ToolTipRole)
        self._value: str = self.currentData()
        self._is_news = False
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.currentIndexChanged.connect(self._on_index_changed)
        self.activated.connect(self._on_activated)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def value(self) -> str:
        """The key of what is chosen."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show another choice without saying so."""
        self._value = key
        self._is_news = False
        self.setCurrentIndex(self.findData(key))

    def sizeHint(self) -> QSize:
        """As wide as the layout likes."""
        return QSize(self._appearance.px(120), self._appearance.px(25))

    def minimumSizeHint(self) -> QSize:
        """Room for a short word."""
        return QSize(self._appearance.px(64), self._appearance.px(25))

    def showPopup(self) -> None:
        """Open the list as wide as its longest word."""
        room = self._appearance.px(40)
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0) + room))
        super().showPopup()

    @property
    def explanation(self) -> str:
        """What the box is for and what is chosen in it; empty where its surroundings explain it."""
        chosen = self.currentData(Qt.ItemDataRole.ToolTipRole) or ""
        return f"{self.toolTip()}\n{chosen}".strip() if self.toolTip() else ""

    def event(self, event: QEvent) -> bool:
        """Explain the box and the choice under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.explanation:
            QToolTip.showText(event.globalPos(), self.explanation, self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded field, the word, a chevron."""
        look, inset = self._appearance, self._appearance.px(8)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "accent" if self.hasFocus() else "muted" if self.underMouse() else "line"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen(edge, 1 / look.scale))
        painter.setBrush(look.brush("raised"))
        painter.drawRoundedRect(frame, look.px(6), look.px(6))
        chevron = look.px(14)
        right = self.width() - inset - chevron
        self._chevron.paint(painter, right, (self.height() - chevron) // 2, chevron, chevron)
        painter.setPen(look.color("text" if self.isEnabled() else "muted"))
        words = QRectF(inset, 0, right - inset - look.px(4), self.height())
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    @Slot(int)
    def _on_index_changed(self, index: int) -> None:
        key = self.itemData(index)
        if key != self._value:
            self._value = key
            self._is_news = True
            self.changed.emit(key)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        # Sent after a change, too.
        if not self._is_news:
            self.again.emit(self.itemData(index))
        self._is_news = False

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._chevron = icon("chevron_down", self._appearance, "muted")
        self.updateGeometry()
        self.update()
