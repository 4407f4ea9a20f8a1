"""Random samples to pick from, all of them or those of one class."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ganplay.gui.latent.samples import Samples
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance

COLUMNS = 12
ROWS = range(3, 9)
"""As many as there is room for."""
ALL = 10
"""The number of the button that shows every class."""


class Tray(QWidget):
    """A row of classes, and the samples that are read as the chosen one."""

    picked = Signal(int)
    """The number of a sample."""

    def __init__(self, samples: Samples, appearance: Appearance) -> None:
        super().__init__()
        self._samples, self._appearance = samples, appearance
        self._shown = np.empty(0, int)
        self.sheet = SheetPlot(appearance, COLUMNS, ROWS.start, empty="drawing samples")
        self.sheet.setAccessibleName("samples to pick from")
        self.sheet.installEventFilter(self)
        self.classes = QButtonGroup(self)
        self.other = Tool(appearance, "Others", "Draw other samples", "dice")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for index, word in ((ALL, "all"), *((digit, str(digit)) for digit in range(10))):
            tool = Tool(appearance, word, "Only pictures that the classifier reads as this class")
            tool.setProperty("kind", "flat")
            tool.setCheckable(True)
            self.classes.addButton(tool, index)
            row.addWidget(tool)
        row.addStretch(1)
        row.addWidget(self.other)
        self.classes.button(ALL).setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.sheet, 1)
        self._row = row
        self.classes.idToggled.connect(self._on_class_toggled)
        self.sheet.chosen.connect(self._on_chosen)
        self.other.clicked.connect(samples.roll)
        samples.changed.connect(self._show)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def name_classes(self, names: tuple[str, ...]) -> None:
        """Write the classes' names on the buttons; without a classifier they cannot be chosen."""
        for index, name in enumerate(names):
            button = self.classes.button(index)
            button.setText(name[:2])
            button.setAccessibleName(name)
        for index in range(ALL):
            self.classes.button(index).setEnabled(bool(names))

    def eventFilter(self, _sheet: QObject, event: QEvent) -> bool:
        """Take as many rows as fit."""
        if event.type() == QEvent.Type.Resize:
            rows = self.sheet.height() * COLUMNS // max(1, self.sheet.width())
            rows = min(max(rows, ROWS[0]), ROWS[-1])
            if rows != self.sheet.rows:
                self.sheet.set_grid(COLUMNS, rows)
                self._show()
        return False

    @Slot()
    def _show(self) -> None:
        chosen = self.classes.checkedId()
        self._shown = self._samples.of_class(None if chosen == ALL else chosen)[: COLUMNS * self.sheet.rows]
        none = "none of the samples is read as this class; draw others"
        self.sheet.say(none if len(self._samples) else "drawing samples")
        self.sheet.show_pictures(self._samples.pictures[self._shown])

    @Slot(int, bool)
    def _on_class_toggled(self, _index: int, on: bool) -> None:
        if on:
            self._show()

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.picked.emit(int(self._shown[index]))

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._row.setSpacing(px(2))
        for button in self.classes.buttons():
            button.setMinimumWidth(px(28))
