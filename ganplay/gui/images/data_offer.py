"""What can be done when a picture set is not on this computer: fetch it, or play with another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganplay.contract.pictures import Digits
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text
from ganplay.runtime.fetching import Fetcher
from ganplay.runtime.timers import repeating

SETS = {"mnist": ("MNIST", 11), "fashion": ("Fashion-MNIST", 30)}
"""What each set is called, and how many megabytes are fetched."""

GLANCE_MS = 100
"""How often the bar moves."""


class DataOffer(QWidget):
    """Two remedies, each one click away; while one is under way, how far it is and a way out."""

    fetched = Signal()
    """The set is there."""
    strokes_wanted = Signal()

    def __init__(self, fetcher: Fetcher, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetcher, self._appearance = fetcher, appearance
        self._which = "mnist"
        self._what = Text("", "heading", wrap=True)
        self._how = Text("", wrap=True)
        self._why = Text("", "warn", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._bytes = Text("", "small")
        self.fetch = QPushButton()
        self.fetch.setProperty("kind", "primary")
        self.cancel = QPushButton("Cancel")
        self.strokes = QPushButton("Play with Strokes")
        self.strokes.setToolTip("Digits that ganplay draws itself: no network, no files")
        for text in (self._what, self._how, self._why, self._bytes):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button in (self.fetch, self.cancel, self.strokes):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._glance = repeating(GLANCE_MS, self)
        self._glance.timeout.connect(self._on_glance)
        self.fetch.clicked.connect(self._on_fetch_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.strokes.clicked.connect(self.strokes_wanted)
        fetcher.ended.connect(self._on_ended)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.hide()

    def offer(self, data: Digits, failure: str) -> None:
        """Say what is missing, and how to mend it."""
        self._which = data.which
        title, megabytes = SETS[data.which]
        self._what.setText(Notice.of(failure.partition(";")[0]).sentence)
        self._how.setText(
            f"Fetch it once from its public mirrors ({megabytes} MB), or play with Strokes: digits that "
            "ganplay draws itself, a set of its own that needs no network."
        )
        self.fetch.setText(f"Fetch {title} ({megabytes} MB)")
        self._show_fetching(self._fetcher.running)
        self.show()

    @property
    def failure(self) -> str:
        """Why fetching did not succeed; empty when nothing is wrong."""
        return self._why.text()

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        for button in (self.fetch, self.cancel, self.strokes):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout()
        for widget in (self._what, self._how, self._why, self.bar, self._bytes):
            self._column.addWidget(widget)
        self._column.addLayout(self._buttons)
        self._column.insertStretch(0, 1)
        self._column.addStretch(1)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addLayout(self._column, 4)
        across.addStretch(1)

    def _show_fetching(self, on: bool) -> None:
        for widget in (self.bar, self._bytes, self.cancel):
            widget.setVisible(on)
        self.cancel.setEnabled(True)
        for button in (self.fetch, self.strokes):
            button.setVisible(not on)
        self._why.setVisible(bool(self._why.text()) and not on)
        if on:
            self._glance.start()
            self._on_glance()
        else:
            self._glance.stop()

    @Slot()
    def _on_fetch_clicked(self) -> None:
        self._why.setText("")
        self._fetcher.fetch(self._which)
        self._show_fetching(True)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self._fetcher.cancel()
        self.cancel.setEnabled(False)
        self._bytes.setText("cancelling: what is complete stays for the next time")

    @Slot()
    def _on_glance(self) -> None:
        there, size = self._fetcher.progress
        # A bar without an end runs to and fro, which says that nothing is known yet.
        self.bar.setRange(0, max(size // 1024, 0))
        self.bar.setValue(there // 1024)
        if self.cancel.isEnabled():
            known = f"{there / 1e6:.1f} of {size / 1e6:.1f} MB" if size else "asking the mirrors"
            self._bytes.setText(known)

    @Slot(bool, str)
    def _on_ended(self, complete: bool, failure: str) -> None:
        self._why.setText(Notice.of(failure).sentence if failure else "")
        self._show_fetching(False)
        if failure:
            self.fetch.setText("Try again")
        if complete:
            self.fetched.emit()

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._column.setSpacing(px(12))
        self._buttons.setSpacing(px(8))
