"""The colours of a map from zero to its highest number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ganplay.gui.inpaint.view_image import heat
from ganplay.gui.inpaint.views import ResultView
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

LENGTH, THICKNESS = 72, 10
"""Logical pixels of the strip of colours."""


class ColourScale(QWidget):
    """A strip of a map's colours between its lowest and its highest number."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._view: ResultView | None = None
        self.low, self.strip, self.high = Text("0", "small"), QLabel(), Text("", "small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        for label in (self.low, self.strip, self.high):
            self._row.addWidget(label)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_view(self, view: ResultView) -> None:
        """Say what the colours of this map mean."""
        self._view = view
        self.high.setText(f"{view.high:g}")
        width, height = self._appearance.px(LENGTH), self._appearance.px(THICKNESS)
        shares = np.tile(np.linspace(0, 1, width), (height, 1))
        colors = np.ascontiguousarray(heat(shares, view.token, self._appearance))
        image = QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self.strip.setPixmap(QPixmap.fromImage(image))

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._row.setSpacing(self._appearance.px(5))
        if self._view is not None:
            self.show_view(self._view)
