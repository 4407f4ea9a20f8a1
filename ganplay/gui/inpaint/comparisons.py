"""Pictures to compare the result with: mean image, nearest training digit, a conditional GAN's filling."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.contract.inpainting import Progress
from ganplay.contract.latent import Nearest, Neighbours
from ganplay.contract.pictures import CLASSES, NUMERALS, SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.text import Text
from ganplay.runtime.jobs import RequestChannel
from ganplay.runtime.timers import single_shot

NARROW, LOW = 78, 56
"""Least width and height of the pictures in logical pixels: the words below them have to fit."""

ASK_EVERY_MS = 1000
"""Least time between two searches for the nearest training picture, which slow the search down."""

NOTHING = np.empty((0, SIDE, SIDE), np.uint8)

ANY = ""
"""The key of no class in particular."""


class Comparisons(QWidget):
    """Three small pictures below each other, of what the session has found."""

    def __init__(self, session: InpaintSession, nearest: RequestChannel, appearance: Appearance) -> None:
        super().__init__()
        self._session, self._nearest, self._appearance = session, nearest, appearance
        self.mean, self.neighbour, self.conditional = (SheetPlot(appearance, 1) for _ in range(3))
        self._mean_words = Text("mean image", "small")
        self._mean_words.setToolTip(
            "The mean of all that G draws, in the hole: what guessing blindly paints."
        )
        self._near_words = Text("nearest", "small")
        self._near_words.setToolTip(
            "The training digit nearest to the restored picture: was it learnt by heart?"
        )
        self.classes = ChoiceBox(_choices(NUMERALS), appearance)
        self.classes.setAccessibleName("class that the conditional model is told")
        self.classes.setToolTip("A conditional GAN fills the same hole with a digit of this class.")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        for words in (self._mean_words, self._near_words):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for plot, below in (
            (self.mean, self._mean_words),
            (self.neighbour, self._near_words),
            (self.conditional, self.classes),
        ):
            plot.setCursor(Qt.CursorShape.ArrowCursor)
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._body.addWidget(plot, 1)
            self._body.addWidget(below)
        self._body.addStretch()
        self._asked: Grey | None = None
        self._room = 0.0
        self._ask_timer = single_shot(ASK_EVERY_MS, self)
        self._ask_timer.timeout.connect(self._ask)
        self.mean.setAccessibleName("mean image")
        self.neighbour.setAccessibleName("nearest training digit")
        self.conditional.setAccessibleName("the conditional model's answer")
        session.progressed.connect(self._on_progressed)
        nearest.answered.connect(self._on_found)
        nearest.refused.connect(self._on_not_found)
        self.classes.changed.connect(self._on_class_chosen)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for the nearest digit, which is not done while hidden."""
        super().showEvent(event)
        self._ask_timer.start()

    def fit(self, room: float) -> None:
        """Make the pictures squares of this many pixels, but wide enough for the words below them.

        The minimum size stays small, so that the window can shrink again.
        """
        narrow = self._appearance.px(NARROW)
        self._room, side = room, max(narrow, round(room))
        self.setMinimumWidth(narrow)
        self.setMaximumWidth(side)
        for plot in (self.mean, self.neighbour, self.conditional):
            plot.setMinimumHeight(self._appearance.px(LOW))
            plot.setMaximumHeight(side)

    @Slot()
    def _on_progressed(self) -> None:
        progress, conditional = self._session.progress, self._session.conditional
        if progress is None:
            self._asked = None
            for plot in (self.mean, self.neighbour):
                plot.show_pictures(NOTHING)
            self.neighbour.say("")
            self._near_words.setText("nearest")
        else:
            task = progress.task
            filled = np.where(task.hole, progress.mean, task.picture).astype(np.uint8)
            self.mean.show_pictures(filled[None])
            if not self._ask_timer.isActive():
                self._ask_timer.start()
        if conditional is not None:
            self.conditional.show_pictures(conditional.restored[[conditional.answer]])
            self.conditional.setToolTip(_reading(conditional))
        else:
            refusal = self._session.conditional_refusal
            self.conditional.show_pictures(NOTHING)
            self.conditional.say("none" if refusal else "")
            self.conditional.setToolTip(refusal)

    @Slot()
    def _ask(self) -> None:
        progress = self._session.progress
        if progress is None or not self.isVisible():
            return
        picture: Grey = progress.restored[progress.focus]
        if self._asked is None or not np.array_equal(picture, self._asked):
            self._asked = picture
            self._nearest.ask(Nearest(picture, 1, self._session.data))

    @Slot(object, object)
    def _on_found(self, _request: Nearest, found: Neighbours) -> None:
        if len(found.pictures):
            self.neighbour.show_pictures(found.pictures[:1])
            self._near_words.setText(f"nearest: {found.labels[0]}")
            self.neighbour.setToolTip(
                f"The training digit nearest to the restored picture is a {found.labels[0]}, "
                f"{found.distances[0]:.2f} away (root mean square of a pixel, black to white is 1)."
            )
        else:
            self._on_not_found(found.note)

    @Slot(str)
    def _on_not_found(self, sentence: str) -> None:
        self.neighbour.show_pictures(NOTHING)
        self.neighbour.say("the training digits are not here")
        self.neighbour.setToolTip(sentence)
        self._near_words.setText("nearest")

    @Slot(object)
    def _on_class_chosen(self, key: str) -> None:
        self._session.set_label(None if key == ANY else int(key))

    @Slot()
    def _on_appearance_changed(self) -> None:
        self._body.setSpacing(self._appearance.px(3))
        self.fit(self._room)


def _reading(progress: Progress) -> str:
    """What the classifier reads the answer as."""
    if progress.classes is None:
        return ""
    return f"The conditional model's answer, which reads as a {progress.classes[progress.answer].argmax()}."


def _choices(names: tuple[str, ...]) -> list[Choice]:
    told = [Choice(str(index), f"as {names[index]}") for index in range(CLASSES)]
    return [Choice(ANY, "cGAN", "Whichever class is likeliest"), *told]
