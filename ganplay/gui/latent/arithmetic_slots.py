"""Slots that each average several z, what A - B + C makes of three, and the box that shows one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.latent import geometry
from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.latent.geometry import Floats
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SLOTS = "ABC"
ROOM = 6
"""How many z a slot takes; the paper's figure has three."""
COLUMNS = 3

_NOISE_SEED = 1


class Slots:
    """What a person put into A, B and C."""

    def __init__(self) -> None:
        self.members: tuple[list[Floats], ...] = ([], [], [])

    @property
    def complete(self) -> bool:
        """Whether every slot has something in it."""
        return all(self.members)

    def clear(self) -> None:
        """Empty all of them."""
        for slot in self.members:
            slot.clear()

    def add(self, index: int, z: Floats) -> bool:
        """Put one more into a slot; whether there was room."""
        if len(self.members[index]) >= ROOM:
            return False
        self.members[index].append(z)
        return True

    def mean(self, index: int) -> Floats | None:
        """A slot's average, shape (dim,)."""
        return np.mean(self.members[index], axis=0) if self.members[index] else None

    def result(self, radius: float | None = None) -> Floats | None:
        """mean(A) - mean(B) + mean(C), at this distance from the origin if one is given."""
        a, b, c = (self.mean(index) for index in range(3))
        if a is None or b is None or c is None:
            return None
        z = a - b + c
        return z if radius is None else geometry.on_shell(z, radius)

    def tiles(self, radius: float | None = None) -> Floats | None:
        """The result in the middle of eight noisy neighbours, shape (9, dim) (Radford et al. 2016, fig. 7).

        The noise is always the same, so that only what a person changes is seen to change.
        """
        z = self.result(radius)
        if z is None:
            return None
        around = geometry.neighbours(z, np.random.default_rng(_NOISE_SEED))
        return np.concatenate((around[:4], z[None], around[4:]))


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
