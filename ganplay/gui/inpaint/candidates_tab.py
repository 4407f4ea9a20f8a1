"""The Candidates tab: all candidates side by side, and how likely each class is by them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.contract.inpainting import Progress
from ganplay.contract.shares import in_words
from ganplay.gui.inpaint.class_colours import CLASS_TOKENS
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SORTED_UNTIL = 25
"""Iterations after which candidates keep their places: by then the best are known."""

WIDE = 64
"""Logical pixels of a tile's width from which on a word fits beside its class."""

GAP = 2.0
"""Logical pixels between the frames of two candidates."""

SENTENCE = (
    "Candidates from many random z, framed in the colour of the class read in them; the better one fits, the "
    "more it counts. Click one to see it large."
)


class CandidateGrid(SheetPlot):
    """The candidates' pictures, framed in the colour of their class; the frame of the focus is bold."""

    resized = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, 4, 4, empty="", parent=parent)
        self._tokens: tuple[str, ...] = ()
        self.keep_captions()
        self.setAccessibleName("candidates")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Signal the new size: another grid may fit better."""
        super().resizeEvent(event)
        self.resized.emit()

    def fit(self, count: int) -> None:
        """Arrange this many tiles in the number of columns that makes them largest."""

        def side(columns: int) -> float:
            rows = -(-count // columns)
            return min(self.width() / columns, self.height() / rows - self._caption)

        columns = max(range(1, count + 1), key=side)
        self.set_grid(columns, -(-count // columns))

    def set_tokens(self, tokens: tuple[str, ...]) -> None:
        """Colour the frames, in the order of the tiles."""
        self._tokens = tokens
        self.update()

    def _draw_frames(self, painter: QPainter) -> None:
        rest = range(len(self.pictures), self.columns * self.rows)
        if len(self.pictures) and rest:
            # The sheet is black behind its last picture.
            unused = self.tile(rest[0]).united(self.tile(rest[-1]))
            painter.fillRect(unused.adjusted(0, -1, 1, 1), self.appearance.color("card"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        first = self.tile(0)
        down = first.height() + self._caption
        tiles = [
            first.translated(index % self.columns * first.width(), index // self.columns * down)
            for index in range(min(len(self._tokens), len(self.pictures)))
        ]
        painter.setPen(self.appearance.pen("card", 2 * GAP))
        painter.drawRects(tiles)
        for token in dict.fromkeys(self._tokens):
            painter.setPen(self.appearance.pen(token, 3.0))
            same = zip(tiles, self._tokens, strict=False)
            painter.drawRects([_within(tile, 2.5) for tile, each in same if each == token])
        if self.marked is not None and self.marked < len(tiles):
            painter.setPen(self.appearance.pen(self._tokens[self.marked], 6.0))
            painter.drawRect(_within(tiles[self.marked], 3.5))
        if self.hasFocus() and len(self.pictures):
            painter.setPen(self.appearance.pen("accent", 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.tile(self._cursor)).adjusted(4, 4, -4, -4))


def _within(box: QRectF, inset: float) -> QRectF:
    return box.adjusted(inset, inset, -inset, -inset)


class CandidatesTab(QWidget):
    """Shows what the session has found."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session, self._appearance = session, appearance
        self.sentence = Text(SENTENCE, "muted", wrap=True)
        self.shares = Text("", "heading", wrap=True)
        self.grid = CandidateGrid(appearance)
        self._order: NDArray[np.intp] = np.empty(0, np.intp)
        """The candidate in each tile."""
        self._iteration = 0
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self.sentence)
        self._body.addWidget(self.shares)
        self._body.addWidget(self.grid, 1)
        session.progressed.connect(self._on_progressed)
        self.grid.resized.connect(self._on_progressed)
        self.grid.chosen.connect(self._on_chosen)
        appearance.changed.connect(self._on_looks_changed)
        self._on_looks_changed()

    @property
    def order(self) -> tuple[int, ...]:
        """The candidates from the first tile to the last."""
        return tuple(self._order.tolist())

    def clear(self) -> None:
        """Show no candidates."""
        self._order = np.empty(0, np.intp)
        self.grid.show_pictures(np.empty((0, 28, 28), np.uint8))
        self.shares.setText("")

    def _arrange(self, progress: Progress) -> None:
        begun = progress.iteration < self._iteration or len(self._order) != len(progress.pictures)
        if begun or progress.iteration <= SORTED_UNTIL:
            self._order = np.argsort(np.nan_to_num(progress.totals, nan=np.inf), kind="stable")
        self._iteration = progress.iteration

    def _caption(self, progress: Progress, candidate: int) -> str:
        word = "answer" if self.grid.tile(0).width() >= self._appearance.px(WIDE) else "★"
        mark = word if candidate == progress.answer else ""
        if progress.classes is None:
            return mark
        name = self._session.class_names[int(progress.classes[candidate].argmax())]
        return f"{name} · {mark}" if mark else name

    @Slot()
    def _on_progressed(self) -> None:
        progress = self._session.progress
        if progress is None:
            self.clear()
            return
        self._arrange(progress)
        self.shares.setText(
            in_words(progress.shares, self._session.class_names) if progress.shares is not None else ""
        )
        self.grid.fit(len(self._order))
        captions = [self._caption(progress, candidate) for candidate in self._order]
        self.grid.show_pictures(progress.restored[self._order], captions)
        if progress.classes is None:
            self.grid.set_tokens(("line",) * len(self._order))
        else:
            read = progress.classes.argmax(axis=1)[self._order]
            self.grid.set_tokens(tuple(CLASS_TOKENS[each] for each in read))
        (place,) = np.nonzero(self._order == progress.focus)
        self.grid.mark(int(place[0]))

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        candidate = int(self._order[place])
        self._session.focus(None if candidate == self._session.glance.focus else candidate)

    @Slot()
    def _on_looks_changed(self) -> None:
        self.shares.setFont(self._appearance.font(13, QFont.Weight.DemiBold))
