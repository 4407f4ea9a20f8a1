"""Words that change with every move of a slider."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.gui.theme import Appearance

WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Paragraph(QWidget):
    """Text over as many lines as it has ever needed, so that what is below stands still.

    A label of Qt's has all that is around it laid out for every new text, which with nine of them takes
    longer than a frame.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._text, self._token = "", "text"
        self._heights: dict[int, int] = {}
        """By width, of the longest text so far."""
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # It paints the card's ground itself, so that nothing beneath is painted again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        appearance.changed.connect(self._on_appearance_changed)

    @property
    def text(self) -> str:
        """What is written."""
        return self._text

    @property
    def token(self) -> str:
        """In which colour."""
        return self._token

    def show_text(self, text: str, token: str = "text") -> None:
        """Write this, in a token's colour."""
        if (text, token) == (self._text, self._token):
            return
        self._text, self._token = text, token
        self.setAccessibleName(text)
        for width, height in self._heights.items():
            if self._needs(width) > height:
                self.forget()
                break
        self.update()

    def forget(self) -> None:
        """Take no more room than what is written now."""
        self._heights.clear()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        if width not in self._heights:
            # A form is laid out at a few widths before it has settled; the last ones are in use.
            self._heights = dict([*self._heights.items()][-1:]) | {width: self._needs(width)}
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """A line of its own."""
        return QSize(self._margins, self.heightForWidth(max(self.width(), 100)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write."""
        px = self._appearance.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.color("card"))
        painter.setFont(self._font)
        painter.setPen(self._appearance.color(self._token))
        painter.drawText(self.rect().adjusted(px(11), 0, -px(8), 0), WRAPPED, self._text)

    @property
    def _font(self) -> QFont:
        return self._appearance.font(9.5)

    @property
    def _margins(self) -> int:
        return self._appearance.px(11) + self._appearance.px(8)

    def _needs(self, width: int) -> int:
        box = QRect(0, 0, max(1, width - self._margins), 10_000)
        return QFontMetrics(self._font).boundingRect(box, WRAPPED, self._text).height()

    @Slot()
    def _on_appearance_changed(self) -> None:
        self.forget()
        self.update()
