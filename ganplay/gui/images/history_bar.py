"""The history of the grid, to be scrubbed through while training goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ganplay.contract.snapshots import Sheet
from ganplay.gui import actions
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text


class HistoryBar(QWidget):
    """Every sheet of a run in the order of its steps; the right end is the present."""

    scrubbed = Signal()
    """Another sheet is looked at, or the present again."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sheets: list[Sheet] = []
        self._chosen: int | None = None
        self._step = 0
        self.slider = Slider(_track(0), appearance, self)
        self.slider.setToolTip(
            actions.tooltip(
                "The same tiles at an earlier step; numbers and curves of the run stay at the present",
                actions.EARLIER_SHEET,
                actions.LATER_SHEET,
            )
        )
        self.slider.setAccessibleName("history of the grid")
        self.live = QPushButton()
        actions.LIVE_SHEET.attach(self.live)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(Text("history of the grid", "muted"))
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.live)
        self.slider.moved.connect(self._on_moved)
        self.live.clicked.connect(self.go_live)
        actions.EARLIER_SHEET.listen(self, self._on_back)
        actions.LATER_SHEET.listen(self, self._on_forward)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.clear()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is looked at; None for the present."""
        return None if self._chosen is None else self._sheets[self._chosen]

    @property
    def words(self) -> str:
        """Where in the run the tiles are from; empty for the present."""
        here, keys = self.sheet, actions.LIVE_SHEET.keys_text
        if here is None:
            return ""
        return f"step {here.step:,} of {self._step:,} · the grid alone goes back · live again: {keys}"

    def clear(self) -> None:
        """Forget the run before."""
        self._sheets.clear()
        self._chosen = None
        self._step = 0
        self._show()

    def append(self, sheets: tuple[Sheet, ...], step: int) -> None:
        """Take in what has been kept, and the step of the present."""
        self._sheets += sheets
        self._step = step
        self._show()

    @Slot()
    def go_live(self) -> None:
        """Look at the present."""
        self._choose(None)

    def _choose(self, index: int | None) -> None:
        if index != self._chosen:
            self._chosen = index
            self._show()
            self.scrubbed.emit()

    def _show(self) -> None:
        count, live = len(self._sheets), self._chosen is None
        if len(self.slider.scale.stops) != count + 1:
            self.slider.set_scale(_track(count))
        self.slider.set_current(count if self._chosen is None else self._chosen)
        self.slider.setEnabled(count > 0)
        self.live.setEnabled(not live)

    @Slot(object)
    def _on_moved(self, index: int) -> None:
        self._choose(index if index < len(self._sheets) else None)

    @Slot()
    def _on_back(self) -> None:
        self.slider.step(-1)

    @Slot()
    def _on_forward(self) -> None:
        self.slider.step(1)

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._row.setSpacing(px(8))
        self.live.setFixedHeight(px(26))


def _track(count: int) -> SliderScale:
    """A stop for each sheet and, last, one for the present."""
    return SliderScale(0, max(count, 1), False, tuple(range(count + 1)))
