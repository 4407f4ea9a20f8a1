"""A row or a column of short texts in the colours of what they tell of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.gui.theme import Appearance

Word = tuple[str, str]
"""A text and the token of its colour."""


class Words(QWidget):
    """Texts that change with every frame: unlike labels they never lay the page out anew."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        points: float = 9.0,
        upright: bool = False,
        longest: str = "",
    ) -> None:
        """``upright`` puts them below one another; a column is as wide as its ``longest`` text."""
        super().__init__(parent)
        self._appearance = appearance
        self._points, self._upright, self._longest = points, upright, longest
        self._words: tuple[Word, ...] = ()
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*(across, along) if upright else (along, across))
        appearance.changed.connect(self.updateGeometry)

    @property
    def words(self) -> tuple[Word, ...]:
        """What is written."""
        return self._words

    def set_words(self, words: Sequence[Word]) -> None:
        """Write these from now on."""
        words = tuple(words)
        if words != self._words:
            self._words = words
            self.update()

    def sizeHint(self) -> QSize:
        """One line, or a column of the longest text."""
        metrics = QFontMetricsF(self._appearance.font(self._points, tabular=True))
        return QSize(
            round(metrics.horizontalAdvance(self._longest)) + 1,
            round(metrics.height()) + self._appearance.px(2),
        )

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Write the texts, each in as much room as the others."""
        look, count = self._appearance, max(1, len(self._words))
        painter = QPainter(self)
        painter.setFont(look.font(self._points, tabular=True))
        line = min(float(self.sizeHint().height()), self.height() / count)
        for place, (text, token) in enumerate(self._words):
            width = self.width() / count
            box = QRectF(place * width, 0, width, self.height())
            if self._upright:
                box = QRectF(0, place * line, self.width(), line)
            painter.setPen(look.color(token))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
