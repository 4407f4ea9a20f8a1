"""One slot of the arithmetic: the picture of its average, and what is in it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.arithmetic_slots import ROOM
from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance

COLUMNS = 3

NARROWEST = 92
"""Pixels of the three buttons beside each other."""


class SlotBox(QWidget):
    """Shows a slot; a click on a member takes it out."""

    def __init__(self, letter: str, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._side = 0
        self.choose = Tool(appearance, letter, f"Pictures that are clicked below go into {letter}")
        self.choose.setCheckable(True)
        self.choose.setAutoExclusive(False)
        self.here = Tool(appearance, "+", f"Put the picture that is large at the left into {letter}")
        self.empty = Tool(appearance, "", f"Empty {letter}", "clear")
        self.mean = DigitPlot(appearance, "empty")
        self.mean.setAccessibleName(f"average of {letter}")
        self.members = SheetPlot(appearance, COLUMNS, ROOM // COLUMNS, empty="")
        self.members.setToolTip("What is averaged; a click takes it out")
        self.members.setAccessibleName(f"pictures in {letter}")
        top = QHBoxLayout()
        for tool in (self.choose, self.here, self.empty):
            top.addWidget(tool)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.mean)
        column.addWidget(self.members)
        self._column, self._top = column, top
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def show_slot(self, mean: Grey | None, members: Grey) -> None:
        """Show the average's picture, shape (28, 28), and the members', shape (N, 28, 28)."""
        self.mean.show_picture(mean)
        self.members.show_pictures(members)

    def set_side(self, side: int) -> None:
        """Be this wide, and no narrower than the buttons."""
        px = self._appearance.px
        self._side = side
        side = max(side, px(NARROWEST))
        self.mean.setFixedSize(side, side)
        self.members.setFixedSize(side, side * ROOM // COLUMNS**2)

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._column.setSpacing(px(4))
        self._top.setSpacing(px(3))
        self.set_side(self._side)
        for tool in (self.choose, self.here, self.empty):
            tool.setFixedSize(px(28), px(28))
