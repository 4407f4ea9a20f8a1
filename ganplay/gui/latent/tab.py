"""What all tabs of the Latent page share: they ask only while they are seen."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text


class Tab(QWidget):
    """A sentence about what is on the screen and what to try, and below it whatever the subclass adds.

    :meth:`begin` is called for every new model, for the present one when the tab is first shown, and
    :meth:`refresh` whenever there may be something new to draw and somebody to see it.
    """

    WORD: ClassVar[str]
    TIP: ClassVar[str]
    SENTENCE: ClassVar[str]

    def __init__(self, exploration: Exploration, appearance: Appearance) -> None:
        super().__init__()
        self.exploration, self.appearance = exploration, appearance
        self._begun = self._stale = False
        self.sentence = Text(self.SENTENCE, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.sentence)
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_renewed)
        exploration.moved.connect(self._on_moved)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    def begin(self) -> None:
        """Another model is there: forget what was of the one before."""

    def renew(self) -> None:
        """The weights are others: draw again what does not follow the row."""

    def refresh(self) -> None:
        """Ask for what shall be seen of the present row."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        if self.exploration.card is None:
            return
        if not self._begun:
            self._on_opened()
        elif self._stale:
            self._stale = False
            self.renew()
            self.refresh()

    @Slot()
    def _on_opened(self) -> None:
        self._begun = True
        self.begin()
        self._on_renewed()

    @Slot()
    def _on_renewed(self) -> None:
        if self.isVisible():
            self.renew()
            self.refresh()
        else:
            self._stale = True

    @Slot()
    def _on_moved(self) -> None:
        if self.exploration.card is None:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self.appearance.px
        self.body.setSpacing(px(8))
        self.sentence.setMinimumHeight(px(38))
