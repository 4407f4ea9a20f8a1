"""Some of the pinned places, and the buttons that pin others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.pins import LETTERS, Pins
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance

SIDE = 66
"""Pixels of a pinned picture."""

_Direction = QBoxLayout.Direction


class PinBoard(QWidget):
    """Some of the pins: the picture of each, a button that pins what is looked at, and a dice."""

    def __init__(
        self,
        pins: Pins,
        exploration: Exploration,
        letters: Sequence[str],
        appearance: Appearance,
        *,
        upright: bool = True,
    ) -> None:
        super().__init__()
        self._pins, self._exploration, self._appearance = pins, exploration, appearance
        self.pictures = {letter: _Pin(letter, appearance) for letter in letters}
        self.here: dict[str, Tool] = {}
        self.dice: dict[str, Tool] = {}
        self._line = QBoxLayout(_Direction.TopToBottom if upright else _Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for letter in letters:
            self._add(letter)
            if not upright and letter != letters[-1]:
                self._line.addStretch(1)
        if upright:
            self._line.addStretch(1)
        pins.changed.connect(self._on_changed)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def _add(self, letter: str) -> None:
        here = Tool(self._appearance, "Pin here", f"{letter} is the picture that is large at the left")
        dice = Tool(self._appearance, "", f"{letter} is another z, drawn at random", "dice")
        here.setObjectName(letter)
        dice.setObjectName(letter)
        here.clicked.connect(self._on_here_clicked)
        dice.clicked.connect(self._on_dice_clicked)
        self.here[letter], self.dice[letter] = here, dice
        row = QHBoxLayout()
        row.addWidget(self.pictures[letter])
        buttons = QVBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(here)
        buttons.addWidget(dice)
        buttons.addStretch(1)
        row.addLayout(buttons)
        self._line.addLayout(row)

    @Slot()
    def _on_changed(self) -> None:
        for letter, plot in self.pictures.items():
            index = LETTERS.index(letter)
            plot.show_picture(self._pins.pictures[index] if index < len(self._pins.pictures) else None)

    @Slot()
    def _on_here_clicked(self) -> None:
        self._pins.pin(LETTERS.index(self.sender().objectName()), self._exploration.z)

    @Slot()
    def _on_dice_clicked(self) -> None:
        self._pins.roll(LETTERS.index(self.sender().objectName()))

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._line.setSpacing(px(8))
        for plot in self.pictures.values():
            plot.setFixedSize(px(SIDE), px(SIDE))


class _Pin(DigitPlot):
    """A picture with its letter in the corner."""

    def __init__(self, letter: str, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._letter = letter
        self.setAccessibleName(f"pinned picture {letter}")

    def draw(self, painter: QPainter) -> None:
        """Draw the picture and the letter on it."""
        super().draw(painter)
        look, px = self.appearance, self.appearance.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("pull"))
        painter.drawRoundedRect(px(3), px(3), px(18), px(18), 4, 4)
        painter.setPen(look.color("card"))
        painter.setFont(look.font(9, QFont.Weight.Bold))
        painter.drawText(px(3), px(3), px(18), px(18), Qt.AlignmentFlag.AlignCenter, self._letter)
