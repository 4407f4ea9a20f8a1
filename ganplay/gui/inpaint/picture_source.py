"""Choosing the input picture: test digits, G's samples, files, the clipboard, or drawing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ganplay.contract.centring import centred
from ganplay.contract.errors import DataError
from ganplay.contract.latent import Draw, Drawn, Pick, Picked
from ganplay.contract.picture_files import SUFFIXES, read_picture
from ganplay.contract.pictures import NUMERALS, Digits, Pictures
from ganplay.contract.snapshots import Grey
from ganplay.gui import actions
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.inpaint.picture_files import grey_of
from ganplay.gui.inpaint.picture_preview import PicturePreview
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.elided import Elided
from ganplay.gui.widgets.text import Text
from ganplay.gui.widgets.toggle import Toggle

KINDS = f"Pictures ({' '.join(f'*.{suffix}' for suffix in SUFFIXES)});;*"

ANY = "any"

MOST = 9_999
"""The last test digit of MNIST; of other sets it is known once one has been seen."""


class PictureSource(QWidget):
    """Buttons and fields for each source of input pictures."""

    def __init__(
        self,
        editor: HoleEditor,
        exploration: Exploration,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._exploration, self._appearance = editor, exploration, appearance
        self._picks, self._draws = exploration.channel("test digit"), exploration.channel("own sample")
        self._files = exploration.reader(_read, self)
        self._pick: Pick | None = None
        """The request for a test digit that has not been answered yet."""
        self._wanted: tuple[Draw, int] | None = None
        """The request for a sample of G that was made last, and its seed."""
        self.index = _Index()
        self.index.setRange(0, MOST)
        self.index.setKeyboardTracking(False)
        self.index.setToolTip("A test digit by its number: type it, or go up and down; no model has seen it")
        self.index.setAccessibleName("number of the test digit")
        digits = (Choice(numeral, numeral) for numeral in NUMERALS)
        self.label = ChoiceBox((Choice(ANY, "any", "A test digit of any class."), *digits), appearance)
        self.label.setToolTip("The class of the test digits that the dice picks from")
        self.label.setAccessibleName("class of the test digit")
        self.dice = Tool(appearance, "", "Another test digit, by lot", "dice")
        self.own = Tool(
            appearance,
            "G’s own",
            "Who is to blame? One of G’s own samples: if that is restored, G is the limit, not the search",
        )
        self.draw = Tool(appearance, "Draw", "An empty sheet to draw a digit on, or half of one", "pencil")
        self.open = Tool(
            appearance, "Open", "A picture from a file; dropping it on the canvas does too", "folder"
        )
        self.paste = Tool.of(actions.PASTE, appearance)
        self.keep = Toggle(appearance)
        self.keep.setToolTip("Whether another picture keeps the hole, or comes whole")
        self.keep.setAccessibleName("keep the hole")
        self.keep.set_value(True)
        self.words = Elided("", "small")
        self._lay_out()
        self._connect()
        self._on_looks_changed()

    @property
    def data(self) -> Pictures:
        """The data set of the test digits: the whole of that which the model was trained on."""
        card = self._exploration.card
        if card is None or not isinstance(card.settings.data, Pictures):
            return Digits()
        return dataclasses.replace(card.settings.data, classes=(), weights=())

    def pick(self, index: int) -> None:
        """Request a test digit by its number."""
        self._ask(Pick(self.data, index))

    @Slot()
    def roll(self) -> None:
        """Request a random test digit of the chosen class."""
        label = None if self.label.value == ANY else int(self.label.value)
        self._ask(Pick(self.data, label=label, seed=_seed()))

    @Slot()
    def sample(self) -> None:
        """Request a random sample of G."""
        self.take_sample(_seed())

    def take_sample(self, seed: int) -> None:
        """Request the sample of G that this seed draws."""
        exploration = self._exploration
        if exploration.card is None:
            self._say("no model is open yet", warn=True)
            return
        random = np.random.default_rng(seed)
        z = exploration.prior.sample(random, 1)[0]
        row = exploration.row.copy()
        if exploration.card.categories:
            row = exploration.each_category()[random.integers(exploration.card.categories)]
        row[: len(z)] = z
        self._wanted = Draw(row[None], judged=True), seed
        self._draws.ask(self._wanted[0])

    def offer(self, picture: Path | QImage) -> None:
        """Show the preview of a picture from outside once it has been read, or say why it cannot be used."""
        self._files.ask(picture)

    def _ask(self, pick: Pick) -> None:
        self._pick = pick
        self._picks.ask(pick)

    @Slot(object, object)
    def _on_read(self, _picture: Path | QImage, read: tuple[Grey, InputPicture]) -> None:
        grey, input_picture = read
        preview = PicturePreview(grey, input_picture, self._appearance, self)
        preview.used.connect(self._take)
        preview.open()

    def _lay_out(self) -> None:
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for widget in (Text("test digit", "muted"), self.index, Text("class", "muted")):
            self._first.addWidget(widget)
        self._first.addWidget(self.label, 1)
        self._first.addWidget(self.dice)
        self._first.addWidget(self.own)
        for tool in (self.draw, self.open, self.paste):
            self._second.addWidget(tool)
        self._second.addStretch(1)
        self._second.addWidget(Text("keep the hole", "muted"))
        self._second.addWidget(self.keep)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._first)
        self._rows.addLayout(self._second)
        self._rows.addWidget(self.words)

    def _connect(self) -> None:
        self.index.valueChanged.connect(self.pick)
        self.index.lineEdit().returnPressed.connect(self._on_index_entered)
        self.label.changed.connect(self._on_label_changed)
        self.dice.clicked.connect(self.roll)
        self.own.clicked.connect(self.sample)
        self.draw.clicked.connect(self._editor.start_drawing)
        self.open.clicked.connect(self._on_open_clicked)
        self.paste.clicked.connect(self._on_paste)
        self._editor.picture_changed.connect(self._on_picture_changed)
        self._editor.stroke_finished.connect(self._on_stroke_finished)
        self._picks.answered.connect(self._on_picked)
        self._picks.refused.connect(self._on_pick_refused)
        self._files.answered.connect(self._on_read)
        self._files.refused.connect(self._on_refused)
        self._exploration.opened.connect(self._on_opened)
        self._draws.answered.connect(self._on_drawn)
        self._draws.refused.connect(self._on_refused)
        self._appearance.changed.connect(self._on_looks_changed)

    def _say(self, sentence: str, *, warn: bool = False) -> None:
        self.words.set_text(sentence)
        self.words.set_role("warn" if warn else "small")

    @Slot(object)
    def _take(self, input_picture: InputPicture) -> None:
        self._editor.inking = False
        self._editor.set_picture(input_picture, keep_hole=self.keep.value)

    @Slot(object, object)
    def _on_picked(self, _request: Pick, picked: Picked) -> None:
        self._pick = None
        self.index.blockSignals(True)
        self.index.setMaximum(picked.count - 1)
        self.index.setValue(picked.index)
        self.index.blockSignals(False)
        title = f"{picked.title} test picture {picked.index:,}, class {picked.name}"
        self._take(InputPicture(picked.picture, picked.label, title))
        if picked.note:
            self._say(f"{title}. {picked.note}", warn=True)

    @Slot(object, object)
    def _on_drawn(self, request: Draw, drawn: Drawn) -> None:
        card = self._exploration.card
        if self._wanted is None or request is not self._wanted[0] or card is None:
            return
        label = (
            int(request.rows[0, card.dim : card.dim + card.categories].argmax()) if card.labelled else None
        )
        read = f", reads as {card.names[int(drawn.classes[0].argmax())]}" if drawn.classes is not None else ""
        self._take(InputPicture(drawn.pictures[0], label, f"G’s own sample, seed {self._wanted[1]}{read}"))

    @Slot()
    def _on_opened(self) -> None:
        """Name the classes, and repeat the request that was dropped with the model before."""
        card = self._exploration.card
        assert card is not None
        for index, name in enumerate(card.names, 1):
            self.label.setItemText(index, name)
        if self._pick is not None:
            self._ask(dataclasses.replace(self._pick, data=self.data))

    @Slot(str)
    def _on_pick_refused(self, sentence: str) -> None:
        self._pick = None
        self._on_refused(sentence)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._say(sentence, warn=True)

    @Slot(object)
    def _on_picture_changed(self, input_picture: InputPicture) -> None:
        self._say(input_picture.title)

    @Slot()
    def _on_index_entered(self) -> None:
        """Request the test digit, though the number may be the same, and give the keys back to the page."""
        if self._pick is None:  # Or the number was another one, and has been asked for.
            self.pick(self.index.value())
        self.index.clearFocus()

    @Slot()
    def _on_stroke_finished(self) -> None:
        """Show the picture's title again, instead of an earlier error."""
        self._say(self._editor.input_picture.title)

    @Slot(object)
    def _on_label_changed(self, _label: str) -> None:
        self.roll()

    @Slot()
    def _on_open_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a picture", "", KINDS)
        if name:
            self.offer(Path(name))

    @Slot()
    def _on_paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        # Qt's types do not say it, but an empty clipboard has none.
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime else []
        if paths:
            self.offer(paths[0])
        elif mime and mime.hasImage():
            self.offer(QImage(mime.imageData()))
        else:
            self._say("there is no picture in the clipboard", warn=True)

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._rows.setSpacing(px(4))
        for row in (self._first, self._second):
            row.setSpacing(px(4))
        self.index.setFixedSize(px(58), px(25))
        for tool in (self.dice, self.paste):
            tool.setFixedSize(px(28), px(28))
        for tool in (self.own, self.draw, self.open):
            tool.setFixedHeight(px(28))


class _Index(QSpinBox):
    """A spin box that the wheel changes only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel without the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _read(picture: Path | QImage) -> tuple[Grey, InputPicture]:
    """The grey levels of a picture from outside, and the picture that is made of it; takes up to seconds.

    Raises:
        GanplayError: it is no picture, too large, or shows nothing.
    """
    if isinstance(picture, Path):
        grey, title = read_picture(picture), picture.name
    elif picture.isNull():
        raise DataError("what was dropped or pasted is no picture")
    else:
        grey, title = grey_of(picture), "a picture of yours"
    return grey, InputPicture(centred(grey), None, title)


def _seed() -> int:
    """A random seed of at most five digits."""
    return int(np.random.default_rng().integers(100_000))
