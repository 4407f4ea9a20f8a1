"""The line of figures above a chart: names in their colours, numbers in larger type."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QWidget

from ganplay.gui.stylesheet import ROLES
from ganplay.gui.theme import Appearance


class Figure(NamedTuple):
    """A piece of a headline: words in a colour, perhaps with a number in larger type after them."""

    words: str
    token: str = "text"
    number: str = ""
    bold: bool = False


class Headline(QLabel):
    """Figures in a label whose size is fixed: one of free size lays the page out anew with every number."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.figures: tuple[Figure, ...] = ()
        """What is shown."""
        self.setWordWrap(True)
        # A ground of its own, so that a new number does not have everything below painted anew.
        self.setBackgroundRole(ROLES["card"])
        self.setAutoFillBackground(True)
        self.hide()

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these; no figures take no room."""
        figures = tuple(figures)
        if figures != self.figures:
            widths = _widths(self.figures)
            self.figures = figures
            self._write()
            if widths != _widths(figures):
                self.fit()

    def restyle(self) -> None:
        """Take colours and type from the appearance."""
        self._write()
        self.fit()

    def fit(self) -> None:
        """Be as wide as the chart, and take as many lines as the figures then need."""
        # Asked for, not kept: a chart in a circle of references is freed by the collector, at any time.
        chart = self.parentWidget()
        assert chart is not None
        width = max(1, chart.width())
        self.setMinimumSize(0, 0)  # Or the height would be that for the width before.
        self.setFixedSize(width, max(1, self.heightForWidth(width)))

    def _write(self) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        spans = []
        for words, token, number, bold in self.figures:
            weight = 600 if bold else 400
            text = html.escape(words).replace(" ", "&nbsp;")
            if number:
                text += (
                    f'&nbsp;<span style="font-size:{px(17)}px; font-weight:600">{html.escape(number)}</span>'
                )
            color = getattr(palette, token)
            spans.append(f'<span style="color:{color}; font-weight:{weight}">{text}</span>')
        self.setFont(self._appearance.font(10, tabular=True))
        self.setText("&nbsp; ".join(spans))
        self.setVisible(bool(spans))


def _widths(figures: Sequence[Figure]) -> list[tuple[str, int]]:
    """What decides how much room figures take: all digits are equally wide."""
    return [(figure.words, len(figure.number)) for figure in figures]
