"""A small row of words that says which page of a stack is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from ganplay.gui.theme import Appearance

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class SegmentedTabs(QWidget):
    """The words; put :attr:`stack` wherever the pages shall be."""

    changed = Signal(str)
    """The word that is now in front."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._group = QButtonGroup(self)
        self.stack = QStackedWidget()
        self._makers: dict[int, Callable[[], QWidget]] = {}
        """What makes the pages that nobody has seen yet, by their place."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> str:
        """The word in front."""
        button = self._group.checkedButton()
        return button.text() if button is not None else ""

    @current.setter
    def current(self, word: str) -> None:
        for button in self._group.buttons():
            if button.text() == word:
                button.setChecked(True)

    @property
    def words(self) -> tuple[str, ...]:
        """All words, from left to right."""
        return tuple(button.text() for button in self._group.buttons())

    def set_enabled(self, word: str, on: bool) -> None:
        """Whether a word can be chosen; one in front that cannot gives way to the first."""
        for button in self._group.buttons():
            if button.text() == word:
                button.setEnabled(on)
                if not on and button.isChecked():
                    self.current = self.words[0]

    def add(self, word: str, page: QWidget | Callable[[], QWidget], tip: str = "") -> None:
        """Append a page, or what makes it when it is first seen; the first one is in front."""
        tab = _Tab(word, self._appearance, self)
        tab.setToolTip(tip)
        if not isinstance(page, QWidget):
            self._makers[self.stack.count()] = page
            page = QWidget()
        self.stack.addWidget(page)
        self._group.addButton(tab, self.stack.count() - 1)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.count() - 1, tab)
        if self.stack.count() == 1:
            tab.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the neighbours."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        count, index = self.stack.count(), self._group.checkedId()
        places = ((index + step * far) % count for far in range(1, count + 1))
        button = next(self._group.button(place) for place in places if self._group.button(place).isEnabled())
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int, bool)
    def _on_toggled(self, index: int, on: bool) -> None:
        if on:
            if index in self._makers:
                empty = self.stack.widget(index)
                self.stack.insertWidget(index, self._makers.pop(index)())
                assert empty is not None
                self.stack.removeWidget(empty)
                empty.deleteLater()
            self.stack.setCurrentIndex(index)
            self.changed.emit(self.current)


class _Tab(QAbstractButton):
    """One word, underlined while its page is in front."""

    def __init__(self, word: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setText(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from being taken for the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in ARROWS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row: Qt would only walk along visible neighbours."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The word in its heavier weight, so that nothing moves when it comes to the front."""
        px = self._appearance.px
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * px(6), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The word, and its line."""
        look, px = self._appearance, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus() or (self.underMouse() and not self.isChecked()):
            painter.setBrush(look.brush("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -px(3)), px(6), px(6))
        if self.isChecked():
            painter.setBrush(look.brush("accent"))
            line = QRectF(px(6), self.height() - px(2), self.width() - 2 * px(6), px(2))
            painter.drawRoundedRect(line, px(1), px(1))
        painter.setPen(
            look.color("text" if self.isChecked() or self.underMouse() else "muted")
            if self.isEnabled()
            else look.color("muted", 0.5)
        )
        painter.drawText(self.rect().adjusted(0, 0, 0, -px(2)), Qt.AlignmentFlag.AlignCenter, self.text())

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.font(weight=QFont.Weight.DemiBold))
        self.updateGeometry()
        self.update()
