"""One slot of the arithmetic: the picture of its average, and what is in it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.arithmetic_slots import ROOM
from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

COLUMNS = 3


class SlotBox(QWidget):
    """Shows a slot and the sign that follows it; a click on a member takes it out."""

    def __init__(self, letter: str, sign: str, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
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
        self._sign = Text(sign, "title", parent=self)
        self._top = QHBoxLayout()
        for tool in (self.choose, self.here, self.empty):
            self._top.addWidget(tool)
        self._top.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self.mean, 3)
        self._column.addWidget(self.members, 2)
        self._column.addStretch(0)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def show_slot(self, mean: Grey | None, members: Grey) -> None:
        """Show the average's picture, shape (28, 28), and the members', shape (N, 28, 28)."""
        self.mean.show_picture(mean)
        self.members.show_pictures(members)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The average is a square, the members are squares below it, and the sign is beside its middle."""
        super().resizeEvent(event)
        side = self.contentsRect().width()
        self.mean.setMaximumHeight(side)
        self.members.setMaximumHeight(side * ROOM // COLUMNS**2)
        above = self.choose.height() + self._column.spacing()
        self._sign.move(self.width() - self._sign.width(), above + (side - self._sign.height()) // 2)

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._sign.adjustSize()
        self.setContentsMargins(0, 0, self._sign.width() + px(8), 0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._top.setSpacing(px(3))
        for tool in (self.choose, self.here, self.empty):
            tool.setFixedSize(px(28), px(28))
