"""The foot of the picture: what to watch, and over it what has just happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ganplay.contract.scenes import Scene
from ganplay.gui.notice import Notice, NoticeAction, Remedy
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.event_strip import EventStrip
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import single_shot

CALM_MS = 6000
"""How long a notice stays that nobody has to act on."""


class StatusStrip(QWidget):
    """Has room for a notice of two lines at all times; a longer one gets more, and covers nothing else."""

    HEIGHT = 50

    note_wanted = Signal()
    """Somebody wants to read the scene's note."""
    also_wanted = Signal(str)
    """Somebody wants to see the same elsewhere: the scene of this name."""
    remedy_wanted = Signal(object)
    """Somebody wants this remedy."""

    def __init__(self, card: QWidget, appearance: Appearance) -> None:
        super().__init__(card)
        self._card, self._appearance = card, appearance
        self._remedy: Remedy | NoticeAction | None = None
        self._cover: QWidget | None = None
        self._also = ""
        self._watch = Text("", wrap=True)
        self.note = QPushButton("Note")
        self.note.setToolTip("Read what this scene shows")
        self.note.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.also = QPushButton()
        self.also.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.also.hide()
        self.strip = EventStrip(appearance, card)
        self._calm = single_shot(CALM_MS, self)
        self._calm.timeout.connect(self.strip.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._watch, 1)
        row.addWidget(self.also)
        row.addWidget(self.note)
        self.note.clicked.connect(self.note_wanted)
        self.also.clicked.connect(self._on_also_clicked)
        self.strip.acted.connect(self._on_acted)
        card.installEventFilter(self)
        self.strip.installEventFilter(self)
        self.installEventFilter(self)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def cover_with(self, widget: QWidget) -> None:
        """Lay something over the foot, to be shown and hidden at will; it takes no room of its own."""
        widget.setParent(self._card)
        widget.hide()
        self._cover = widget
        self._place()

    @property
    def warns(self) -> bool:
        """Whether a notice is shown that somebody may have to act on."""
        return self.strip.isVisible() and not self._calm.isActive()

    def show_watch(self, watch: str, *, warn: bool = False) -> None:
        """Say what to look at while there is nothing else to say."""
        self._watch.setText(watch)
        self._watch.set_role("warn" if warn else "plain")

    def show_also(self, scene: Scene, word: str) -> None:
        """Offer the way to where the same is shown, in this word, if the scene names one."""
        self._also = scene.see_also
        self.also.setText(word)
        self.also.setToolTip("The same thing elsewhere; its foot has the way back")
        self.also.setVisible(bool(scene.see_also))

    def say(self, notice: Notice) -> None:
        """Show a notice until it is closed, followed by another or, if it is calm, has been read."""
        self._remedy = notice.remedy
        # Beside a button there is no room for further advice, which the list of events has as well.
        word, advice = (notice.remedy.word, "") if notice.remedy is not None else ("", notice.advice)
        self.strip.say(notice.sentence, advice, word, calm=notice.calm)
        self.strip.setToolTip(notice.advice)
        self.strip.raise_()
        self._place()
        self._calm.stop()
        if notice.calm:
            self._calm.start()

    def hush(self) -> None:
        """Take the notice away."""
        self._calm.stop()
        self.strip.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the strip at its place, and give back its room when it goes."""
        if watched is self.strip:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self._place()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _place(self) -> None:
        here = self.geometry()
        layout = self.strip.layout()
        assert layout is not None
        if self._cover is not None:
            self._cover.setGeometry(here)
            self._cover.raise_()
        height = self._appearance.px(self.HEIGHT)
        if not self.strip.isHidden():
            height = max(height, layout.totalHeightForWidth(here.width()))
        self.setFixedHeight(height)
        self.strip.setGeometry(here.left(), here.top(), here.width(), height)

    @Slot()
    def _on_also_clicked(self) -> None:
        self.also_wanted.emit(self._also)

    @Slot()
    def _on_acted(self) -> None:
        self.strip.hide()
        if isinstance(self._remedy, NoticeAction):
            self._remedy.act()
        elif self._remedy is not None:
            self.remedy_wanted.emit(self._remedy)

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._watch.setFont(self._appearance.font(11))
        self._place()
